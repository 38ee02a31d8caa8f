"""What an amount counts, as the report puts it.

The parse says where the counted noun stands (`nouns`).  Where the report leaves it out, the governing verb or the
figure before tells.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from onrecord.extract.counting.ages import age_of
from onrecord.extract.counting.measured import noun_before
from onrecord.extract.counting.nouns import find_noun, is_listed, is_population, next_noun
from onrecord.extract.counting.phrases import counted_phrase, words_touching
from onrecord.extract.counting.places import NOUNS, SUBJECTS, Place
from onrecord.extract.counting.scopes import HUMAN, find_scope, scope_of_noun, told_before
from onrecord.extract.counting.shares import find_rival, is_of_ballots
from onrecord.extract.counting.tallies import find_members, is_bare_tally
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.annotation import Quantity
from onrecord.records.span import Span

BRACKETS = re.compile(r" \([^()]*\)")  # a conversion: "miles (120 km) north of Talvi"
HALF_BRACKETS = re.compile(r"^[^()]*\) | \([^()]*$")  # one of which the amount took the other half
SCORE = re.compile(r"(?<![\w.,])\d{1,3}[-–]\d{1,3}(?![\w-])")
PERSON = re.compile(r"no[ -]one\b", re.IGNORECASE)
LONGEST_SCORE = 5  # characters of a score beside one of its numbers
UNTOLD = frozenset({"time", "length", "speed", "magnitude", "temperature", "pressure", "angle"})  # kinds of no scope
ITS = frozenset({"it", "this", "that", "which"})
LINKS = frozenset({"ADP", "PUNCT", "ADV", "PART", "SYM", "CCONJ", "SCONJ", "DET"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What an amount counts."""

    of: str  # never empty
    noun: str  # the same without whose it is, for a bare number after it
    span: Span | None  # the words it was taken from; None: they stand elsewhere or nowhere
    scope: str | None  # what is told of it: "killed", "sent"
    unit: str | None = None  # where the words beside the amount show one that the amount leaves out: an age's years
    sentence: int = -1
    end: int = -1  # where the amount ends in the text
    is_count: bool = False  # a plain count, so that a bare number after it may count the same


def find_counted(
    index: Index, q: Quantity, before: Counted | None, *, taken: frozenset[int], language: Language
) -> Counted:
    """What `q` counts; `before` is the figure before it, for what the report leaves out.

    `taken`: the words of all amounts of the sentence, which no other amount counts.
    """
    place = _place(index, q, taken, language)
    scope = None if place.kind in UNTOLD else find_scope(index, place.anchor, language=language)
    base = Counted(
        of="people",
        noun="people",
        span=None,
        scope=scope,
        sentence=index.tokens[place.anchor].sentence,
        end=q.span.end,
        is_count=q.unit is None,
    )
    age = age_of(index, q)
    if age:
        return replace(base, of=age.of, noun=age.of, span=age.span, scope=None, unit="years", is_count=False)
    if before and _is_same_again(place, before):
        return replace(base, of=before.of, noun=before.noun, scope=before.scope or scope)
    if before and _is_next_age(place, before):
        return replace(base, of=before.of, noun=before.noun, scope=None, unit=before.unit, is_count=False)
    if before and (_is_against(place, before) or _is_included(place, before)):
        return replace(base, of=before.of, noun=before.noun)
    rival = find_rival(place)
    if rival is not None:
        return replace(base, of=_printed(index, rival), noun=_printed(index, rival))
    plain = _plain_noun(place, language)
    if plain:
        return replace(base, of=plain, noun=plain)
    if _is_aboard(place, language):
        return replace(base, scope=scope or "on board")
    span = find_noun(place, after_count=_is_after_count(base, before), language=language)
    noun = _printed(index, span) if span else _told_elsewhere(place, base, before, language)
    is_bare = is_bare_tally(index, span, language) if span else noun in language.words("scopes", "numbers")
    if base.is_count and is_bare:
        noun = _tallied(place, base, before, language) or noun
    if scope is None and place.kind not in UNTOLD:
        told = _scope_of_counted(place, span, noun, before, language)
        base = replace(base, scope=told or told_before(index, place.anchor, language=language))
    holder = None
    if " of " not in noun:
        is_share = is_of_ballots(place, span, language)
        holder = _holder(place, is_share, language) if base.is_count or is_share else _earner(place, span, language)
    of = f"{noun} of {holder}" if holder else noun
    return replace(base, of=of, noun=noun, span=span, unit="rank" if q.is_ordinal else None)


def _scope_of_counted(
    place: Place, span: Span | None, noun: str, before: Counted | None, language: Language
) -> str | None:
    """The scope that the counted noun tells by itself; for a noun left out, that of the count before it."""
    if span is not None:
        return scope_of_noun(place.index, words_touching(place.index, span)[-1], language=language)
    again = before is not None and before.is_count and place.q.unit is None and noun == before.noun
    return before.scope if before is not None and again and is_listed(place) else None


def _is_after_count(base: Counted, before: Counted | None) -> bool:
    return before is not None and before.is_count and before.sentence == base.sentence


def _printed(index: Index, span: Span) -> str:
    """The words on one line, without brackets or half of a pair; a quotation mark without its fellow left out."""
    words = HALF_BRACKETS.sub("", BRACKETS.sub("", " ".join(span.of(index.text).split())))
    return words.replace('"', "") if words.count('"') == 1 else words


def _place(index: Index, q: Quantity, taken: frozenset[int], language: Language) -> Place:
    inside, number = words_touching(index, q.span), words_touching(index, q.number)
    units = language.table("units")
    kind = None if q.unit is None else units.get(q.unit.split(" per ")[0], units.get(q.unit, {})).get("kind", "rate")
    anchor = number[-1]
    if q.unit is not None:
        named = [i for i in inside if i > anchor and (index.tokens[i].pos in NOUNS or index.tokens[i].text == "%")]
        anchor = next((i for i in named if index.tokens[i].text != "-"), anchor)
    return Place(index=index, q=q, anchor=anchor, last=inside[-1], kind=kind, taken=taken - set(inside))


def _earner(place: Place, span: Span | None, language: Language) -> str | None:
    """Whose the loss or profit is, where the sentence says who made it: "Larkspur posted a loss of $5m"."""
    index, tokens = place.index, place.index.tokens
    noun = place.anchor if span is None else words_touching(index, span)[-1]
    verb = tokens[noun].head
    payments: Mapping[str, str] = language.table("scopes")["payments"]
    word = payments.get(tokens[verb].lemma) if span is None else tokens[noun].lemma
    is_made = tokens[noun].dep == "dobj" and tokens[verb].lemma in language.words("scopes", "earning")
    if place.kind != "money" or not is_made or word not in language.words("scopes", "results"):
        return None
    doer = next((s for j in (verb, *index.ancestors(verb)) if (s := index.child(j, "nsubj")) is not None), None)
    if doer is None or tokens[doer].pos not in NOUNS:
        return None
    whole = counted_phrase(index, doer)
    return _printed(index, whole) if whole else None


def _holder(place: Place, is_share: bool, language: Language) -> str | None:
    """Whose the counted things are, where the sentence says that somebody has them: "the army has 12,000 men"."""
    index, tokens = place.index, place.index.tokens
    noun = next((j for j in (place.anchor, *index.ancestors(place.anchor)) if tokens[j].dep == "dobj"), None)
    if noun is None:
        return None
    verb = tokens[noun].head
    is_of_votes = is_share or tokens[noun].lemma in language.words("scopes", "ballots")
    wins = is_of_votes and tokens[verb].lemma in language.words("scopes", "winning")
    if not wins and tokens[verb].lemma not in language.words("scopes", "holding"):
        return None
    subject = index.child(verb, "nsubj")
    if subject is None and is_of_votes and tokens[verb].dep == "advcl":
        subject = index.child(tokens[verb].head, "nsubj")  # "Lund won, receiving 43 percent of the vote"
    if subject is not None and tokens[subject].tag == "WDT" and tokens[verb].dep == "relcl":
        subject = tokens[verb].head  # "the army, which has 12,000 men"
    if subject is None or tokens[subject].pos not in NOUNS:
        return None
    span = counted_phrase(index, subject)
    return _printed(index, span) if span else None


def _is_same_again(place: Place, before: Counted) -> bool:
    """True for a conversion: "75 miles (120 km)", "$5m, or €4m"."""
    if place.q.unit is None or before.is_count or before.end > place.q.span.start:
        return False
    return place.index.text[before.end : place.q.span.start].strip() in ("(", "/", "or", ", or", ";", "[")


def _is_against(place: Place, before: Counted) -> bool:
    """True for "198" in "230 votes to 198"."""
    if place.q.unit is not None or not before.is_count or before.span is None or next_noun(place) is not None:
        return False
    return place.index.text[before.span.end : place.q.span.start].strip() in ("to", "against", "versus")


def _is_included(place: Place, before: Counted) -> bool:
    """True for "700" in "9,000 cuts will take place, including about 700 in Talvi"."""
    tokens, first = place.index.tokens, words_touching(place.index, place.q.span)[0]
    is_part = first > 0 and tokens[first - 1].lemma == "include" and tokens[first].sentence == before.sentence
    return is_part and place.q.unit is None and before.is_count and next_noun(place) is None


def _plain_noun(place: Place, language: Language) -> str | None:
    """What is counted by the form of the number alone: "twice" counts times, "3-1" points."""
    text, number = place.index.text, place.q.number
    if number.of(text).lower() in language.table("numerals")["multiplicatives"]:
        return "times"
    if PERSON.match(text, number.start):
        return "people"
    around = SCORE.search(text, max(number.start - LONGEST_SCORE, 0), number.end + LONGEST_SCORE)
    is_score = around is not None and around.start() <= number.start and number.end <= around.end()
    return "points" if is_score and place.q.unit is None and next_noun(place) is None else None


def _is_aboard(place: Place, language: Language) -> bool:
    """True for "459" in "with 459 on board" and "462 aboard the ferry": people, whatever noun stands before."""
    behind = place.index.tokens[place.last + 1 : place.last + 3]
    words = (" ".join(t.text.lower() for t in behind[:n]) for n in (1, 2))
    return place.q.unit is None and any(w in language.words("scopes", "aboard") for w in words)


def _is_next_age(place: Place, before: Counted) -> bool:
    """True for "thirteen" in "aged nine, ten and thirteen"."""
    between = place.index.text[before.end : place.q.span.start].strip()
    bare = place.q.unit is None and next_noun(place) is None
    return before.unit == "years" and not before.is_count and bare and between in (",", "and", ", and", "to")


def _is_beside(place: Place, before: Counted, base: Counted) -> bool:
    """True for "to $84" in "up 9 per cent to $84": nothing named between the two, so they are of the same thing."""
    if before.sentence != base.sentence or before.end > place.q.span.start:
        return False
    between = words_touching(place.index, Span(start=before.end, end=place.q.span.start))
    return all(place.index.tokens[i].pos in LINKS for i in between)


def _measure_told(place: Place, language: Language) -> str | None:
    """The measure that the verb tells where the thing is a pronoun: "it weighed ten pounds" gives a weight.

    Of money, what it is that is lost or handed over: "the bank lost $5m" gives a loss.
    """
    tokens, table = place.index.tokens, language.table("scopes")
    verb = next((j for j in place.index.ancestors(place.anchor) if tokens[j].pos in ("VERB", "AUX")), None)
    names: Mapping[str, str] = table["measures"] | (table["payments"] if place.kind == "money" else {})
    return None if verb is None else names.get(tokens[verb].lemma)


def _is_told_of_it(place: Place, base: Counted, before: Counted, language: Language) -> bool:
    """True where the amount is told of a pronoun soon after the figure before: "this was down 48 percent"."""
    index, moves = place.index, language.table("approximators")["change"]
    told = (*language.words("scopes", "measuring"), *moves["up"], *moves["down"])
    verb = next((j for j in index.ancestors(place.anchor) if index.child(j, *SUBJECTS) is not None), None)
    subject = None if verb is None else index.child(verb, *SUBJECTS)
    if verb is None or subject is None or index.tokens[verb].lemma not in told:
        return False
    return index.tokens[subject].text.lower() in ITS and base.sentence <= before.sentence + 1


def _tallied(place: Place, base: Counted, before: Counted | None, language: Language) -> str | None:
    """What "the number" is of: what was counted right before, else what the sentence speaks of in the plural."""
    if before and before.is_count and before.sentence in (base.sentence, base.sentence - 1):
        return before.noun
    members = find_members(place, language)
    return _printed(place.index, members) if members else None


def _is_of_persons(place: Place) -> bool:
    """True for "the 2.8 million who voted" and "no one came"."""
    after = place.index.tokens[place.last + 1 : place.last + 2]
    return bool(after) and after[0].text.lower() == "who"


def _told_elsewhere(place: Place, base: Counted, before: Counted | None, language: Language) -> str:
    """What is counted where no noun stands by: the people of a harm, the thing counted before, a noun near by."""
    if place.q.unit is not None:
        if before and not before.is_count and _is_beside(place, before, base):
            return before.noun
        unit = language.table("units").get(place.q.unit, {})
        words: list[str] = unit.get("words", [])
        told = _measure_told(place, language)
        if told:
            return told
        if before and not before.is_count and _is_told_of_it(place, base, before, language):
            return before.noun
        return words[min(1, len(words) - 1)] if words and place.kind == "money" else place.q.unit.split(" (")[0]
    if _is_of_persons(place):
        return "people"
    if is_population(place, language):
        return "inhabitants"
    if base.scope in HUMAN:
        return f"people {base.scope}"
    if before and before.is_count and before.sentence in (base.sentence, base.sentence - 1):
        return before.noun
    if place.index.tokens[place.anchor].dep in SUBJECTS:
        return "people"
    noun = noun_before(place, over_commas=True)
    span = counted_phrase(place.index, noun) if noun is not None else None
    return _printed(place.index, span) if span else "not told"
