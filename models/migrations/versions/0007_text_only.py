"""who wants plain text instead of cards"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text_only", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.alter_column("text_only", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.drop_column("text_only")
