"""The noun that an amount counts or measures, found in the parse."""

from dataclasses import dataclass

from onrecord.extract.counting.phrases import counted_phrase, words_touching
from onrecord.extract.counting.scopes import HUMAN, find_scope, find_tally, scope_of_noun
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.annotation import Quantity
from onrecord.records.span import Span

MODIFIES = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod"})
NOUNS = frozenset({"NOUN", "PROPN"})
VERBS = frozenset({"VERB", "AUX"})
FOLLOWING = frozenset({"NOUN", "PROPN", "ADJ"})
DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight"})
MOVES = frozenset({"up", "down"})
LONGEST_JOINED = 4  # words from a noun to the one joined to it
WANTING = frozenset({"shy", "short"})  # "700 shy of 8,000"
SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An amount in its sentence."""

    index: Index
    q: Quantity
    anchor: int  # the word that stands for the amount in the parse
    last: int  # its last word
    kind: str | None  # of its unit: "money", "time"; None: a count
    taken: frozenset[int] = frozenset()  # words of the other amounts of the report: they are not what this one counts


def find_noun(place: Place, *, after_count: bool, language: Language) -> Span | None:
    """The words of the counted noun, where the sentence has them; `after_count`: a count stands before this one."""
    worth = _worth(place)
    if worth:
        return worth
    share = _share(place)
    if share is not None:
        return _with_part(place, share)
    for find in (_right_noun, _part_noun, next_noun):
        noun = find(place)
        is_period = place.kind == "money" and noun is not None and _is_period(place, noun, language)
        if noun is not None and noun > place.last and not is_period:
            return _with_part(place, noun)
    if place.kind == "length" and place.last > place.anchor - 1:
        found = _distance(place, language)
        if found:
            return found
    if place.q.unit is None and _is_bare(place, after_count=after_count):
        return None
    noun = _measured_noun(place, language)
    is_human = place.q.unit is None and find_scope(place.index, place.anchor, language=language) in HUMAN
    return None if noun is None or (is_human and not _tells(place, noun, language)) else _with_part(place, noun)


def _tells(place: Place, noun: int, language: Language) -> bool:
    """True of a noun that says by itself what became of whom it counts: "the number of deaths rose to 58"."""
    is_tally = place.index.tokens[noun].lemma in language.words("scopes", "tallies")
    return not is_tally and scope_of_noun(place.index, noun, language=language) is not None


def _worth(place: Place) -> Span | None:
    """The things that are worth the amount: "loans and bonds worth $12m in the crisis"."""
    index, tokens = place.index, place.index.tokens
    worth = tokens[place.anchor].head
    noun = tokens[worth].head
    if tokens[worth].lemma != "worth" or noun >= worth or tokens[noun].pos not in NOUNS or noun in place.taken:
        return None
    first = tokens[noun].head
    is_joined = tokens[noun].dep == "conj" and tokens[first].pos in NOUNS and noun - first <= LONGEST_JOINED
    span, whole = counted_phrase(index, noun), counted_phrase(index, first) if is_joined else None
    last = index.child(noun, "conj")
    if span and last is not None and last == worth - 1 and last - noun <= LONGEST_JOINED:
        return Span(start=span.start, end=tokens[last].span.end)
    return Span(start=whole.start, end=span.end) if span and whole else span


def _share(place: Place) -> int | None:
    """What is said to be so many percent of something: "the turnout was 39 percent of the voters" is a turnout."""
    index, tokens = place.index, place.index.tokens
    verb = tokens[place.anchor].head
    if place.q.unit != "percent" or tokens[place.anchor].dep != "attr" or tokens[verb].lemma != "be":
        return None
    subject = index.child(verb, *SUBJECTS)
    return subject if subject is not None and tokens[subject].pos == "NOUN" and subject < place.anchor else None


def _is_period(place: Place, noun: int, language: Language) -> bool:
    """True of the quarter of "$3m in the fourth quarter", the day of "$3m on Friday": it says when, not what."""
    token = place.index.tokens[noun]
    is_dated = any(t.span.contains(token.span) for t in place.index.marks.times)
    return is_dated or token.lemma in language.words("scopes", "periods")


def _right_noun(place: Place) -> int | None:
    """The noun right of the amount that it modifies: "22-mile journey", "40 other people", "no casualties"."""
    tokens = place.index.tokens
    i, noun = place.anchor, None
    if tokens[i].dep == "pobj" and tokens[tokens[i].head].lemma == "per":
        i = tokens[tokens[i].head].head  # "a 38 per cent turnout"
    while (tokens[i].dep in MODIFIES or (i == place.anchor and tokens[i].dep in ("det", "neg"))) and tokens[
        i
    ].head != i:
        i = tokens[i].head
        wanted = FOLLOWING if place.q.unit is None else NOUNS
        if i > place.last and tokens[i].pos in wanted and i not in place.taken:
            noun = i
    return None if noun is not None and tokens[noun].lemma in WANTING else noun


def _part_noun(place: Place) -> int | None:
    """The noun after "of" and its like: "149 of the survivors", "31 out of 48 drones", "$5m in aid"."""
    tokens = place.index.tokens
    sentence = place.index.marks.sentences[tokens[place.anchor].sentence]
    at = _after_brackets(place) if place.q.unit is not None else place.last + 1
    leads = ("of", "in", "for", "from", "on", "toward", "towards", "worth") if place.kind == "money" else ("of", "out")
    if at >= sentence.last or tokens[at].lemma not in leads:
        return None
    while at < sentence.last and (tokens[at].pos in ("ADP", "SCONJ") or tokens[at].lemma == "worth"):
        at += 1
    if at >= sentence.last:
        return None
    noun = place.index.child(at - 1, "pobj") or noun_run(place.index, at, sentence.last)
    noun = None if noun is None else _before_clause(place.index, noun)
    return None if noun is None or tokens[noun].pos in ("PRON", "NUM") else noun


def _before_clause(index: Index, noun: int) -> int:
    """The noun that a clause without "that" describes, taken for part of its subject: "write-downs Larkspur made"."""
    tokens = index.tokens
    plural = next((c for c in index.children[noun] if tokens[c].dep == "compound" and tokens[c].tag == "NNS"), None)
    is_subject = tokens[noun].tag == "NNP" and noun + 1 < len(tokens) and tokens[noun + 1].tag in ("VBD", "VBZ")
    return plural if plural == noun - 1 and is_subject else noun


def next_noun(place: Place) -> int | None:
    """The noun right after a count, where the parse hangs the number elsewhere: "between 36 and 40 people"."""
    sentence = place.index.marks.sentences[place.index.tokens[place.anchor].sentence]
    return noun_run(place.index, place.last + 1, sentence.last) if place.q.unit is None else None


def noun_run(index: Index, first: int, last: int) -> int | None:
    """The last noun of the unbroken phrase that begins at `first`; a day of the calendar is none."""
    noun = None
    for i in range(first, last):
        token = index.tokens[i]
        if token.pos in NOUNS and token.lemma not in DAYS:
            noun = i
        elif noun is not None or token.pos not in ("ADJ", "DET", "NUM"):
            break
    return noun


def _distance(place: Place, language: Language) -> Span | None:
    """`miles south of Talvi`: the unit with what the distance is from, a conversion in brackets skipped."""
    index, tokens = place.index, place.index.tokens
    end = index.marks.sentences[tokens[place.anchor].sentence].last
    first = _after_brackets(place)
    i = first
    sides = language.words("scopes", "compass")
    while i < end and i <= first + 2:
        beside = tokens[i].pos in ("ADV", "ADP") or tokens[i].dep in ("advmod", "amod")
        if not beside and tokens[i].text.lower() not in sides:
            break
        i += 1
    if i == first or i >= end or tokens[i - 1].pos != "ADP":
        return None
    noun = noun_run(index, i, end)
    return (
        None
        if noun is None or noun in place.taken
        else Span(start=tokens[place.anchor].span.start, end=tokens[noun].span.end)
    )


def _after_brackets(place: Place) -> int:
    """The word after the amount, or after a conversion in brackets that follows it."""
    tokens = place.index.tokens
    end = place.index.marks.sentences[tokens[place.anchor].sentence].last
    first = place.last + 1
    if first < end and tokens[first].text == "(":
        return next((j + 1 for j in range(first, min(first + 7, end)) if tokens[j].text == ")"), first)
    return first


def _is_bare(place: Place, *, after_count: bool) -> bool:
    """True for "33 were treated" and "one from France": a number alone that acts, or is counted out."""
    token = place.index.tokens[place.anchor]
    if token.pos not in ("NUM", "PRON", "NOUN", "DET"):
        return False
    if after_count and (is_listed(place) or place.index.child(place.anchor, "relcl") is not None):
        return True  # "the 8,000 that he had before"
    return token.dep in (*SUBJECTS, "conj", "appos") or (token.dep == "dobj" and after_count)


def is_listed(place: Place) -> bool:
    """True for "29 in Talvi" in "36 men in Vesla, 29 in Talvi and seven in Kessel"."""
    tokens, first = place.index.tokens, words_touching(place.index, place.q.span)[0]
    before = tokens[first - 1].text if first else ""
    after = tokens[place.last + 1 : place.last + 2]
    return before in (",", ";", "and", "or") and bool(after) and after[0].tag == "IN"


def _measured_noun(place: Place, language: Language) -> int | None:
    """What an amount that stands alone is the amount of: "a fine of $5", "winds of 90 mph", "prices rose 5%"."""
    index, tokens = place.index, place.index.tokens
    i, inside = place.anchor, words_touching(index, place.q.span)
    while tokens[i].head in inside and tokens[i].head != i and tokens[tokens[i].head].pos not in VERBS:
        i = tokens[i].head  # "a quarter of a point" is a quarter
    while tokens[i].dep in ("nummod", "quantmod", "compound", "conj", "nmod") and (
        tokens[i].head < i or tokens[i].head in place.taken  # "from 62 to 69 over 16 years"
    ):
        i = tokens[i].head
        if tokens[i].pos in NOUNS:
            break
    i = _of_empty_head(place, i, language)
    moved = _moved_before(place)
    if moved is not None:
        return _full_head(index, moved, language)
    if place.kind == "money" and _is_described(place, i):
        return None  # "the $5m that he asked for": who asks is not what is paid for
    head = tokens[i].head
    if tokens[i].dep == "pobj":
        governor = tokens[head].head
        if tokens[governor].dep == "advmod" and tokens[governor].pos == "ADV":
            governor = tokens[governor].head  # "revised the toll downward from 248"
        if (
            place.q.unit is None
            and tokens[head].lemma == "of"
            and tokens[governor].lemma in language.words("scopes", "inhabited")
        ):
            return None
        tally = find_tally(index, i, language=language)
        if tally is not None and place.q.unit is None:
            return tally
        named = tokens[governor].pos in NOUNS and not tokens[governor].text.startswith("to-")
        if named and governor < i and governor not in place.taken:
            return _full_head(index, governor, language)
        moved = index.child(governor, "dobj") if tokens[governor].pos in VERBS else None
        if moved is not None and moved < i and tokens[moved].pos in NOUNS and moved not in place.taken:
            return _full_head(index, moved, language)
    aside = tokens[i].dep in ("appos", "nummod", "npadvmod", "prep", "acl") and not tokens[head].text.startswith("to-")
    if aside and tokens[head].pos in NOUNS and head < i and head not in place.taken:
        return _full_head(index, head, language)
    left = next((j for j in index.ancestors(i) if _is_holder(place, j)), None)
    if left is not None and tokens[left].pos in NOUNS and left < i:
        return _full_head(index, left, language)
    verb = next((j for j in (i, *index.ancestors(i)) if tokens[j].pos in VERBS), None)
    if verb is None:
        return noun_before(place)
    if place.kind == "money" and (_is_paid(place, i, verb, language) or _is_payment(place, i, language)):
        return None  # who pays is not what is paid for
    found = _subject(place, i, language)
    return noun_before(place) if found is None and place.q.unit is not None else found


def _moved_before(place: Place) -> int | None:
    """The noun that is said to have moved by the amount: "a stock down by half", "Larkspur, down 9 per cent"."""
    tokens = place.index.tokens
    i = words_touching(place.index, place.q.span)[0] - 1
    i -= tokens[i].lemma == "by"
    if tokens[i].lemma not in MOVES:
        return None
    i -= 2 if tokens[i - 1].text == "," else 1
    return i if i >= 0 and tokens[i].pos in NOUNS and i not in place.taken else None


def _is_described(place: Place, i: int) -> bool:
    """True of the money in "the $5m that he asked for"; not of "worth $5m that she shared"."""
    tokens = place.index.tokens
    above = tokens[i].head
    if tokens[above].lemma == "worth" or (tokens[above].lemma == "of" and tokens[tokens[above].head].pos in NOUNS):
        return False
    clauses = (c for c in place.index.children[i] if tokens[c].dep in ("relcl", "acl"))
    return any("," not in (t.text for t in tokens[place.last + 1 : c]) for c in clauses)


def _of_empty_head(place: Place, i: int, language: Language) -> int:
    """The word that stands for the amount: the "peak" of "a peak of 300", which counts nothing itself."""
    tokens = place.index.tokens
    of = tokens[i].head
    noun = tokens[of].head
    empty = tokens[i].dep == "pobj" and tokens[of].lemma == "of" and noun < i and noun not in place.taken
    empty = empty and place.index.child(noun, "compound", "amod") is None  # "a death rate of 6%" says what it is
    return noun if empty and tokens[noun].lemma in language.words("scopes", "empty_heads") else i


def _is_paid(place: Place, i: int, verb: int, language: Language) -> bool:
    """True of money that somebody moves: the object of a verb that neither measures nor tells of a rise or fall."""
    token = place.index.tokens[i]
    if token.dep not in ("dobj", "npadvmod", "dative") or place.index.tokens[token.head].pos not in VERBS:
        return False
    moves = language.table("approximators")["change"]
    told = (*language.words("scopes", "measuring"), *moves["up"], *moves["down"])
    return place.index.tokens[verb].lemma not in told


def _is_payment(place: Place, i: int, language: Language) -> bool:
    """True of the money that is lost or handed over: "the bank lost $5m"."""
    token = place.index.tokens[i]
    return token.dep == "dobj" and place.index.tokens[token.head].lemma in language.table("scopes")["payments"]


def _is_holder(place: Place, j: int) -> bool:
    """True of a noun or verb that may say what the amount is of; "to-198" is the parser's word for "230-to-198"."""
    token = place.index.tokens[j]
    return token.pos in (*NOUNS, *VERBS) and not token.text.startswith("to-") and j not in place.taken


def is_population(place: Place, language: Language) -> bool:
    """True for "a city of about 1 million"."""
    tokens = place.index.tokens
    prep = tokens[place.anchor].head
    return tokens[prep].lemma == "of" and tokens[tokens[prep].head].lemma in language.words("scopes", "inhabited")


def _subject(place: Place, i: int, language: Language) -> int | None:
    """The noun of which the amount is told: the subject of a word that it hangs on, or what a participle describes."""
    index = place.index
    for j in (i, *index.ancestors(i)):
        subject, head = index.child(j, *SUBJECTS), index.tokens[j].head
        described = index.tokens[j].dep in ("relcl", "acl") and index.tokens[head].pos in NOUNS
        if subject is None:
            if described and index.tokens[j].pos in VERBS and head not in place.taken:
                return _full_head(index, head, language)  # "bread priced at $3"
            continue
        if index.tokens[subject].pos in NOUNS:
            return _full_head(index, subject, language)
        return head if described else None  # "bank stocks, which were up 2.8%"
    return None


def noun_before(place: Place, *, over_commas: bool = False) -> int | None:
    """The noun right before an amount, no verb between: "Larkspur up 9 per cent", "waves at least 2 m"."""
    index = place.index
    first = words_touching(index, place.q.span)[0]
    for i in range(first - 1, max(first - 6, index.marks.sentences[index.tokens[first].sentence].first - 1), -1):
        if index.tokens[i].pos in NOUNS and i not in place.taken:
            return i
        moved = index.tokens[i].text == "," and index.tokens[i + 1].lemma in MOVES  # "Larkspur, down 9 per cent"
        is_copula = index.tokens[i].lemma == "be" and place.q.unit is not None
        if over_commas or moved or is_copula:
            continue
        if index.tokens[i].pos in VERBS or index.tokens[i].text in ",;:":
            return None
    return None


def _full_head(index: Index, noun: int, language: Language) -> int:
    """The noun, or what it is the number of: "the number of deaths" is of deaths."""
    if index.tokens[noun].lemma in language.words("scopes", "empty_heads"):
        of = next(
            (j for j in index.children[noun] if index.tokens[j].dep == "prep" and index.tokens[j].lemma == "of"), None
        )
        part = index.child(of, "pobj") if of is not None else None
        if part is not None and index.tokens[part].pos in NOUNS and not _is_numbered(index, of, part):
            return part
    return noun


def _is_numbered(index: Index, first: int | None, last: int) -> bool:
    """True when a number stands between the two words, or is the last."""
    return any(index.tokens[k].pos in ("NUM", "SYM") for k in range(first or last, last + 1))


def _with_part(place: Place, head: int) -> Span | None:
    """The noun phrase with its "of" or "from" part: "counts of murder", "soldiers from Ostria"."""
    index, tokens = place.index, place.index.tokens
    span = counted_phrase(index, head, after=place.last if place.last < head else -1)
    prep = head + 1
    if span is None or prep >= len(tokens) or tokens[prep].lemma not in ("of", "from"):
        joined = _joined_noun(place, head)
        return Span(start=span.start, end=tokens[joined].span.end) if span and joined is not None else span
    noun = index.child(prep, "pobj")
    if tokens[prep].head not in (head, place.anchor) or noun is None or _is_numbered(index, prep, noun):
        return span
    if tokens[noun].span.overlaps(place.q.span):
        return span
    return Span(start=span.start, end=tokens[noun].span.end)


def _joined_noun(place: Place, head: int) -> int | None:
    """The noun that is counted with the first: "189 passengers and crew members"; not one with a number of its own."""
    tokens = place.index.tokens
    joined = place.index.child(head, "conj")
    if place.kind not in (None, "money") or head < place.last or joined is None or joined - head > LONGEST_JOINED:
        return None
    between = tokens[head + 1 : joined]
    plain = all(t.dep in ("compound", "amod") and t.pos in (*NOUNS, "ADJ") for t in between[1:])
    is_and = bool(between) and between[0].lemma == "and"
    return joined if is_and and plain and tokens[joined].pos == "NOUN" and tokens[joined].tag in ("NN", "NNS") else None
