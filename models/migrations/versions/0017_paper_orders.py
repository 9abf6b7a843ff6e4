"""papers ordered by a receipt; what waited to be made is ordered anew"""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

# What a signed copy was ordered by until now: a paper without a file.
_COPIES = """
INSERT INTO paper_order (sort, notice_id, at, due_at)
SELECT 'copy', notice_id, made_at, made_at FROM paper WHERE copy = '签收' AND file_sha = ''
"""
_ORDERED = "DELETE FROM paper WHERE copy = '签收' AND file_sha = ''"
_CERTIFICATES = """
INSERT INTO paper_order (sort, notice_id, at, due_at)
SELECT 'certificate', notice_id, at, at FROM receipt WHERE NOT EXISTS (
  SELECT 1 FROM paper WHERE paper.notice_id = receipt.notice_id AND paper.copy = '回执' AND file_sha <> '')
"""


def upgrade() -> None:
    op.create_table('paper_order',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sort', sa.String(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.Column('due_at', models.tables.base.Instant(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), server_default='0', nullable=False),
    sa.Column('why', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_paper_order_notice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_order')),
    sa.UniqueConstraint('sort', 'notice_id', name=op.f('uq_paper_order_sort_notice_id'))
    )
    with op.batch_alter_table('paper_order', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_order_notice_id'), ['notice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_order_sort_due_at'), ['sort', 'due_at'], unique=False)
    for statement in (_COPIES, _ORDERED, _CERTIFICATES):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table('paper_order')
