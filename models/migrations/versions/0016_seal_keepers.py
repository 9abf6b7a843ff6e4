"""who applied the bureau's seal"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('notice', 'mailing'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('sealed_by', sa.String(), nullable=False, server_default=''))


def downgrade() -> None:
    for table in ('notice', 'mailing'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('sealed_by')
