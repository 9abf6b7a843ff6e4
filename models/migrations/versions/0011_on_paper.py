"""receipts on paper: a slip, 拒签留置, mail that came back; rechecks as visits with who was there"""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('handover',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('post', sa.String(), nullable=False),
    sa.Column('sealed', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('witnesses', sa.String(), nullable=False),
    sa.Column('mail', sa.String(), nullable=False),
    sa.Column('staff', sa.JSON(), nullable=False),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('decided_at', models.tables.base.Instant(timezone=True), nullable=True),
    sa.Column('why', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_handover_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover'))
    )
    op.create_table('recheck',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('staff', sa.JSON(), nullable=False),
    sa.Column('left', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_recheck_notice_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_recheck_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recheck'))
    )
    with op.batch_alter_table('recheck', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recheck_notice_id'), ['notice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_recheck_visit_id'), ['visit_id'], unique=False)
    with op.batch_alter_table('handover', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handover_visit_id'), ['visit_id'], unique=False)
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.add_column(sa.Column('handover_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('how', sa.String(), nullable=False, server_default='page'))
        batch_op.alter_column('contact_id', existing_type=sa.Integer(), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f('fk_receipt_handover_id'), 'handover', ['handover_id'], ['id']
        )
    op.execute("UPDATE receipt SET how = 'in_person' WHERE consent = '当面'")


def downgrade() -> None:
    with op.batch_alter_table('recheck', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recheck_visit_id'))
        batch_op.drop_index(batch_op.f('ix_recheck_notice_id'))
    op.drop_table('recheck')
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_receipt_handover_id'), type_='foreignkey')
        batch_op.alter_column('contact_id', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column('how')
        batch_op.drop_column('handover_id')
    with op.batch_alter_table('handover', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handover_visit_id'))
    op.drop_table('handover')
