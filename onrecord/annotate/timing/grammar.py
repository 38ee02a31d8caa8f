"""English time expressions as one regular expression over the letters of words.

A pattern names sorts of words in angle brackets (`<weekday>`, `<this|last>` for either) and other patterns with an at
sign; white space is for the eye.  Rules stand in order: at a place the first that matches is taken, so the longer
stand before the shorter.  What a rule means is in `dates`, `relative`, `clocks` and `lasting`, under the rule's name.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.annotate.timing.words import Word, lexicon
from onrecord.language import Language

PARTS = {
    "NUM": r"(?: <number> (?: <hyphen>? <number> )* | <day|year|int|decimal> <number>? )",
    "NUMBERS": r"@NUM (?: <hyphen|to|or> @NUM )?",
    "APPROX": r"<approximate|some|shortly>{1,2}",
    "COUNT": r"(?: @NUMBERS (?: <and> <a> )? <half>? (?: <hyphen>? <more> )? | <a>? <half> (?: <hyphen> | <a> )?"
    r" | <few> <of>? <more>? | <some> | <scale> | <a> <more>? )",
    "ANYUNIT": r"<unit|units|second|quarter|century>",
    "SPAN": r"(?: @COUNT <hyphen>? @ANYUNIT (?: <and> <a> <half> )? | @NUM <weekend|weekends> )",
    "MON": r"(?: <month> | <month_short> <dot>? )",
    "DAYN": r"<day|ordday>",
    "ORD": r"<ordinal|ordday|second>",
    "SPOKEN": r"<number> <number> (?: <hyphen>? <number> )?",
    "DOW": r"(?: <weekday> | <weekday_short> <dot>? )",
    "YEARREF": r"(?: <comma>? <year> | <comma>? <of>? <this|last|next|that> <same>? <unit> )",
    "ITSYEAR": r"(?: <comma>? <year> )",
    "SOMEYEAR": r"(?: <year> | @REF <unit> )",
    "DATE": r"(?: @MON <the>? @DAYN @YEARREF? | <the>? @DAYN <of>? @MON @YEARREF? )",
    "FULLDAY": r"(?: @DOW <comma>? <the>? @DATE | @DATE )",
    "REF": r"<this|last|next>",
    "NEAR": r"<current|this|last|next|past|previous|following|coming|same|that|latest|most_recent>",
    "SOMEDAY": r"(?: @FULLDAY <part>? | (?: <this|last|next> <coming|past>? )? @DOW <part>? | <today> <part>? )",
    "EDGE": r"(?: <the>? <early|mid|late> <hyphen>? | <the>? <start|begins|end|mid> <of> <the>?"
    r" | <early|late> <in> <the>? )",
    "ZONE": r"(?: <zone> | <local> <time> | <name|zone>{1,2} <time> )",
    "DIGITAL": r"<clock|day|int|decimal|mil|year>",
    "HOUR": r"(?: <clock|day|int|decimal|number> <ampm> | <clock|day|number> <in> <the> <part>"
    r" | <day|number> <oclock> (?: <in> <the> <part> )? | @DIGITAL (?= @ZONE ) | <clock|noon> )",
    "TOWARDS": r"(?: <shortly|approximate|spell>? <before|after> | <approximate>{1,2} )",
    "TIME": r"@TOWARDS? @HOUR <comma>? @ZONE?",
}

NEVER_FIRST = (
    "other",
    "name",
    "comma",
    "dot",
    "hyphen",
    "open",
    "shut",
    "quote",
    "stroke",
    "of",
    "to",
    "and",
    "or",
    "at",
)

RULES = {
    "blocked": r"<blocked>",
    "iso": r"<iso>",
    "slash": r"<slash>",
    "always": r"<always>",
    # clocks
    "clock_twice": r"@TIME <open> @TIME <shut> <on>? @SOMEDAY",
    "clock_range": r"@TOWARDS? @DIGITAL <ampm>? <hyphen|to> @HOUR @ZONE?",
    "clock": r"@TIME (?: <comma>? <on>? @SOMEDAY )?",
    "day_clock": r"(?: <early|late|later|earlier> )? (?: @DOW <comma>? )? @SOMEDAY <comma>? <at>? @TIME",
    # days of the calendar
    "day_range": r"(?: @MON @DAYN <hyphen|to> @DAYN (?! <comma>? @MON ) @YEARREF?"
    r" | @DAYN <hyphen|to> @DAYN <of>? @MON @YEARREF? )",
    "days": r"(?: @MON @DAYN (?: <comma> @DAYN )* <comma>? <and> @DAYN (?! <of>? @MON | @ANYUNIT | <number> ) @ITSYEAR?"
    r" | @DAYN (?: <comma> @DAYN )* <and> @DAYN <of>? @MON @ITSYEAR? )",
    "named_date": r"<the>? <this|last|next|previous|following|same>? @DOW <comma>? <the>? @DATE <part>?",
    "date": r"(?: <early|late|earlier|later> <on>? | <the|that> | @REF )? @DATE <part>?",
    "year_date": r"@REF <unit> <comma>? @MON @DAYN",
    # after and before a date
    "from_date": r"@APPROX? @SPAN <before|after> <the|this|that>? @SOMEDAY",
    # units away
    "away": r"@APPROX? (?: @SPAN <orso>? | <units> ) <hyphen>? (?: <ago> | <from> <vague> )",
    "away_from_there": r"@APPROX? @SPAN <orso>? <hyphen>? (?: <earlier|later|previous>"
    r" | <before> (?= <comma|dot|shut> ) )",
    "unit_away": r"<the>? <unit> <hyphen> <ago|earlier> (?: <quarter|period> | @ORD <quarter> )?",
    # weeks, weekends and days of a month or year
    "ordinal_part": r"@APPROX? <the>? (?: @ORD | <last> ) (?: @NUM | <few> )? (?: @ANYUNIT | <weekend> | @DOW ) <of|in>"
    r" (?: <the>? @REF? @MON @YEARREF? | <year> | (?: @REF | <the> ) <unit> )",
    "quarters": r"<the>? (?: (?: <year> | @REF <unit> <quote> <other> ) )? <fiscal>? @ORD <hyphen>? <quarter>"
    r" (?: <of>? <fiscal>? <year> | <of> @REF <unit> | <of> <the>? <fiscal>? <unit> )?",
    "quarter_ended": r"<the>? <latest>? <fiscal>? (?: @ORD <hyphen>? )? <fiscal>? <quarter> <begins|ended> @DATE",
    "year_quarter": r"<the>? <year> (?: <quarter|period> )",
    "code": r"<code> (?: <of>? <year> )?",
    "halves": r"<the>? (?: @ORD | <last> ) <half> <of> <the>? (?: <year> | @REF? <unit> | <decade> )",
    # several units
    "past_many": r"@APPROX? <the|these>?"
    r" (?: <last|past|previous|latest> (?: @NUM | <few> | <half> <hyphen>? ) <hyphen>?"
    r" <more>? @ANYUNIT | <last|past|previous> <units> )",
    "next_many": r"@APPROX? <the|these>? (?: <next|coming|following> (?: @NUM | <few> ) <more>? @ANYUNIT"
    r" | <next|coming|following> <units> )",
    "first_many": r"<the>? (?: <ordinal> | <start> ) (?: @NUM | <few> ) @ANYUNIT (?: <of> @SOMEYEAR )?",
    "early_hours": r"<the>? <early> <units> (?: <of> (?: @SOMEDAY | <the>? <this|that>? <part> ) | <on> @SOMEDAY )"
    r" | <the> <early> <units> (?! <of> )",
    "recent_many": r"<the>? <recent|early|late> <units> (?: <and> <units> )?",
    "past_one": r"@APPROX? <the> <past> <unit|second|quarter|weekend>",
    # parts of days
    "day_night": r"<the>? <part> <of> (?: @SOMEDAY | <the>? @DATE )",
    "part_on": r"<early|late>? <part> (?: @DOW | <on> (?: @DOW | @DATE ) )",
    "weekdays": r"<early|late>? (?: <weekdays> | <weekday> <parts> )",
    "weekday": r"(?: <early|late|later|earlier> <on>? )? (?: @NEAR <past|coming|same>? | <the> @NEAR )? @DOW"
    r" (?: <late|early>? <part> | <noon> )? (?! <hyphen> <weekday> )",
    "today": r"(?: <early|earlier|late|later> <on>?"
    r" | <early|mid|late>? <hyphen>? <part> )? <today> (?: <late|early>? <part> )?",
    "part_near": r"<early|earlier|late|later>? <the>?"
    r" <this|last|that|next|previous|following|same> <same>? <part>",
    "overnight": r"<overnight>",
    # sets
    "each_day": r"<each> (?: <alternate> | @ORD | @NUM | <few> )? <hyphen>?"
    r" (?: @ANYUNIT | @DOW | <weekend|month|part|season> )",
    "per": r"(?: <once> | @NUM <times> )? <per> <unit|second|quarter|century>",
    "times_a": r"(?: <once> | @NUM <times> ) (?: <a> | <each> ) <unit|quarter>",
    "often": r"<often>",
    # one unit, near or pointed at
    "unit_near": r"(?: @EDGE | <earlier|later> <in>? <the>? )? (?: <the>? @NEAR <past|coming|same>? | <the> <same> )"
    r" (?: <fiscal>? <unit|weekend|season|quarter|century> | <fiscal> )",
    "in_the_unit": r"<early|earlier|late|later> <in> <the> <unit|weekend>",
    "unit_edge": r"@EDGE <unit|weekend>",
    "week_of": r"<the>? <unit> (?: <of> | <begins> ) @FULLDAY",
    "year_end": r"<unit> (?: <quote> <other> )? <hyphen>? <end> <year>?",
    "the_week": r"<the> <weekend>",
    "the_quarter": r"(?: <the> <quarter> (?! <of> ) | <the> <latest> <period> )",
    # months, seasons, years, decades
    "month": r"(?: @EDGE | <earlier|later> (?: <in> )? )? (?: <the>? @NEAR <past|coming>? | <the> )? @MON"
    r" (?: @YEARREF | @SPOKEN )?",
    "feast": r"@EDGE? (?: <this|last|next> <unit> <quote> <other> | <this|last|next|the> )? <feast>"
    r" (?: <comma>? <year> | <part|unit> )?",
    "era": r"<era>",
    "season": r"@EDGE? <the>? <season> (?: <of>? <year> | <of> @REF <unit> )",
    "the_season": r"(?: <the> | <early|late|mid> <hyphen>?"
    r" | (?<= <in|since|by> ) ) <season> (?! <of> )",
    "decade": r"(?: <the>? <early|mid|late> <hyphen>? | <the> )? <decade>",
    "century": r"(?: <the> )? (?: <early|mid|late> <hyphen>? )? @ORD <hyphen>? <century>",
    "years": r"(?: <from|between> )?? <year> <hyphen> <year|day|int> (?! <unit|units> )",
    "fiscal": r"<fiscal> <year> | <year> <fiscal>",
    "year": r"(?: @EDGE | <earlier|later> <in> )? <year> (?! <hyphen>? @ANYUNIT )",
    # what was dated before
    "the_year": r"<the> <unit> (?: <year> | <number> <number> (?: <hyphen>? <number> )? )",
    "full_year": r"<the> <more> <unit> | <the> <fiscal>",
    "that_day": r"(?: <earlier|later> (?: <on> )? )? <the|that|this> <same>? <unit|date> (?! <ago> )",
    "at_writing": r"(?<= <at> ) <the> <time> <of> <writing>",
    "that_time": r"<the|that|this> <same>? <time>",
    "the_day": r"<the>? <unit> <before> | <the> <part>",
    "a_part": r"<early|late>? <part>",
    # lasting
    "lasting": r"@APPROX? @SPAN (?: <hyphen>? <old|long> | <orso> )?",
    "spoken_year": r"@SPOKEN",
    "long": r"(?: <unit|units> <hyphen> <long|old> )",
    "bare": r"@APPROX? <units>",
    "spell": r"<spell>",
    # vague
    "vague": r"<vague> | (?<= <in> ) <the> <past>",
    "order": r"<earlier|later>",
    "recent": r"<recent>",
    "current": r"<current>",
    "day_count": r"(?<= <on> ) <unit> <day|int>",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that one rule of the grammar took."""

    rule: str
    words: tuple[Word, ...]
    before: Word | None  # the word in front of them in the same stretch of text
    after: Word | None

    @property
    def start(self) -> int:
        """Where the first word begins in the text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words[-1].end

    def all(self, *sorts: str) -> list[Word]:
        """The words of those sorts, in text order."""
        return [w for w in self.words if w.sort in sorts]

    def one(self, *sorts: str) -> Word | None:
        """The first word of those sorts."""
        return next((w for w in self.words if w.sort in sorts), None)

    def has(self, *sorts: str) -> bool:
        """True when a word of one of the sorts is among them."""
        return any(w.sort in sorts for w in self.words)


@functools.cache
def compile_rules(language: Language) -> Mapping[str, re.Pattern[str]]:
    """Each rule by itself, in their order."""
    letters = lexicon(language).letters
    return {name: re.compile(_expand(pattern, letters)) for name, pattern in RULES.items()}


@functools.cache
def compile_grammar(language: Language) -> re.Pattern[str]:
    """The grammar over the letters of that language.  Raises KeyError for a sort that its table lacks."""
    letters = lexicon(language).letters
    rules = "|".join(f"(?P<{name}>{_expand(pattern, letters)})" for name, pattern in RULES.items())
    idle = "".join(letters[sort] for sort in NEVER_FIRST)
    return re.compile(f"(?=[^{idle}])(?:{rules})")  # most words begin no rule: they are passed over at once


def next_piece(words: list[Word], letters: str, start: int, grammar: re.Pattern[str]) -> tuple[Piece, int, int] | None:
    """The first piece from word `start` on, with the numbers of its first word and of the word after its last."""
    m = grammar.search(letters, start)
    if m is None:
        return None
    i, j = m.span()
    return _piece(str(m.lastgroup), words, i, j), i, j


def later_pieces(
    words: list[Word], letters: str, start: int, rule: str, rules: Mapping[str, re.Pattern[str]]
) -> Iterator[tuple[Piece, int]]:
    """What the rules after `rule` take from word `start` on, each with the number of the word after its last."""
    for name in itertools.islice(rules, list(rules).index(rule) + 1, None):
        m = rules[name].match(letters, start)
        if m is not None and m.end() > start:
            yield _piece(name, words, start, m.end()), m.end()


def _piece(rule: str, words: list[Word], i: int, j: int) -> Piece:
    before = words[i - 1] if i else None
    after = words[j] if j < len(words) else None
    return Piece(rule=rule, words=tuple(words[i:j]), before=before, after=after)


def _expand(pattern: str, letters: Mapping[str, str]) -> str:
    while "@" in pattern:
        pattern = re.sub(r"@([A-Z]+)", lambda m: f"(?:{PARTS[m[1]]})", pattern)
    pattern = re.sub(r"(?<!\?)(?<!\?P)<([a-z_|]+)>", lambda m: _letters(m[1], letters), pattern)
    return re.sub(r"\s+", "", pattern)


def _letters(names: str, letters: Mapping[str, str]) -> str:
    found = "".join(letters[n] for n in names.split("|"))
    return found if len(found) == 1 else f"[{found}]"
