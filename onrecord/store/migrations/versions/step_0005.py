"""Captures are looked up by digests of page and outlet; parts have a key that holds no decisions on names."""

import sqlalchemy as sa
from alembic import op

from onrecord.records import ids
from onrecord.store.escapes import unescape

revision = "0005"
down_revision = "0004"
NAMES = ("number", "doc", "address", "outlet", "page", "desk")


def upgrade() -> None:
    """Add the digests, taken from the names as they are."""
    captures = sa.table("captures", *(sa.column(name) for name in NAMES))
    # Worked out from the rest, and made again when next asked for.
    op.execute("DELETE FROM facts WHERE name = 'account_key'")
    op.execute("DELETE FROM account")
    op.drop_table("parts")
    op.create_table(
        "parts",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("bare", sa.String(32), nullable=False, index=True),
        sa.Column("head", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    for name in ("page", "desk"):
        op.add_column("captures", sa.Column(name, sa.String(16)))
        op.create_index(f"ix_captures_{name}", "captures", [name])
    connection = op.get_bind()
    known = captures.c
    for row in connection.execute(sa.select(known.number, known.doc, known.address, known.outlet)).all():
        page = ids.digest(unescape(row.address or row.doc))
        desk = None if row.outlet is None else ids.digest(unescape(row.outlet))
        connection.execute(sa.update(captures).where(known.number == row.number).values(page=page, desk=desk))
