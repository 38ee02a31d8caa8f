"""What is known of names before reading: countries, their bodies, media, groups, and how two spellings compare.

Pure functions over a language's tables, for every stage that meets names.  Reading a report's own names is
`annotate.mentions`; joining names over reports is `compare.entities`.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.language import Language
from onrecord.records.annotation import EntityKind, MentionForm

# A dotted acronym, a word (inner apostrophes kept, a possessive 's not), a possessive mark, or any other sign.
ASIDE = re.compile(r"\(.*?\)|'s\b")  # of a name: brackets and possessive marks
PLAIN = re.compile(r"[a-z0-9]+")
PIECE = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*|['’][sS]\b|[^\w\s]|_",
)
KEPT = 1_024  # names, or words of them, that are remembered: of reports that were read at once
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# Words before a body's kind that do not tell it from the plain kind: "the state investigative committee".
LOOSE = frozenset({"state", "national", "federal", "main", "own", "official", "country", "nation", "royal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a table says about a name."""

    name: str  # canonical
    kind: EntityKind
    form: MentionForm
    country: str | None = None
    sure: bool = True  # False: an everyday word too ("The Times", "Time"), a name only where the text says so
    city: str | None = None  # of a capital: the city's own canonical name, "Seoul (city)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body of a state as a phrase puts it."""

    name: str  # canonical: "Ministry of Foreign Affairs (South Korea)"
    country: str | None


@functools.lru_cache(maxsize=KEPT)
def name_key(name: str) -> str:
    """The name in plain lower-case letters, articles, possessives and brackets left out: two prints of it agree."""
    bare = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    return " ".join(w for w in PLAIN.findall(ASIDE.sub(" ", bare)) if w not in {"the", "a", "an", "s"})


@functools.lru_cache(maxsize=KEPT)
def plain(word: str) -> str:
    """The word in lower-case letters without accents."""
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower() or word.lower()


def split_name(name: str) -> tuple[str, ...]:
    """The pieces of a name, as the tables are keyed: straight apostrophes, signs apart."""
    return tuple(p.replace("’", "'") for p in PIECE.findall(name))


@functools.cache
def gazetteer(language: Language) -> Mapping[str, tuple[tuple[tuple[str, ...], Known], ...]]:
    """Every known name by its first piece, longest first."""
    out: dict[tuple[str, ...], Known] = {}
    for name, known in _list_known(language):
        before = out.setdefault(split_name(name), known)
        if known.kind is before.kind and known.sure and not before.sure:
            out[split_name(name)] = known
    first: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
    for pieces, known in out.items():
        first.setdefault(pieces[0], []).append((pieces, known))
    return {w: tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0]))) for w, rows in first.items()}


@functools.cache
def rivals(language: Language) -> Mapping[tuple[str, ...], tuple[Known, ...]]:
    """The names that several bear, such as "National Assembly", each with all who bear it in the tables' order."""
    out: dict[tuple[str, ...], dict[str, Known]] = {}
    for name, known in _list_known(language):
        out.setdefault(split_name(name), {}).setdefault(known.name, known)
    return {pieces: tuple(known.values()) for pieces, known in out.items() if len(known) > 1}


def find_known(name: str, *, language: Language) -> Known | None:
    """What the tables say about exactly this name, a leading article left out."""
    pieces = split_name(name)
    for start in (0, 1):
        if start and (len(pieces) < 2 or pieces[0].lower() != "the"):
            break
        rest = pieces[start:]
        for known, entry in gazetteer(language).get(rest[0], ()) if rest else ():
            if known == rest:
                return entry
    return None


def _list_known(language: Language) -> Iterator[tuple[str, Known]]:
    yield from _list_countries(language)
    yield from _list_bodies(language)
    yield from _list_media(language)
    yield from _list_groups(language)
    yield from _list_places(language)


def _form(name: str, *, is_alias: bool = False) -> MentionForm:
    letters = name.replace(".", "").replace("-", "")
    is_acronym = 2 <= len(letters) <= 6 and letters.isupper() and letters.isalnum()
    return MentionForm.ACRONYM if is_acronym and (is_alias or len(letters) <= 5) else MentionForm.NAME


def _list_countries(language: Language) -> Iterator[tuple[str, Known]]:
    table = language.table("places")
    state = EntityKind.GOVERNMENT
    for name, row in table["country"].items():
        for alias in (name, *row.get("names", ())):
            yield alias, Known(name=name, kind=state, form=_form(alias), country=name)
        for word in row.get("adjectives", ()):
            yield word, Known(name=name, kind=state, form=MentionForm.ADJECTIVE, country=name)
        people = [w + "s" for w in row.get("adjectives", ()) if w[-1] in "nidtrkbo"] + row.get("people", [])
        for word in people:
            yield word, Known(name=name, kind=state, form=MentionForm.ADJECTIVE, country=name)
        for capital in row.get("capital", ()):
            city = f"{row['capital'][0]} (city)"
            yield capital, Known(name=name, kind=state, form=MentionForm.CAPITAL, country=name, city=city)
        for seat in row.get("seats", ()):
            yield seat, Known(name=name, kind=state, form=MentionForm.CAPITAL, country=name, city=f"{seat} (city)")
    for word, countries in table["shared"].items():
        form = MentionForm.NAME if word == "Korea" else MentionForm.ADJECTIVE
        yield word, Known(name=word, kind=state, form=form, country=countries[0], sure=False)


def _list_bodies(language: Language) -> Iterator[tuple[str, Known]]:
    table = language.table("bodies")
    for country, rows in table["own"].items():
        for name, row in rows.items():
            for alias in (name, *row.get("names", ())):
                shown = alias.split(" (")[0]
                yield shown, Known(name=name, kind=EntityKind.GOVERNMENT, form=_form(shown), country=country)
    for name, aliases in table["international"].items():
        for alias in (name, *aliases):
            yield alias, Known(name=name, kind=EntityKind.ORGANISATION, form=_form(alias))


def _list_media(language: Language) -> Iterator[tuple[str, Known]]:
    table = language.table("media")
    for section in ("agency", "paper", "broadcaster", "platform"):
        for name, row in table[section].items():
            sure = row.get("alone", True)
            for alias in (name, *row.get("names", ())):
                shown = alias.split(" (")[0].removeprefix("The ")
                is_plain = shown == name.removeprefix("The ") or " " not in shown
                known = Known(
                    name=name,
                    kind=EntityKind.MEDIA,
                    form=_form(shown),
                    country=row.get("country"),
                    sure=sure or not is_plain,
                )
                yield shown, known


def _list_groups(language: Language) -> Iterator[tuple[str, Known]]:
    table = language.table("groups")
    for name, words in table["group"].items():
        for alias in (name.removeprefix("the "), *words):
            yield alias, Known(name=name, kind=EntityKind.GROUP, form=MentionForm.ADJECTIVE)
    for name, row in table["party"].items():
        for alias in (name, *row.get("names", ())):
            yield alias, Known(name=name, kind=EntityKind.ORGANISATION, form=_form(alias), country=row.get("country"))
    for name, aliases in table["armed"].items():
        for alias in (name, *aliases):
            yield alias.removeprefix("the "), Known(name=name, kind=EntityKind.ORGANISATION, form=_form(alias))


def _list_places(language: Language) -> Iterator[tuple[str, Known]]:
    table, place = language.table("places"), EntityKind.PLACE
    adjectives, short = table["region"]["adjectives"], table["region"]["short"]
    for country, names in table["region"]["country"].items():
        for name in names:
            yield name, Known(name=name, kind=place, form=MentionForm.NAME, country=country)
            for alias in short.get(name, ()):
                yield alias, Known(name=name, kind=place, form=MentionForm.NAME, country=country)
            for word in adjectives.get(name, ()):
                yield word, Known(name=name, kind=place, form=MentionForm.ADJECTIVE, country=country)
    for name, words in table["world"].items():
        yield name, Known(name=name, kind=place, form=MentionForm.NAME)
        for word in words:
            yield word, Known(name=name, kind=place, form=MentionForm.ADJECTIVE)
    for country, names in language.table("cities").items():
        for name in names:
            yield name, Known(name=name, kind=place, form=MentionForm.NAME, country=country)


@functools.cache
def given_names(language: Language) -> frozenset[str]:
    """Given names in plain lower-case letters."""
    return frozenset(language.table("given_names")["names"].split())


def country_of(word: str, *, language: Language) -> str | None:
    """The country that a name, adjective, demonym, capital, "the North" or the genitive of one stands for."""
    pieces = [p for p in split_name(word) if p not in POSSESSIVE]
    countries = _countries(language)
    if pieces and pieces[0].lower() == "the" and not _lookup(pieces, countries):
        short = "the " + " ".join(pieces[1:]).lower()
        for country, direction in language.table("places")["directions"].items():
            if direction.lower() == short:
                return str(country)
        pieces = pieces[1:]
    return _lookup(pieces, countries)


@functools.cache
def _countries(language: Language) -> Mapping[tuple[str, ...], str]:
    out: dict[tuple[str, ...], str] = {}
    for name, known in _list_countries(language):
        if known.country and known.sure:
            out.setdefault(tuple(p.lower() for p in split_name(name)), known.country)
    del out[("us",)]  # the pronoun; "US" is found by its capitals in split_country
    return out


def adjective_of(country: str, *, language: Language) -> str:
    """The country's adjective, or its own name where it has none."""
    row = language.table("places")["country"].get(country, {})
    return str((row.get("adjectives") or [country])[0])


def split_country(phrase: str, *, language: Language) -> tuple[str | None, str]:
    """The country that a phrase opens or ends with, and the rest of the phrase.

    "Ukraine's foreign ministry" and "the Foreign Ministry of Ukraine" give Ukraine and the rest in its own letters.
    The rest has no article, no possessive mark and no country; country None: the phrase names none.
    """
    pieces = list(split_name(phrase))
    while pieces and pieces[0].lower() in ARTICLES:
        article = pieces.pop(0).lower()
        if article == "the" and pieces and pieces[0].lower() in ("north", "south") and pieces[1:2] == ["'s"]:
            country = country_of(f"the {pieces[0]}", language=language)
            return country, _join(pieces[2:])
    countries = _countries(language)
    for size in range(min(6, len(pieces) - 1), 0, -1):
        country = _lookup(pieces[:size], countries)
        if country:
            rest = pieces[size:]
            return country, _join(rest[1:] if rest and rest[0] in POSSESSIVE else rest)
    for size in range(min(6, len(pieces) - 2), 0, -1):
        head, tail = pieces[:-size], pieces[-size:]
        tail = tail[1:] if tail[0].lower() == "the" else tail
        country = _lookup(tail, countries) if tail and head[-1].lower() in ("of", "in", "the") else None
        if country:
            while head and head[-1].lower() in ("of", "in", "the"):
                head.pop()
            return country, _join(head)
    return None, _join(pieces)


def _lookup(pieces: list[str], countries: Mapping[tuple[str, ...], str]) -> str | None:
    if pieces == ["US"]:
        return "United States"
    return countries.get(tuple(p.lower() for p in pieces))


def _join(pieces: list[str]) -> str:
    return re.sub(r" (?=[,.)]|'s?\b)|(?<=\() | (?=-)|(?<=-) ", "", " ".join(pieces))


def find_body(phrase: str, country: str | None = None, *, language: Language) -> Body | None:
    """The body of a state or between states that a phrase names: "the South's spy agency", "the Security Council".

    `country` is the one that the report's context gives, used where the phrase has none.  None: no known kind of
    body, or a plain kind of body ("the police") and no country.
    """
    known = _known_body(phrase, country, language)
    if known:
        return known
    own, rest = split_country(phrase, language=language)
    country = own or country
    if own:
        known = _known_body(rest, own, language)
        if known and known.country == own:
            return known
    kind = _kind_of(rest, language)
    if kind is None or country is None or _is_another(rest, kind, country, language):
        return None
    return Body(name=_name_of(kind, country, language), country=country)


def canonical_body(phrase: str, country: str | None = None, *, language: Language) -> str | None:
    """The canonical name alone of what `find_body` finds."""
    body = find_body(phrase, country, language=language)
    return body.name if body else None


def _known_body(phrase: str, country: str | None, language: Language) -> Body | None:
    known = find_known(phrase, language=language)
    if (
        known is None
        or known.kind not in (EntityKind.GOVERNMENT, EntityKind.ORGANISATION)
        or known.name == known.country
    ):
        return None
    if country and is_anothers(known, phrase, country, language=language):
        return None
    return Body(name=known.name, country=known.country)


def is_anothers(known: Known, phrase: str, country: str, *, language: Language) -> bool:
    """True for a plain name in another country than the known body's: "Department of Justice" in Canada."""
    is_other = known.country is not None and known.country not in (country, known.name)
    return is_other and _kind_of(phrase, language) is not None


def _kind_of(words: str, language: Language) -> str | None:
    kinds = _kinds(language)
    pieces = [w for w in words.lower().replace("’", "'").split() if w not in ARTICLES]
    while pieces:
        kind = kinds.get(" ".join(pieces))
        if kind or pieces[0] not in LOOSE:
            return kind
        pieces = pieces[1:]
    return None


@functools.cache
def _kinds(language: Language) -> Mapping[str, str]:
    return {
        form.replace("’", "'"): kind for kind, row in language.table("bodies")["kind"].items() for form in row["forms"]
    }


@functools.cache
def _own_names(language: Language) -> Mapping[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for country, rows in language.table("bodies")["own"].items():
        for name, row in rows.items():
            for kind in row.get("kind", ()):
                out.setdefault((country, kind), name)
    return out


def _is_another(words: str, kind: str, country: str, language: Language) -> bool:
    """True for "the Senate" beside a state whose upper house is called otherwise."""
    own = _own_names(language).get((country, kind), "").lower()
    proper = language.table("bodies")["kind"][kind].get("proper", ())
    return bool(own) and any(form in words.lower() and form not in own for form in proper)


def _name_of(kind: str, country: str, language: Language) -> str:
    own = _own_names(language).get((country, kind))
    if own:
        return own
    row = language.table("bodies")["kind"][kind]
    pattern = row.get("pattern", "{name} ({country})")
    return str(
        pattern.format(name=row.get("name"), country=country, adjective=adjective_of(country, language=language))
    )
