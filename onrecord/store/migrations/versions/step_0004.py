"""Hashes of the texts that were read, so that a text that was changed afterwards is found out."""

import sqlalchemy as sa
from alembic import op

from onrecord.store.bytes import as_bytes, sha256_of
from onrecord.store.escapes import unescape

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the hash to every text, taken from the text as it is."""
    op.add_column("texts", sa.Column("sha256", sa.String(64)))
    texts = sa.table("texts", sa.column("capture"), sa.column("text"), sa.column("sha256"))
    connection = op.get_bind()
    for (capture,) in connection.execute(sa.select(texts.c.capture)).all():
        chosen = texts.c.capture == capture
        held = connection.execute(sa.select(texts.c.text).where(chosen)).scalar_one()
        digest = sha256_of(as_bytes(unescape(held)))
        connection.execute(sa.update(texts).where(chosen).values(sha256=digest))
