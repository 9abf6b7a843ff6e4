"""receipt dates put right"""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('receipt_correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('signing', sa.String(), nullable=False),
    sa.Column('was', sa.Date(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.Column('previous', sa.String(), nullable=False),
    sa.Column('sha', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt_correction'))
    )
    with op.batch_alter_table('receipt_correction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_receipt_correction_signing'), ['signing'], unique=False)


def downgrade() -> None:
    op.drop_table('receipt_correction')
