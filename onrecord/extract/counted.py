"""What an amount counts, as the report puts it, and what is told of it.

The parse says where the counted noun stands: beside the number, after "of", in front of the amount, as the subject of
what moved.  Where the report leaves it out, the governing verb or the figure before tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from onrecord.extract.ages import age_of
from onrecord.extract.sentence_tree import Tree
from onrecord.language import Language
from onrecord.records.annotation import Quantity
from onrecord.records.span import Span

MODIFIES = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod"})
NOUNS = frozenset({"NOUN", "PROPN", "SYM", "NUM", "ADJ", "X", "PRON"})
HUMAN = frozenset(
    {
        "killed",
        "injured",
        "missing",
        "displaced",
        "arrested",
        "rescued",
        "infected",
        "attended",
        "employed",
        "dismissed",
    }
)
EMPTY_HEADS = frozenset(
    {
        "number",
        "total",
        "figure",
        "amount",
        "level",
        "rate",
        "count",
        "sum",
        "average",
        "maximum",
        "minimum",
        "record",
        "toll",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What an amount counts."""

    of: str  # never empty
    span: Span | None  # the words it was taken from; None: they stand elsewhere or nowhere
    scope: str | None
    unit: str | None = None  # where the words beside the amount show one that the amount leaves out: an age's years
    sentence: int = -1


def find_counted(tree: Tree, q: Quantity, before: Counted | None, *, language: Language) -> Counted:
    """What `q` counts; `before` is the figure before it, for what the report leaves out."""
    words = tree.words_in(q.span)
    anchor = _anchor(tree, q)
    scope = find_scope(tree, anchor, language=language)
    number = tree.tokens[anchor].sentence
    age = age_of(tree, q)
    if age:
        return Counted(of=age.of, span=age.span, scope=None, unit="year", sentence=number)
    head = _counted_head(tree, q, anchor, max(words), language=language)
    if head is not None:
        span = _with_of(tree, head, anchor)
        if span:
            return Counted(of=_plain(tree, span), span=span, scope=scope, sentence=number)
    if q.unit is None and scope in HUMAN:
        return Counted(of=f"people {scope}", span=None, scope=scope, sentence=number)
    if before and before.sentence in (number, number - 1) and q.unit is None:
        return replace(before, scope=scope or before.scope, span=None, sentence=number)
    return Counted(of=_fallback(tree, q, anchor), span=None, scope=scope, sentence=number)


def _plain(tree: Tree, span: Span) -> str:
    return " ".join(span.of(tree.text).split())


def _anchor(tree: Tree, q: Quantity) -> int:
    """The word that stands for the amount in the parse: the unit's noun, else the last numeral."""
    inside = tree.words_in(q.span)
    number = tree.words_in(q.number)
    after = [i for i in inside if i > number[-1]]
    if q.unit is not None:
        nouns = [
            i
            for i in after
            if (tree.tokens[i].pos in ("NOUN", "PROPN")
            and tree.tokens[i].text[0].isalnum())
            or tree.tokens[i].text == "%"
        ]
        if nouns:
            return nouns[-1]
    return number[-1]


def _counted_head(tree: Tree, q: Quantity, anchor: int, last: int, *, language: Language) -> int | None:
    """The noun that is counted or measured."""
    right = _right_noun(tree, anchor, last)
    if right is not None and (q.unit is not None or tree.tokens[right].pos != "PRON"):
        return right
    part = _of_part(tree, anchor)
    if part is not None and tree.tokens[part].pos != "PRON":
        return part
    if q.unit is None:
        return None if part is None and _is_bare_object(tree, anchor) else _measured_noun(tree, anchor)
    return _measured_noun(tree, anchor)


def _right_noun(tree: Tree, anchor: int, last: int) -> int | None:
    """The noun right of the amount that it modifies: "22-mile journey", "40 other people"."""
    i, noun = anchor, None
    while tree.tokens[i].dep in MODIFIES and tree.tokens[i].head != i:
        i = tree.tokens[i].head
        if i > last and tree.tokens[i].pos in ("NOUN", "PROPN", "PRON", "ADJ"):
            noun = i
    return noun


def _of_part(tree: Tree, anchor: int) -> int | None:
    """The noun after "of" (and, of money, after "in" or "for"): "149 of the survivors", "$5m in aid"."""
    for i in (
        anchor,
        *[j for j in tree.ancestors(anchor) if tree.tokens[j].dep in ("nummod", "quantmod", "npadvmod", "nmod")][:1],
    ):
        for dep_word in ("of", "in", "worth", "for"):
            for j in tree.children(i):
                if j > anchor and tree.tokens[j].dep == "prep" and tree.tokens[j].lemma == dep_word:
                    noun = tree.child(j, "pobj")
                    if noun is not None:
                        return noun
    return None


def _is_bare_object(tree: Tree, anchor: int) -> bool:
    """True for "killed 13": a number alone as what the verb acts on."""
    return tree.tokens[anchor].dep in ("dobj", "nsubj", "nsubjpass", "conj")


def _measured_noun(tree: Tree, anchor: int) -> int | None:
    """What an amount that stands alone is the amount of: "a fine of $5", "winds of 90 mph", "prices rose 5%"."""
    i = anchor
    while tree.tokens[i].dep in ("nummod", "quantmod", "compound", "conj", "nmod") and tree.tokens[i].head < i:
        i = tree.tokens[i].head
        if tree.tokens[i].pos in ("NOUN", "PROPN") and tree.tokens[i].dep != "conj":
            break
    head = tree.tokens[i].head
    if tree.tokens[i].dep == "pobj":
        governor = tree.tokens[head].head
        if tree.tokens[governor].pos in ("NOUN", "PROPN", "ADJ") and governor < i:
            return _full_head(tree, governor)
    if (
        tree.tokens[i].dep in ("appos", "nummod", "npadvmod", "prep")
        and tree.tokens[head].pos in ("NOUN", "PROPN")
        and head < i
    ):
        return _full_head(tree, head)
    verb = next((j for j in (i, *tree.ancestors(i)) if tree.tokens[j].pos in ("VERB", "AUX")), None)
    return _subject(tree, verb) if verb is not None else None


def _subject(tree: Tree, verb: int) -> int | None:
    """The subject of the verb, or of the verb that it hangs on."""
    for j in (verb, *tree.ancestors(verb)):
        if tree.tokens[j].pos not in ("VERB", "AUX"):
            continue
        subject = tree.child(j, "nsubj", "nsubjpass")
        if subject is not None and tree.tokens[subject].pos in ("NOUN", "PROPN"):
            return _full_head(tree, subject)
        if subject is not None:
            return None
    return None


def _full_head(tree: Tree, noun: int) -> int:
    """The noun, or what it is the number of: "the number of deaths" is of deaths."""
    if tree.tokens[noun].lemma in EMPTY_HEADS:
        part = _of_part(tree, noun)
        if part is not None:
            return part
    return noun


def _with_of(tree: Tree, head: int, anchor: int) -> Span | None:
    """The noun phrase with its "of" part: "counts of murder"."""
    span = tree.phrase(head, after=anchor + 1 if anchor < head else -1)
    if span is None:
        return None
    for j in tree.children(head):
        if tree.tokens[j].dep == "prep" and tree.tokens[j].lemma == "of" and j == head + 1:
            noun = tree.child(j, "pobj")
            if noun is not None and not any(tree.tokens[k].dep == "nummod" for k in tree.children(noun)):
                return Span(start=span.start, end=tree.tokens[noun].span.end)
    return span


def _fallback(tree: Tree, q: Quantity, anchor: int) -> str:
    """A word for what is counted where no noun tells: the verb, else the unit."""
    if q.unit:
        return q.unit
    verb = tree.verb_of(anchor)
    return tree.tokens[verb].lemma if verb is not None else tree.tokens[anchor].lemma


@cache
def _scopes(language: Language) -> Mapping[str, str]:
    table = language.table("scopes")
    return {lemma: scope for scope, lemmas in reversed(list(table.items())) for lemma in lemmas}


def find_scope(tree: Tree, anchor: int, *, language: Language) -> str | None:
    """What is told of the amount, by the word that governs it: "killed", "sent", "planned"."""
    scopes = _scopes(language)
    i = anchor
    path = [anchor]
    while (
        tree.tokens[i].dep not in ("ROOT",) and tree.tokens[i].head != i and tree.tokens[i].pos not in ("VERB", "AUX")
    ):
        i = tree.tokens[i].head
        path.append(i)
    for j in path:
        for k in tree.children(j):
            if (
                tree.tokens[k].dep in ("acl", "relcl", "amod", "acomp", "oprd")
                and tree.tokens[k].lemma in scopes
                and k > anchor
            ):
                return scopes[tree.tokens[k].lemma]
        if tree.tokens[j].lemma in scopes and tree.tokens[j].pos in ("NOUN", "ADJ", "VERB"):
            found = scopes[tree.tokens[j].lemma]
            upper = tree.tokens[tree.tokens[j].head]
            planned = tree.tokens[j].dep == "xcomp" and scopes.get(upper.lemma) == "planned"
            return "planned" if planned else found
    return None
