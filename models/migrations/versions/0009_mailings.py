"""reminders sent to a whole district without a visit"""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mailing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('told_at', models.tables.base.Instant(timezone=True), nullable=True),
    sa.Column('done_at', models.tables.base.Instant(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailing'))
    )
    with op.batch_alter_table('mailing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_district_state'), ['district', 'state'], unique=False)
    op.create_table('mailing_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mailing_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('firms', sa.Integer(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['mailing_id'], ['mailing.id'], name=op.f('fk_mailing_file_mailing_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailing_file'))
    )
    with op.batch_alter_table('mailing_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_file_mailing_id'), ['mailing_id'], unique=False)
    op.create_table('mailing_item',
    sa.Column('mailing_id', sa.Integer(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['mailing_id'], ['mailing.id'], name=op.f('fk_mailing_item_mailing_id')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.id'], name=op.f('fk_mailing_item_enterprise_id')),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_mailing_item_notice_id')),
    sa.ForeignKeyConstraint(['file_id'], ['mailing_file.id'], name=op.f('fk_mailing_item_file_id')),
    sa.PrimaryKeyConstraint('mailing_id', 'enterprise_id', name=op.f('pk_mailing_item'))
    )
    with op.batch_alter_table('mailing_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_item_mailing_id_state'), ['mailing_id', 'state'], unique=False)
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.alter_column('sheet_id', existing_type=sa.String(), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.alter_column('sheet_id', existing_type=sa.String(), nullable=False)
    op.drop_table('mailing_item')
    op.drop_table('mailing_file')
    op.drop_table('mailing')
