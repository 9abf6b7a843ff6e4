"""the signature in a letter's file, by which an altered file is known again"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.add_column(sa.Column('signature', sa.String(), nullable=False, server_default=''))
        batch_op.create_index(batch_op.f('ix_paper_file_sha'), ['file_sha'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_signature'), ['signature'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_file_sha'))
        batch_op.drop_index(batch_op.f('ix_paper_signature'))
        batch_op.drop_column('signature')
