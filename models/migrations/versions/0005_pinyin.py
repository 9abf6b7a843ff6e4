"""how an enterprise's name sounds"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pinyin", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.alter_column("pinyin", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.drop_column("pinyin")
