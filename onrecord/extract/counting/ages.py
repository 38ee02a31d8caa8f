"""Ages: "26-year-old man", "He was 64", "aged 41", "Ilsa Brandt, 53," with whose age it is."""

from dataclasses import dataclass

from onrecord.extract.counting.phrases import counted_phrase, words_touching
from onrecord.extract.index import Index
from onrecord.records.annotation import Quantity
from onrecord.records.span import Span

OLDEST = 120
UNITS = ("years", "months", "weeks", "days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """Whose age an amount is."""

    of: str  # "age of Ilsa Brandt"
    span: Span | None


def age_of(index: Index, q: Quantity) -> Age | None:
    """Whose age the amount is; None where it is no age."""
    words = words_touching(index, q.span)
    if q.unit not in (None, *UNITS) or not words:
        return None
    first, last = words[0], words[-1]
    after = " ".join(t.text.lower() for t in index.tokens[last + 1 : last + 4])
    before = [t.text.lower() for t in index.tokens[max(first - 3, 0) : first]]
    said = before[-1:] in (["aged"], ["age"]) or before[-2:] == ["age", "of"]
    old = q.unit is not None and (
        after.startswith(("old", "- old", "of age", "-old")) or index.tokens[last].text.lower().endswith("old")
    )
    if said or old:
        return _age(index, _bearer(index, first, last))
    if q.unit is None and _is_aside(index, first, last, q):
        return _age(index, first - 2)
    if q.unit is None and _is_said_of_person(index, last, q):
        return _age(index, _bearer(index, first, last))
    return None


def _small(q: Quantity) -> bool:
    value = q.low or q.high or ""
    return value.isdecimal() and int(value) <= OLDEST


def _is_aside(index: Index, first: int, last: int, q: Quantity) -> bool:
    """`Ilsa Brandt, 53,`: a bare number between a name and a comma, bracket or end."""
    sentence = index.marks.sentences[index.tokens[first].sentence]
    if first - 2 < sentence.first or index.tokens[first - 1].text not in (",", "(") or not _small(q):
        return False
    closes = last + 1 >= sentence.last or index.tokens[last + 1].text in (",", ".", ")", ";", "and", "—", "–")
    return closes and (index.tokens[first - 2].pos == "PROPN" or _is_person_between_commas(index, first, last))


def _is_person_between_commas(index: Index, first: int, last: int) -> bool:
    """True for "the princess, 67, said": a single noun, and commas on both sides."""
    commas = (
        index.tokens[first - 1].text == "," and index.tokens[last + 1 : last + 2] and index.tokens[last + 1].text == ","
    )
    return bool(commas) and index.tokens[first - 2].tag == "NN"


def _is_said_of_person(index: Index, last: int, q: Quantity) -> bool:
    """`He was 64`, `She turned 40`."""
    token = index.tokens[last]
    verb = index.tokens[token.head]
    if token.pos != "NUM":
        return False  # "Lund is fifth in the league"
    if (
        token.dep not in ("attr", "acomp", "dobj")
        or verb.lemma not in ("be", "turn")
        or not _small(q)
        or index.child(last, "prep") is not None
    ):
        return False
    subject = index.child(token.head, "nsubj")
    return subject is not None and (
        index.tokens[subject].text.lower() in ("he", "she", "i") or index.tokens[subject].pos == "PROPN"
    )


def _bearer(index: Index, first: int, last: int) -> int | None:
    """The word that names who is so old: the noun modified, the name before the comma, or the subject."""
    sentence = index.marks.sentences[index.tokens[first].sentence]
    for j in index.ancestors(last):
        if (
            index.tokens[j].pos in ("NOUN", "PROPN")
            and index.tokens[j].lemma not in ("age", "year", "month", "old")
            and j >= sentence.first
        ):
            return j
        if index.tokens[j].pos in ("VERB", "AUX"):
            subject = index.child(j, "nsubj", "nsubjpass")
            if subject is not None:
                return subject
    return None


def _age(index: Index, bearer: int | None) -> Age:
    named = bearer is not None and index.tokens[bearer].pos != "PRON"
    span = counted_phrase(index, bearer) if named and bearer is not None else None
    name = " ".join(span.of(index.text).split()).removeprefix("old ") if span else ""
    return Age(of=f"age of {name}" if name else "age", span=span)
