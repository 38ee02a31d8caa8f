"""The first form of the database."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Words only: FTS5 reads the text of a passage through the view.
FTS5_INDEX = (
    """CREATE VIEW passage_text AS
       SELECT p.id AS id, substr(t.text, p.start + 1, p."end" - p.start) AS text
       FROM passages p JOIN texts t ON t.capture = p.capture""",
    """CREATE VIRTUAL TABLE passage_words USING fts5(
       text, content='passage_text', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
)

# The same stems as FTS5's, and no word left out.  `store.terms` hands over ASCII letters and digits only.
TSVECTOR_INDEX = (
    "CREATE TEXT SEARCH DICTIONARY onrecord_stem (TEMPLATE = pg_catalog.snowball, Language = porter)",
    'CREATE TEXT SEARCH CONFIGURATION onrecord (PARSER = pg_catalog."default")',
    "ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR asciiword, word, numword WITH onrecord_stem",
    """CREATE TABLE passage_words (
       passage integer NOT NULL REFERENCES passages(id), piece integer NOT NULL, words tsvector NOT NULL,
       PRIMARY KEY (passage, piece))""",
    "CREATE INDEX ix_passage_words ON passage_words USING gin (words) WITH (fastupdate = off)",
    # Machines that share a server share nothing else, so the bytes of captures are kept there too.
    "CREATE TABLE contents (sha256 varchar(64) PRIMARY KEY, content bytea NOT NULL)",
)


def upgrade() -> None:
    """Make the tables and the search index."""
    _make_captures()
    op.create_table(
        "reports",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("capture", sa.Integer, sa.ForeignKey("captures.number"), nullable=False, index=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("marks", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "findings",
        sa.Column("report", sa.String(32), sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, index=True),
        sa.Column("doc", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("capture", sa.Integer, sa.ForeignKey("captures.number"), nullable=False),
        sa.Column("report", sa.String(32), sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )
    op.create_table(
        "account",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_account_id", "account", ["id"])
    op.create_table(
        "facts",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    for statement in FTS5_INDEX if op.get_bind().dialect.name == "sqlite" else TSVECTOR_INDEX:
        op.execute(statement)


def _make_captures() -> None:
    op.create_table(
        "captures",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("doc", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("encoding", sa.Text),
        sa.Column("fetched", sa.Text),
        sa.Column("added", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
    )
    op.create_table(
        "texts",
        sa.Column("capture", sa.Integer, sa.ForeignKey("captures.number"), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
