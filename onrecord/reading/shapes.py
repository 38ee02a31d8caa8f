"""What a line looks like: a label, a date line, a byline, a caption, an appeal, prose.

Each answer looks at one line alone; `layout` weighs where the line stands.  Words come from the language's `furniture`
table, names of agencies from `media`.
"""

import functools
import re
from dataclasses import dataclass

from onrecord.language import Language
from onrecord.reading.dates import WrittenDate, find_dates
from onrecord.reading.text import ends_sentence
from onrecord.records.report import FurnitureKind

PROSE_WORDS = 6  # an end mark after fewer is a title's or a list's as often as a sentence's
LONG_WORDS = 30  # so many words are prose, end mark or not
LABEL_CHARS = 60
CORRECTION_WORDS = (4, 150)  # in a notice of what was changed
TITLE_SHARE = 0.7  # of longer words with a capital, in a headline set in title case
DATE_LINE_WORDS = 6  # words of no known use that a date line may hold: an author, a place
WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
COUNT = re.compile(r"^\(?\d+\)?\s+|\s*\(?\d+\)?$")
INNER_END = re.compile(r"[a-z0-9,”’\"')][.!?][\"”’')]?\s+[“‘\"'(]?[A-Z]")
SIDES = re.compile(
    r"\((?:left|right|cent(?:er|re)|top|bottom|L-R|R-L|L to R)\)|,\s(?:left|right|centre|center),\s", re.I
)
SIDE = re.compile(r"\(([LCR])\)")  # one alone may be a party's letter
CREDIT = re.compile(r"(?:\([^()]{0,80}\)|[^\s.]+ ?/ ?[\w ./-]{2,60}|via getty images?)\W*$", re.I)
SLASHED = re.compile(
    r"(?:\b[A-Z][A-Z.’'-]+\s+){0,3}\b[\w.’'-]+(?:\s?/\s?[\w.’' -]{2,30}){1,3}(?:\s+via\s+[\w ]{3,24})?\W*$"
)
WIRE = re.compile(r"^[^\W\d_][\w .,’'/-]{1,60}?(?:\((?P<agency>[^()]{2,30})\)\s*)?\s?(?:[—–]|--?|_)(?:\s|$)")
SIGNED = re.compile(r"^[—–―][^\W\d_]")  # lists put a blank after their dash
SPEECH_MARKS = re.compile(r"[\"“”«»„]")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """A line that gives the report's date."""

    found: WrittenDate
    is_later: bool  # it says when the report was changed, not when it came out
    is_whole: bool  # the line holds nothing else; False: `found` stands before other words


def plain(words: str) -> str:
    """The words in lower case with single blanks and without marks at the ends: what is compared."""
    words = " ".join(words.split())
    first = next((i for i, c in enumerate(words) if c.isalnum()), 0)
    last = next((i for i in range(len(words), 0, -1) if words[i - 1].isalnum()), len(words))
    return words[first:last].casefold()


def count_words(words: str) -> int:
    """How many words."""
    return len(WORD.findall(words))


def is_prose(words: str) -> bool:
    """True for running sentences."""
    if len(words) > 400:
        return True
    count = count_words(words)
    return count >= LONG_WORDS or (ends_sentence(words) and count >= PROSE_WORDS) or bool(INNER_END.search(words))


def looks_finished(words: str) -> bool:
    """True for words that end like a sentence or with a bracket, and are not few."""
    return count_words(words[:400]) >= PROSE_WORDS and (ends_sentence(words) or words.rstrip().endswith(")"))


def is_title_case(words: str) -> bool:
    """True where nearly every longer word has a capital, as in many headlines."""
    long = [w for w in WORD.findall(words[:400]) if len(w) > 3 and not w[0].isdigit()]
    return len(long) >= 3 and sum(w[0].isupper() for w in long) >= TITLE_SHARE * len(long)


@functools.lru_cache(maxsize=8)
def _labels(code: str) -> dict[str, FurnitureKind]:
    table = Language(code=code).table("furniture")["labels"]
    return {word: FurnitureKind(kind) for kind, words in table.items() for word in words}


def label_kind(words: str, *, language: Language) -> FurnitureKind | None:
    """The kind of furniture that a line of nothing but a known label is, or None."""
    if len(words) > LABEL_CHARS:
        return None
    key = plain(words)
    labels = _labels(language.code)
    return labels.get(key) or labels.get(COUNT.sub("", key))


def opening_kind(words: str, *, language: Language) -> FurnitureKind | None:
    """The kind of furniture that a line beginning like this is, or None."""
    head = words[:80].casefold()
    for kind, openings in language.table("furniture")["openings"].items():
        if head.startswith(tuple(openings)):
            return FurnitureKind(kind)
    return None


def is_correction(words: str, *, language: Language) -> bool:
    """True for an outlet's notice of what it changed, in a line or paragraph of its own."""
    head = words[:80].casefold().lstrip(' *•·-–—_"“')
    openings = tuple(language.table("furniture")["correction"]["openings"])
    return head.startswith(openings) and CORRECTION_WORDS[0] <= count_words(words[:2_000]) <= CORRECTION_WORDS[1]


def count_appeals(words: str, *, language: Language) -> int:
    """How many phrases of the page speaking to its reader it holds; none where no "us" or "you" stands in it."""
    found = _appeals(language.code).findall(words[:2_000])
    return len({f.casefold() for f in found}) if _addresses(language.code).search(words[:2_000]) else 0


@functools.lru_cache(maxsize=8)
def _appeals(code: str) -> re.Pattern[str]:
    return _any_of(Language(code=code).table("furniture")["appeal"]["phrases"])


@functools.lru_cache(maxsize=8)
def _addresses(code: str) -> re.Pattern[str]:
    return _any_of(Language(code=code).table("furniture")["appeal"]["address"])


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))})\b", re.I)


@functools.lru_cache(maxsize=8)
def _agencies(code: str) -> frozenset[str]:
    table = Language(code=code).table("media")["agency"]
    own = Language(code=code).table("furniture")["photo_agencies"]["names"]
    names = [*table, *own, *(n for about in table.values() for n in about.get("names", ()))]
    return frozenset(n.casefold() for n in names)


def credit_start(words: str, *, language: Language) -> int | None:
    """Where the picture credit at the end begins ("(AP)", "NAME/POOL/AFP via Getty Images"), or None."""
    tail = words[-120:]
    labelled = _credit_labels(language.code).search(tail)
    if labelled:
        return len(words) - len(tail) + labelled.start()
    found = SLASHED.search(tail) or CREDIT.search(tail)
    if not found:
        return None
    parts = re.split(r"[/():,]|\bvia\b|\bcourtesy\b", found.group())
    if not any(_is_picture_source(part.strip(" ."), language) for part in parts):
        return None
    return len(words) - len(tail) + found.start()


@functools.lru_cache(maxsize=8)
def _credit_labels(code: str) -> re.Pattern[str]:
    """ "Image: A. Name." at the end of a caption."""
    openings = Language(code=code).table("furniture")["openings"]["caption"]
    labels = "|".join(re.escape(o.rstrip(":")) for o in openings if o.endswith(":"))
    return re.compile(rf"(?<![\w“\"])(?:{labels}):\s[^:;]{{2,60}}$", re.I)


def _is_picture_source(part: str, language: Language) -> bool:
    """True for a known agency, for words like "Photo by A. Name", and for a name that ends like an agency's."""
    low = part.casefold()
    if low in _agencies(language.code) or low.startswith(("photo", "image", "picture", "credit", "file photo")):
        return True
    words = part.split()
    ends = language.table("furniture")["photo_agencies"]["last_words"]
    return 1 < len(words) <= 5 and words[-1].casefold() in ends and all(w[0].isupper() for w in words)


def is_caption(words: str, *, language: Language) -> bool:
    """True for the words under a picture: an opening, who stands where, or a credit at the end."""
    if len(words) > 700:
        return False
    if (
        opening_kind(words, language=language) == FurnitureKind.CAPTION
        or credit_start(words, language=language) is not None
    ):
        return True
    sides = SIDES.search(words) or len(set(SIDE.findall(words))) > 1
    return bool(sides) and not SPEECH_MARKS.search(words)


def is_signature(words: str) -> bool:
    """True for a line that names who was quoted above it: "—A lawyer of the victim"."""
    return len(words) < 160 and bool(SIGNED.match(words)) and not ends_sentence(words)


def wire_place(words: str, *, language: Language) -> bool:
    """True where prose opens with the place and agency of a wire report: "SEOUL, South Korea (AP) —"."""
    found = WIRE.match(words[:90])
    if not found:
        return False
    first = WORD.search(words)
    return found["agency"] is not None or (first is not None and first.group().isupper() and len(first.group()) > 2)


def wire_end(words: str, *, language: Language) -> int | None:
    """Where prose begins behind a wire's place and agency: 15 in "SEOUL (AP) — The"; None where there is none."""
    found = WIRE.match(words[:90])
    if not found or not wire_place(words, language=language):
        return None
    after = words[found.end() : found.end() + 1]
    place = found.group().split("(")[0].split(",")[0]
    is_plain = found["agency"] is None and not all(w.isupper() for w in WORD.findall(place))
    return None if is_plain or not (after.isupper() or after in "\"“‘'") or not after else found.end()


def is_lone_place(words: str, *, language: Language) -> bool:
    """True for a wire's dateline on a line of its own: "SEOUL, South Korea (AP) —"."""
    found = WIRE.fullmatch(words.strip() + " ") if len(words) < 80 else None
    return found is not None and wire_place(words, language=language)


def is_byline(words: str, *, language: Language) -> bool:
    """True for a line that names who wrote it."""
    count = count_words(words)
    if not 1 <= count <= 14 or ends_sentence(words):
        return False
    low = " ".join(words.split()).casefold()
    table = language.table("furniture")["byline"]
    if low.startswith(tuple(table["openings"])):
        rest = [w for w in WORD.findall(words)[1:] if len(w) > 3]
        return bool(rest) and sum(w[0].isupper() for w in rest) >= 0.6 * len(rest)
    known = set(WORD.findall(low)) & set(table["words"])
    return count <= 8 and (bool(known) or low in _agencies(language.code))


def author(byline: str, *, language: Language) -> str:
    """Who a byline names: the line without "By"."""
    words = " ".join(byline.split())
    openings = language.table("furniture")["byline"]["openings"]
    cut = max((len(o) for o in openings if not o.startswith("from") and words.casefold().startswith(o)), default=0)
    return words[cut:].strip() or words


def date_line(words: str, *, language: Language) -> DateLine | None:
    """The date that a line gives as the report's own, or None.

    Beside it only labels ("Published"), a clock time and a few words without an end mark may stand.
    """
    if len(words) > 200:
        return None
    for found in find_dates(words, language=language):
        rest = words[: found.span.start] + " " + words[found.span.end :]
        labels = _date_labels(language.code)
        open_words = [w for w in WORD.findall(rest.casefold()) if w not in labels and not w[0].isdigit()]
        later = set(WORD.findall(words[: found.span.start].casefold())) & set(
            language.table("furniture")["dateline"]["later"]
        )
        if not open_words:
            return DateLine(found=found, is_later=bool(later), is_whole=True)
        before = [w for w in WORD.findall(words[: found.span.start].casefold()) if w not in labels]
        has_label = found.span.start > 0 and not before
        if found.date and not before and (has_label or found.span.start == 0) and not is_prose(words):
            return DateLine(found=found, is_later=bool(later), is_whole=False)
        if found.date and len(open_words) <= DATE_LINE_WORDS and _is_signed(words, found, language):
            return DateLine(found=found, is_later=bool(later), is_whole=True)
        return None
    return None


def _is_signed(words: str, found: WrittenDate, language: Language) -> bool:
    """True where the rest of a date line is a byline, a place, or stands apart by a bar or dot."""
    before, after = words[: found.span.start].strip(), words[found.span.end :].strip()
    rest = f"{before} {after}".strip(" |·•,–—-")
    if ends_sentence(rest):
        return False
    is_place = not after and before.endswith(",") and count_words(before) <= 2
    return is_place or is_byline(rest, language=language) or bool(re.search(r"[|·•]", before[-1:] + after[:1]))


@functools.lru_cache(maxsize=8)
def _date_labels(code: str) -> frozenset[str]:
    table = Language(code=code).table("furniture")["dateline"]
    zones = Language(code=code).table("time")["zone"]
    words = (w for phrase in (*table["labels"], *table["later"], *zones) for w in phrase.split())
    return frozenset(words)


def is_mark(words: str) -> bool:
    """True for a line without a letter or digit: a rule, stars, stray signs."""
    return not any(c.isalnum() for c in words)
