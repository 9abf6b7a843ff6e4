"""the OFD a seal service gives beside a letter"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ofd_sha', sa.String(), nullable=False, server_default=''))
        batch_op.create_index(batch_op.f('ix_paper_ofd_sha'), ['ofd_sha'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_ofd_sha'))
        batch_op.drop_column('ofd_sha')
