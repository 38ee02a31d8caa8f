"""What a case answered is kept, so that a large story is not worked through each time somebody looks."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make room for answers; none is kept yet."""
    op.create_table(
        "answers",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(32), nullable=False, unique=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("made_from", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
