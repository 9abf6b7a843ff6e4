"""versions of a corrected visit, advice let go by a leader, the mark 已录平台"""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('visit_version',
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('draft', sa.JSON(), nullable=False),
    sa.Column('sha', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_version_visit_id')),
    sa.PrimaryKeyConstraint('visit_id', 'version', name=op.f('pk_visit_version'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.add_column(sa.Column('platform_by', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('platform_at', models.tables.base.Instant(timezone=True), nullable=True))
    with op.batch_alter_table('hazard', schema=None) as batch_op:
        batch_op.add_column(sa.Column('advice_by', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('advice_at', models.tables.base.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('hazard', schema=None) as batch_op:
        batch_op.drop_column('advice_at')
        batch_op.drop_column('advice_by')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_column('platform_at')
        batch_op.drop_column('platform_by')
    op.drop_table('visit_version')
