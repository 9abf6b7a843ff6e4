"""who stays away from which enterprise (回避)"""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('recusal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('userid', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.Column('lifted_by', sa.String(), nullable=False),
    sa.Column('lifted_at', models.tables.base.Instant(timezone=True), nullable=True),
    sa.Column('lifted_because', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.id'], name=op.f('fk_recusal_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recusal'))
    )
    with op.batch_alter_table('recusal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recusal_enterprise_id'), ['enterprise_id'], unique=False)
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.add_column(sa.Column('recused', sa.JSON(), nullable=False, server_default='[]'))


def downgrade() -> None:
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.drop_column('recused')
    op.drop_table('recusal')
