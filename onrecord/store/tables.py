"""The tables of a case's database.  Plain SQL types only, so that another database can hold them too.

Times are RFC 3339 text in UTC and records are JSON text in the wire's form: what is stored can be read without us.
Decoded text is stored once per capture and not compressed, since the search reads it in place: it is a fourteenth of a
store.  The marks are the most of it, and pack to a sixth (both measured on 21 short reports, 42 kB of text).
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

from onrecord.store.escapes import AnyText

# Every revision of the schema, oldest first, as in `migrations/versions`; the last is the one this version writes.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")

metadata = MetaData()

captures = Table(
    "captures",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("doc", AnyText, nullable=False),
    Column("address", AnyText),
    Column("outlet", AnyText),
    Column("title", AnyText),
    Column("published", AnyText),
    Column("media_type", AnyText, nullable=False),
    Column("encoding", AnyText),
    Column("fetched", Text, index=True),
    Column("added", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("notes", Text, nullable=False),
    Column("page", String(16), index=True),  # a digest of the address, else the doc: what versions of a page share
    Column("desk", String(16), index=True),  # a digest of the outlet: names of any length are looked up by it
)

texts = Table(
    "texts",
    metadata,
    Column("capture", Integer, ForeignKey("captures.number"), primary_key=True),
    Column("text", AnyText, nullable=False),
    Column("sha256", String(64)),  # of the text in UTF-8, half characters as if they were whole
)

reports = Table(
    "reports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("capture", Integer, ForeignKey("captures.number"), nullable=False, index=True),
    Column("place", Integer, nullable=False),  # among the reports of its capture
    Column("body", Text, nullable=False),  # the Report without its text
    Column("marks", LargeBinary, nullable=False),  # times, mentions and notes of its Findings: zlib over JSON
)

findings = Table(
    "findings",
    metadata,
    Column("report", String(32), ForeignKey("reports.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("place", Integer, primary_key=True),  # in the order in which they were found
    Column("id", String(32), nullable=False, index=True),
    Column("doc", AnyText, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("capture", Integer, ForeignKey("captures.number"), nullable=False),
    Column("report", String(32), ForeignKey("reports.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("id", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("name", AnyText),  # of a story: its slug without numbers at its end
    Index("ix_account_id", "id"),
    Index("ix_account_name", "name"),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(32), primary_key=True),  # "revision", "account_key"
    Column("value", Text, nullable=False),
)

decisions = Table(  # rows are only ever added: what is undone stays, with the row that undoes it
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("by", AnyText, nullable=False),
    Column("action", String(16), nullable=False),
    Column("body", Text, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("reader", AnyText, primary_key=True),
    Column("story", AnyText, primary_key=True),  # a story as the reader calls it; "": the case
    Column("at", Text, nullable=False),
)

parts = Table(  # accounts of single stories, by digests of all that they depend on
    "parts",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("bare", String(32), nullable=False, index=True),  # the key without the decisions on names
    Column("head", LargeBinary, nullable=False),  # story and entities, for the case as a whole: zlib over JSON
    Column("body", LargeBinary, nullable=False),  # all the rest, likewise
)

sketches = Table(
    "sketches",
    metadata,
    Column("report", String(32), primary_key=True),
    Column("day", Text, nullable=False),  # with doc and place: what reports are sorted by
    Column("doc", AnyText, nullable=False),
    Column("place", Integer, nullable=False),
    Column("linked", String(32), nullable=False, index=True),
    Column("cluster", String(32), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),  # the Sketch: zlib over JSON
)

top_words = Table(
    "top_words",
    metadata,
    Column("word", AnyText, primary_key=True),
    Column("day", Integer, primary_key=True),  # of publication, counted from the first of year 1; 0: not dated
    Column("report", String(32), primary_key=True),
    Index("ix_top_words_report", "report"),
)

bearers = Table(  # which stories have an entity, so that one is joined over stories without reading the others
    "bearers",
    metadata,
    Column("part", String(32), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("digest", String(16), nullable=False),  # of the entity as the story has it: most have it alike
    Column("reports", Integer, nullable=False),  # of the story that name it
    Index("ix_bearers_id", "id", "digest", "reports", "part"),
)

name_keys = Table(  # what a person's name may share with another spelling of it
    "name_keys",
    metadata,
    Column("part", String(32), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("key", AnyText, primary_key=True),
    Column("block", AnyText, nullable=False),
    Column("name", AnyText, nullable=False),
    Index("ix_name_keys_key", "key"),
    Index("ix_name_keys_block", "block"),
)

answers = Table(  # what the case answered: `shelf` reads them as well
    "answers",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),  # the highest was kept last
    Column("name", String(32), nullable=False, unique=True),
    Column("state", String(32), nullable=False),
    Column("made_from", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
