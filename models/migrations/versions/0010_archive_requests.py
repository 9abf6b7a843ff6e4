"""who asked for which firm's file, and what was packed"""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('archive_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('missing', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.id'], name=op.f('fk_archive_request_enterprise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_archive_request'))
    )
    with op.batch_alter_table('archive_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_archive_request_state'), ['state'], unique=False)


def downgrade() -> None:
    op.drop_table('archive_request')
