"""Every setting: its name, type, default, unit and what it is for, in one table; and where a value comes from.

A flag comes before `ONRECORD_*`, that before the case's `onrecord.toml`, that before the default.  Settings are read
once, at the edge, and handed in; no stage looks at them.
"""

import difflib
import tomllib
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.errors import SettingsError
from onrecord.models import TAGGERS

ENV_PREFIX = "ONRECORD_"
ROW_FIELDS = ("text", "html", "published", "outlet", "address", "title", "byline", "fetched", "id")  # of sources.rows
MOST_EVERY_S = 1e9
FEED_ROW: Mapping[str, Any] = {"url": str, "outlet": str, "every_s": int | float}  # what a [[feed]] may say
ENGINES = ("own", "ray")
MOST_JOBS = 1024  # each is a process with the models
MOST_PAGE_MB = 1024  # a page is held in memory
WORDS: Mapping[str, str] = {  # lists of nothing but words, with an example of each
    "watch.folders": 'folders = ["inbox"]',
    "story.questions": 'questions = ["Who fired?"]',
}
ENV_OTHER = frozenset({"ONRECORD_CASE"})  # says which case to open, so it cannot be a setting of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row of the table."""

    name: str
    type: Any  # str, int, float, bool, dict (of lists or words by name) or list (of tables)
    default: Any
    unit: str | None  # None: a count, a word or a switch
    help: str
    most: float = 1e9  # of a number; more is a slip or a trick

    @property
    def env(self) -> str:
        """The variable that sets it."""
        return ENV_PREFIX + self.name.replace(".", "_").upper()


TABLE: tuple[Setting, ...] = (
    Setting(name="story.name", type=str, default="", unit=None, help="What the case is about, in a few words."),
    Setting(name="story.questions", type=list, default=(), unit=None, help="What the case is to answer."),
    Setting(name="story.timezone", type=str, default="UTC", unit="IANA zone", help="Where the story's days begin."),
    Setting(name="language", type=str, default="en", unit="BCP 47", help="Language of the reports."),
    Setting(
        name="speed", type=str, default="full", unit=None, help="How reports are read: full, or fast (less right)."
    ),
    Setting(
        name="jobs", type=int, default=1, unit="processes", help="Worker processes that read reports.", most=MOST_JOBS
    ),
    Setting(name="engine", type=str, default="own", unit=None, help="Who runs them: own, or ray (on a cluster)."),
    Setting(name="ray.address", type=str, default="", unit=None, help="Of a Ray cluster; empty: Ray is started here."),
    Setting(name="store.wait_s", type=float, default=10.0, unit="seconds", help="How long to wait for another writer."),
    Setting(
        name="store.url",
        type=str,
        default="",
        unit=None,
        help="Address of a PostgreSQL server, without a password; empty: the store is in the case folder.",
    ),
    Setting(
        name="store.url_file",
        type=str,
        default="",
        unit=None,
        help="A file with that address, which may then hold the password; only you may read it.",
    ),
    Setting(
        name="store.schema",
        type=str,
        default="",
        unit=None,
        help="The case's schema on the server; empty: onrecord_ and the name of the case folder.",
    ),
    Setting(
        name="fields",
        type=dict,
        default={},
        unit=None,
        help='What your tables call our fields: text = "story", published = "day".',
    ),
    Setting(name="network.allow", type=bool, default=False, unit=None, help="Whether anything may be fetched."),
    Setting(
        name="network.private",
        type=bool,
        default=False,
        unit=None,
        help="Whether servers of this machine and of your own network may be asked too (an intranet's).",
    ),
    Setting(
        name="network.pages",
        type=bool,
        default=True,
        unit=None,
        help="Whether the pages that feeds name are fetched; else their items are taken in their own words.",
    ),
    Setting(name="network.delay_s", type=float, default=1.0, unit="seconds", help="Between two requests to a host."),
    Setting(name="network.total_s", type=float, default=60.0, unit="seconds", help="For one page with its redirects."),
    Setting(
        name="network.max_mb",
        type=int,
        default=32,
        unit="MiB",
        help="The largest page, once unpacked.",
        most=MOST_PAGE_MB,
    ),
    Setting(name="network.contact", type=str, default="", unit=None, help="Where sites can reach you; sent to them."),
    Setting(name="watch.every_s", type=float, default=900.0, unit="seconds", help="Between two looks at a feed."),
    Setting(name="watch.folders", type=list, default=(), unit=None, help="Folders that `onrecord watch` looks into."),
    Setting(name="parties", type=dict, default={}, unit=None, help='Who belongs to a side: Ostria = ["Brandt"].'),
    Setting(
        name="families", type=dict, default={}, unit=None, help='Outlets of one owner: "Coastline" = ["Bay Post"].'
    ),
    Setting(name="grades", type=dict, default={}, unit=None, help='Your grade of an outlet: "Coastline" = "B2".'),
    Setting(name="user", type=str, default="", unit=None, help="Who decides by hand; empty: who is logged in."),
    Setting(name="feed", type=list, default=(), unit=None, help='Feeds of the story: [[feed]] url = "...".'),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A setting's value and where it comes from."""

    setting: Setting
    value: Any
    origin: str  # "flag", "ONRECORD_JOBS", "onrecord.toml", "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All values, one for each row of the table."""

    values: tuple[Value, ...]

    def __getitem__(self, name: str) -> Any:
        return next(v.value for v in self.values if v.setting.name == name)


def read_settings(toml: str, *, env: Mapping[str, str], flags: Mapping[str, Any], where: str) -> Settings:
    """The settings that these give together; `where` names the file that `toml` is the text of.

    Raises SettingsError for an unknown name, naming the nearest known one, and for a value of the wrong type.
    """
    by_file = _read_toml(toml, where)
    by_env = _read_env(env)
    for name in flags:
        _find(name, "the command line")
    values = []
    for setting in TABLE:
        if flags.get(setting.name) is not None:
            value, origin = flags[setting.name], "flag"
        elif setting.name in by_env:
            value, origin = _parse_word(setting, by_env[setting.name]), setting.env
        elif setting.name in by_file:
            value, origin = by_file[setting.name], where
        else:
            value, origin = setting.default, "default"
        values.append(Value(setting=setting, value=_check(setting, value, origin), origin=origin))
    return Settings(values=tuple(values))


def _read_toml(toml: str, where: str) -> dict[str, Any]:
    try:
        tree = tomllib.loads(toml)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits, lists in lists without end
        raise SettingsError(f"{where} is not TOML: {error}.", where=where, help="Mend that line.") from error
    flat: dict[str, Any] = {}
    groups = {s.name.partition(".")[0] for s in TABLE if "." in s.name}
    for name, value in tree.items():
        if name in groups and isinstance(value, dict):
            flat.update({f"{name}.{inner}": v for inner, v in value.items()})
        else:
            flat[name] = value
    for name in flat:
        _find(name, where)
    return flat


def _read_env(env: Mapping[str, str]) -> dict[str, str]:
    by_variable = {s.env: s.name for s in TABLE}
    found = {}
    for variable, value in env.items():
        if not variable.startswith(ENV_PREFIX) or variable in ENV_OTHER:
            continue
        if variable not in by_variable:
            near = _nearest(variable, [*by_variable, *ENV_OTHER])
            raise SettingsError(f"Unknown setting '{variable}' in the environment.", where=variable, help=near)
        found[by_variable[variable]] = value
    return found


def _find(name: str, where: str) -> Setting:
    for setting in TABLE:
        if setting.name == name:
            return setting
    raise SettingsError(
        f"Unknown setting '{name}' in {where}.", where=where, help=_nearest(name, [s.name for s in TABLE])
    )


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    return f"Did you mean '{near[0]}'? See all with `onrecord config`."


def _parse_word(setting: Setting, word: str) -> Any:
    """A variable's text as a value; lists and tables cannot be said there."""
    if setting.type is bool and word.lower() in ("1", "true", "yes", "on", "0", "false", "no", "off"):
        return word.lower() in ("1", "true", "yes", "on")
    if setting.type in (int, float):
        try:
            return setting.type(word)
        except ValueError:
            return word
    return word


def _check(setting: Setting, given: Any, origin: str) -> Any:
    value = given
    if setting.type is float and isinstance(given, int) and not isinstance(given, bool):
        value = float(given)
    kinds: Any = (list, tuple) if setting.type is list else setting.type
    is_known_kind: bool = isinstance(value, kinds)
    if not is_known_kind or (isinstance(value, bool) and setting.type is not bool):
        raise _wrong(setting, value, origin, f"expected {_NAMES[setting.type]}")
    if setting.type in (int, float) and not (1 if setting.type is int else 0) <= value <= setting.most:  # nor is nan
        raise _wrong(setting, value, origin, f"expected a positive number, at most {setting.most:,.0f}")
    if setting.name == "story.timezone":
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise _wrong(setting, value, origin, "expected an IANA zone such as Europe/Kyiv") from error
    if setting.name == "speed" and value not in TAGGERS:
        raise _wrong(setting, value, origin, f"expected one of {', '.join(TAGGERS)}")
    if setting.name == "engine" and value not in ENGINES:
        raise _wrong(setting, value, origin, f"expected one of {', '.join(ENGINES)}")
    if setting.name in ("parties", "families"):
        _check_names(setting, value, origin)
    if setting.name == "fields":
        _check_fields(setting, value, origin)
    if setting.name == "feed":
        _check_feeds(setting, value, origin)
    if setting.name in WORDS and not all(isinstance(word, str) for word in value):
        raise _wrong(setting, value, origin, f"expected a list of words: {WORDS[setting.name]}")
    if setting.name == "network.contact" and not (value.isascii() and value.isprintable()):
        raise _wrong(setting, value, origin, "expected plain ASCII, since it is sent in the head of a request")
    return value


def _check_fields(setting: Setting, value: Mapping[str, Any], origin: str) -> None:
    for field, name in value.items():
        if field not in ROW_FIELDS or not isinstance(name, str) or not name:
            expected = f"expected our field = your field; ours are {', '.join(ROW_FIELDS)}"
            raise _wrong(setting, {field: name}, origin, expected)


def _check_feeds(setting: Setting, rows: Sequence[Any], origin: str) -> None:
    for row in rows:
        given = row if isinstance(row, dict) else {}
        right = {name: kind for name, kind in FEED_ROW.items() if isinstance(given.get(name), kind)}
        if "url" not in right or right.keys() != given.keys() or not 0 < given.get("every_s", 1) <= MOST_EVERY_S:
            raise _wrong(
                setting, row, origin, 'expected [[feed]] with url = "..."; outlet = "..." and every_s = 900 may follow'
            )


def _check_names(setting: Setting, value: Mapping[str, Any], origin: str) -> None:
    for name, members in value.items():
        if not isinstance(members, list) or not all(isinstance(m, str) for m in members):
            raise _wrong(setting, {name: members}, origin, 'expected lists of names: Ostria = ["Brandt"]')


def _wrong(setting: Setting, value: Any, origin: str, expected: str) -> SettingsError:
    return SettingsError(
        f"The setting '{setting.name}' cannot be {value!r} ({origin}): {expected}.",
        where=origin,
        help="Change it there.",
    )


_NAMES = {
    str: "a word",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "a table in onrecord.toml",
    list: "a list in onrecord.toml",
}
