"""Where clustering put each report, its words, and the accounts of single stories with what the case needs of them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of sketches and their heaviest words, and those of parts anew."""
    op.drop_table("parts")
    op.create_table(
        "parts",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("head", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "sketches",
        sa.Column("report", sa.String(32), primary_key=True),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("doc", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("linked", sa.String(32), nullable=False, index=True),
        sa.Column("cluster", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "top_words",
        sa.Column("word", sa.Text, primary_key=True),
        sa.Column("report", sa.String(32), primary_key=True),
    )
    op.create_index("ix_top_words_report", "top_words", ["report"])
