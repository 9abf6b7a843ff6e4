"""what enterprises say back, who of them may sign, online patrols"""

import sqlalchemy as sa
from alembic import op

import models.tables.base

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('patrol',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('found', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_patrol'))
    )
    with op.batch_alter_table('patrol', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_patrol_at'), ['at'], unique=False)

    op.create_table('consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('standing', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('device', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_consent_contact_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_contact_id'), ['contact_id'], unique=False)

    op.create_table('inquiry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sort', sa.String(), nullable=False),
    sa.Column('enterprise_id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=True),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_by', sa.String(), nullable=False),
    sa.Column('answered_at', models.tables.base.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_inquiry_contact_id')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.id'], name=op.f('fk_inquiry_enterprise_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_inquiry_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inquiry'))
    )
    with op.batch_alter_table('inquiry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inquiry_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_inquiry_visit_id'), ['visit_id'], unique=False)

    op.create_table('rating',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_rating_contact_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_rating_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rating')),
    sa.UniqueConstraint('visit_id', 'contact_id', name=op.f('uq_rating_visit_id_contact_id'))
    )
    op.create_table('delivery_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('delivery_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_delivery_mark_delivery_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_mark')),
    sa.UniqueConstraint('delivery_id', 'what', 'detail', name=op.f('uq_delivery_mark_delivery_id_what_detail'))
    )
    op.create_table('extension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('at', models.tables.base.Instant(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('decided_at', models.tables.base.Instant(timezone=True), nullable=True),
    sa.Column('because', sa.String(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_extension_contact_id')),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_extension_notice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension'))
    )
    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_extension_notice_id'), ['notice_id'], unique=False)

    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.add_column(sa.Column('standing', sa.String(), server_default='authorised', nullable=False))
        batch_op.add_column(sa.Column('authority', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('linked', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('gone_because', sa.String(), server_default='', nullable=False))

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('guest', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('named_by', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_invitation_named_by'), 'contact', ['named_by'], ['id'])

    with op.batch_alter_table('online_problem', schema=None) as batch_op:
        batch_op.add_column(sa.Column('decided_by', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('decided_at', models.tables.base.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('because', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('warned_at', models.tables.base.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reply', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('replied_at', models.tables.base.Instant(timezone=True), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('online_problem', schema=None) as batch_op:
        batch_op.drop_column('replied_at')
        batch_op.drop_column('reply')
        batch_op.drop_column('warned_at')
        batch_op.drop_column('because')
        batch_op.drop_column('decided_at')
        batch_op.drop_column('decided_by')

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_invitation_named_by'), type_='foreignkey')
        batch_op.drop_column('named_by')
        batch_op.drop_column('guest')

    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.drop_column('gone_because')
        batch_op.drop_column('linked')
        batch_op.drop_column('authority')
        batch_op.drop_column('standing')

    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_extension_notice_id'))

    op.drop_table('extension')
    op.drop_table('delivery_mark')
    op.drop_table('rating')
    with op.batch_alter_table('inquiry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_inquiry_visit_id'))
        batch_op.drop_index(batch_op.f('ix_inquiry_enterprise_id'))

    op.drop_table('inquiry')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_contact_id'))

    op.drop_table('consent')
    with op.batch_alter_table('patrol', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_patrol_at'))

    op.drop_table('patrol')
