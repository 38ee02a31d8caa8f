"""The noun that an amount counts or measures, found in the parse."""

from onrecord.extract.counting.measured import measured_noun
from onrecord.extract.counting.phrases import counted_phrase, words_touching
from onrecord.extract.counting.places import NOUNS, SUBJECTS, Place, is_numbered
from onrecord.extract.counting.scopes import HUMAN, find_scope, scope_of_noun
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.span import Span

MODIFIES = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod"})
FOLLOWING = frozenset({"NOUN", "PROPN", "ADJ"})
DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight"})
LONGEST_JOINED = 4  # words from a noun to the one joined to it
WANTING = frozenset({"shy", "short"})  # "700 shy of 8,000"


def find_noun(place: Place, *, after_count: bool, language: Language) -> Span | None:
    """The words of the counted noun, where the sentence has them; `after_count`: a count stands before this one."""
    worth = _worth(place)
    if worth:
        return worth
    share = _share(place)
    if share is not None:
        return _with_part(place, share)
    for find in (_right_noun, _part_noun, next_noun, _predicate):
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
    doing = _doing(place)
    if doing is not None:
        return doing
    noun = measured_noun(place, language)
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


def _doing(place: Place) -> Span | None:
    """What is done at that price or in that time: "rebuilding the harbour would cost $40m" is of rebuilding it."""
    index, tokens = place.index, place.index.tokens
    verb = tokens[place.anchor].head
    doing = index.child(verb, "csubj", "csubjpass") if place.q.unit is not None else None
    if doing is None or tokens[doing].tag != "VBG" or doing > place.anchor:
        return None
    done = index.child(doing, "dobj")
    span = counted_phrase(index, done) if done is not None and done < place.anchor else None
    return Span(start=tokens[doing].span.start, end=span.end if span else tokens[doing].span.end)


def _predicate(place: Place) -> int | None:
    """What a number alone is said to be: "of the dead, five were | children"."""
    tokens = place.index.tokens
    verb = tokens[place.anchor].head
    is_subject = place.q.unit is None and tokens[place.anchor].dep == "nsubj" and tokens[verb].lemma == "be"
    noun = place.index.child(verb, "attr") if is_subject else None
    return noun if noun is not None and tokens[noun].tag == "NNS" and noun not in place.taken else None


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
    while _modifies(place, i) and tokens[i].head != i:
        i = tokens[i].head
        wanted = FOLLOWING if place.q.unit is None else NOUNS
        if i > place.last and tokens[i].pos in wanted and i not in place.taken:
            noun = i
    return None if noun is not None and tokens[noun].lemma in WANTING else noun


def _modifies(place: Place, i: int) -> bool:
    """True for a word that leads from the amount to its noun; "more" too: "22 million | more uninsured workers"."""
    token = place.index.tokens[i]
    is_none = i == place.anchor and token.dep in ("det", "neg")
    return token.dep in MODIFIES or is_none or (token.dep == "advmod" and token.lemma in ("more", "fewer", "few"))


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


def is_population(place: Place, language: Language) -> bool:
    """True for "a city of about 1 million"."""
    tokens = place.index.tokens
    prep = tokens[place.anchor].head
    return tokens[prep].lemma == "of" and tokens[tokens[prep].head].lemma in language.words("scopes", "inhabited")


def _with_part(place: Place, head: int) -> Span | None:
    """The noun phrase with its "of" or "from" part: "counts of murder", "soldiers from Ostria"."""
    index, tokens = place.index, place.index.tokens
    span = counted_phrase(index, head, after=place.last if place.last < head else -1)
    prep = head + 1
    if span is None or prep >= len(tokens) or tokens[prep].lemma not in ("of", "from"):
        joined = _joined_noun(place, head)
        return Span(start=span.start, end=tokens[joined].span.end) if span and joined is not None else span
    noun = index.child(prep, "pobj")
    if tokens[prep].head not in (head, place.anchor) or noun is None or is_numbered(index, prep, noun):
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
