"""What an amount that stands alone is the amount of: "a fine of $5", "winds of 90 mph", "prices rose 5%"."""

from onrecord.extract.counting.phrases import words_touching
from onrecord.extract.counting.places import NOUNS, SUBJECTS, VERBS, Place, is_numbered
from onrecord.extract.counting.scopes import find_tally
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.annotation import EntityKind

REACH = 4  # words from "in" to where somebody is held: "in a federal prison"
MOVES = frozenset({"up", "down"})


def measured_noun(place: Place, language: Language) -> int | None:
    """What an amount that stands alone is the amount of: "a fine of $5", "winds of 90 mph", "prices rose 5%"."""
    index, tokens = place.index, place.index.tokens
    served = _served(place, language)
    if served is not None:
        return served
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
    if place.kind == "money" and _is_described(place, i, language):
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


def _served(place: Place, language: Language) -> int | None:
    """Where somebody is held for so long: "five years in | prison |", "ten months under house | arrest |"."""
    if place.kind != "time":
        return None
    at = place.last + 1
    sentence = place.index.marks.sentences[place.index.tokens[place.anchor].sentence]
    near = range(at + 1, min(at + REACH, sentence.last)) if at < sentence.last else ()
    leads = place.index.tokens[at].text.lower() in ("in", "under", "behind", "of") if at < sentence.last else False
    held = (j for j in near if place.index.tokens[j].lemma.lower() in language.words("scopes", "custody"))
    return next(held, None) if leads else None


def _moved_before(place: Place) -> int | None:
    """The noun that is said to have moved by the amount: "a stock down by half", "Larkspur, down 9 per cent"."""
    tokens = place.index.tokens
    i = words_touching(place.index, place.q.span)[0] - 1
    i -= tokens[i].lemma == "by"
    if tokens[i].lemma not in MOVES:
        return None
    i -= 2 if tokens[i - 1].text == "," else 1
    return i if i >= 0 and tokens[i].pos in NOUNS and i not in place.taken else None


def _is_described(place: Place, i: int, language: Language) -> bool:
    """True of the money in "the $5m that he asked for"; not of "worth $5m that she shared"."""
    tokens = place.index.tokens
    above = tokens[i].head
    owner = tokens[tokens[above].head]
    is_owned = tokens[above].lemma == "of" and owner.pos in NOUNS
    if tokens[above].lemma == "worth" or (is_owned and owner.lemma not in language.words("scopes", "empty_heads")):
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
            is_counted = place.q.unit is not None or (subject < i and not _is_person(index, subject))
            return _full_head(index, subject, language) if is_counted else None
        return head if described else None  # "bank stocks, which were up 2.8%"
    return None


def _is_person(index: Index, word: int) -> bool:
    """True of somebody's name: who speaks of 12,000 is not what they are."""
    mention = index.mention_at(index.starts[word])
    return mention is not None and mention.kind is EntityKind.PERSON


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
        if part is not None and index.tokens[part].pos in NOUNS and not is_numbered(index, of, part):
            return part
    return noun
