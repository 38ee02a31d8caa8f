"""Words of sketches have their day, and entities are found by their names, so that adding reads only what is near."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make what is worked out from reports anew: it is filled when next asked for."""
    op.execute("DELETE FROM facts WHERE name = 'account_key'")
    for table in ("account", "parts", "sketches"):
        op.execute(f"DELETE FROM {table}")
    op.add_column("account", sa.Column("name", sa.Text))
    op.create_index("ix_account_name", "account", ["name"])
    op.create_index("ix_captures_fetched", "captures", ["fetched"])
    op.create_index("ix_sketches_cluster", "sketches", ["cluster"])
    op.drop_table("top_words")
    op.create_table(
        "top_words",
        sa.Column("word", sa.Text, primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True),
        sa.Column("report", sa.String(32), primary_key=True),
    )
    op.create_index("ix_top_words_report", "top_words", ["report"])
    op.create_table(
        "bearers",
        sa.Column("part", sa.String(32), primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
    )
    op.create_index("ix_bearers_id", "bearers", ["id", "digest", "reports", "part"])
    op.create_table(
        "name_keys",
        sa.Column("part", sa.String(32), primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("block", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_index("ix_name_keys_key", "name_keys", ["key"])
    op.create_index("ix_name_keys_block", "name_keys", ["block"])
