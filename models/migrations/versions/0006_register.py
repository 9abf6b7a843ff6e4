"""The register: verification codes, replacements, boxes, and what is done about issued notices."""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns of the register, and the table of amendments."""
    with op.batch_alter_table('notice') as notice:
        notice.add_column(sa.Column('code', sa.String(), nullable=True))
        notice.add_column(sa.Column('replaces_id', sa.Integer(), nullable=True))
        notice.add_column(sa.Column('recalled_at', models.tables.base.Instant(timezone=True), nullable=True))
        notice.add_column(sa.Column('box', sa.String(), nullable=False, server_default=''))
        notice.create_unique_constraint(op.f('uq_notice_code'), ['code'])
        notice.create_foreign_key(op.f('fk_notice_replaces_id'), 'notice', ['replaces_id'], ['id'])
    op.create_table(
        'amendment',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('notice_id', sa.Integer(), nullable=False),
        sa.Column('sort', sa.String(), nullable=False),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('wrong', sa.String(), nullable=False),
        sa.Column('right', sa.String(), nullable=False),
        sa.Column('again', sa.Boolean(), nullable=False),
        sa.Column('sheet_id', sa.String(), nullable=False),
        sa.Column('recovered', sa.Boolean(), nullable=True),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('proposed_by', sa.String(), nullable=False),
        sa.Column('proposed_at', models.tables.base.Instant(timezone=True), nullable=False),
        sa.Column('decided_by', sa.String(), nullable=False),
        sa.Column('decided_at', models.tables.base.Instant(timezone=True), nullable=True),
        sa.Column('why', sa.String(), nullable=False),
        sa.Column('paper_id', sa.Integer(), nullable=True),
        sa.Column('served_on', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_amendment_notice_id')),
        sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_amendment_paper_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment')),
    )
    with op.batch_alter_table('amendment') as amendment:
        amendment.create_index(amendment.f('ix_amendment_notice_id'), ['notice_id'], unique=False)
