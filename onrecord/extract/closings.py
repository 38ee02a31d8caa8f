"""Where a content ends and what does not belong to it: gaps filled, background that the reporter adds left out.

A gloss inside a content stays in it; what comes behind a comma as "which", "though" or behind a dash is the reporter's
own and is left out when it comes last, unless it stands in quotation marks.
"""

import re
from collections.abc import Sequence

from onrecord.extract.index import Index
from onrecord.extract.subjects import FINITE, find_behind_as
from onrecord.extract.trailing import is_clause
from onrecord.extract.verbs import saying_verbs
from onrecord.language import Language
from onrecord.records.span import Span

GAP = 90  # characters between two parts of one content that a gloss may fill
LEAST = 3  # words that are left of a content when its background is cut
DASHES = ("–", "—", "―", "--")
CLAUSES = frozenset({"which", "though", "although", "despite"})
REMARKS = frozenset({"a", "an", "the", "something", "though", "although", "even", "despite"})  # behind a dash
PARTED = re.compile(r"^[\s,;]*(?:and|but|or)?[\s,]*(?:that|as)?[\s,]*$", re.IGNORECASE)
SUBJECTS = ("nsubj", "nsubjpass")
LINKS = ("ADP", "SCONJ", "PART", "CCONJ")
CLAUSAL = ("pcomp", "advcl", "conj", "ccomp", "xcomp")

INSIDE = ("relcl", "pcomp")  # how a saying hangs in the clause around it


def closed(
    index: Index, cue: Span, source: Span | None, content: tuple[Span, ...], *, language: Language
) -> tuple[Span, ...]:
    """The content with its gaps filled, without the source's own relative clause and trailing background."""
    kept = [s for s in content if index.has_words(s) and not _is_about(index, s, source, cue)]
    kept = [s for s in kept if len(kept) == 1 or not (_is_pronoun(index, s) or _is_setting(index, s, cue, language))]
    filled = _filled(index, kept, [s for s in (cue, source) if s])
    filled = [s for n, s in enumerate(filled) if n == 0 or not _is_loose(index, s, filled[:n], cue, language)]
    filled = _with_relative(index, cue, filled)
    filled = _without_other(index, cue, filled, language)
    if filled and filled[-1].start >= cue.end:
        last = _without_outer(index, cue, filled[-1], language)
        filled = [*filled[:-1], _without_background(index, _with_agent(index, last, source), language)]
    return tuple(filled)


def _is_setting(index: Index, span: Span, cue: Span, language: Language) -> bool:
    """True for what went on meanwhile, as the reporter tells it: "P, she said | as the water receded"."""
    verb, head = index.head_of(cue), index.head_of(span)
    if verb is None or head is None or span.start < cue.end or index.quotations_in(span):
        return False
    token = index.tokens[head]
    if token.dep == "advcl" and token.head == verb:
        marks = {index.tokens[c].text.lower() for c in index.children[head] if index.tokens[c].dep == "mark"}
        return bool(marks & language.words("speech", "meanwhile"))
    above = index.ancestors(head)
    return any(index.tokens[i].text.lower() == "amid" and index.tokens[i].head == verb for i in above)


def _without_outer(index: Index, cue: Span, span: Span, language: Language) -> Span:
    """The span without the clause that the saying only stands in: "what he calls | a farce | would end"."""
    verb, words = index.head_of(cue), index.words(span)
    if verb is None or index.tokens[verb].dep not in INSIDE:
        return span
    above = set(words) & set(index.ancestors(verb))
    plain = language.words("speech", "sayers") | language.words("speech", "plainly")
    if not above or any(index.tokens[i].lemma in plain for i in above):  # a saying behind it is told elsewhere
        return span
    own = set(index.subtree(verb))
    if index.tokens[verb].dep == "pcomp" and not any(index.tokens[c].tag == "WP" for c in index.children[verb]):
        return span
    kept = list(words)
    while kept and kept[-1] not in own:
        kept.pop()
    is_one = all(w in own or index.tokens[w].pos == "PUNCT" for w in kept)
    part = index.tight(kept) if is_one and len(kept) > 1 else None
    is_cut = part is not None and any(q.is_speech and q.span.end > part.end + 1 for q in index.quotations_in(span))
    return part if part and not is_cut else span


def _with_agent(index: Index, span: Span, source: Span | None) -> Span:
    """The span with the doer of its last verb: "“a cowardly attack” carried out | by the Red Front"."""
    words = index.words(span)
    by = words.stop
    if (
        not words
        or by >= len(index.tokens)
        or index.tokens[by].text.lower() != "by"
        or index.tokens[by].head not in words
    ):
        return span
    below = index.child(by, "pobj")
    wide = Span(start=span.start, end=index.phrase(below).end) if below is not None else span
    return span if source and wide.overlaps(source) else wide


def _is_loose(index: Index, span: Span, before: Sequence[Span], cue: Span, language: Language) -> bool:
    """True for words behind the cue that hang on nothing that is said: "said P, marking | a first | in the port"."""
    head = index.head_of(span)
    if head is None or span.start < cue.end or index.quotations_in(span):
        return False
    if index.sentence_of(span) != index.sentence_of(cue) or any(index.quotations_in(s) for s in before):
        return False
    if not _is_whole(index, before[-1]) or is_clause(index, span):
        return False
    said = {w for s in (cue, *before) for w in index.words(s)}
    tops = (index.head_of(s) for s in before)
    if any(top is not None and index.tokens[top].head in index.words(span) for top in tops):
        return False  # "the port, | she said, | was shut"
    above = index.tokens[head].head
    while above not in said and _only_links(index, above) and index.tokens[above].head != above:
        above = index.tokens[above].head
    says = index.tokens[above].pos == "VERB" and index.tokens[above].lemma in saying_verbs(language)
    return above not in said and not says


def _is_whole(index: Index, span: Span) -> bool:
    """True where a verb stands in the span and its last word opens nothing: not for "the test", "that he"."""
    words = index.words(span)
    is_clause = any(index.tokens[i].pos in ("VERB", "AUX") for i in words)
    last = index.tokens[words[-1]]
    return is_clause and last.pos not in (*LINKS, "DET") and last.dep not in SUBJECTS


def _only_links(index: Index, word: int) -> bool:
    token = index.tokens[word]
    return token.pos in LINKS or token.dep == "prep"


def _is_pronoun(index: Index, span: Span) -> bool:
    """True for a part of nothing but "she", which says nothing beside another part that is a quotation."""
    words = index.words(span)
    return len(words) == 1 and index.tokens[words[0]].tag == "PRP" and index.tokens[words[0]].dep == "nsubj"


def _with_relative(index: Index, cue: Span, content: list[Span]) -> list[Span]:
    """The content with the "which" before the cue that its verb lacks: "a delay, | which | she said | was short"."""
    if not content or content[0].start < cue.end:
        return content
    inside = set(index.words(content[0]))
    here = index.sentence_of(cue).span
    for i in index.words(Span(start=here.start, end=max(here.start, cue.start))):
        token = index.tokens[i]
        if token.text.lower() == "which" and token.dep in SUBJECTS and token.head in inside:
            return [token.span, *content]
    return content


def _without_other(index: Index, cue: Span, content: list[Span], language: Language) -> list[Span]:
    """The content up to where others begin to speak: "her envoy was there | as Ostria and its partners say P"."""
    for n, span in enumerate(content):
        for verb in index.words(Span(start=span.start, end=index.sentence_of(cue).span.end)):
            theirs = find_behind_as(index, index.tokens[verb].span)
            if theirs is None or theirs.start < span.start or cue.contains(index.tokens[verb].span):
                continue
            if index.tokens[verb].lemma not in saying_verbs(language):
                continue
            words = [w for w in index.words(span) if w < index.words(theirs)[0] - 1]
            if len(words) >= LEAST:
                return [*content[:n], Span(start=span.start, end=index.tokens[words[-1]].span.end)]
    return content


def _is_about(index: Index, span: Span, source: Span | None, cue: Span) -> bool:
    """True for a clause on the source: "Lund, who has sued the port, said", "said Lund, who tried to calm fears"."""
    if source is None or span.start < source.end or index.quotations_in(span):
        return False
    verb = index.head_of(cue)
    is_turned = source.start > cue.start and verb is not None and index.tokens[verb].tag in FINITE
    if span.end > cue.start and not is_turned:
        return False
    head, speaker = index.head_of(span), index.head_of(source)
    if head is None or speaker is None:
        return False
    at = head
    for above in index.ancestors(head):
        if index.tokens[at].dep in ("relcl", *(() if is_turned else ("acl", "appos"))) and above == speaker:
            return True
        at = above
    return False


def _filled(index: Index, content: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """Parts of one clause made one again where only a gloss parts them."""
    out: list[Span] = []
    for span in content:
        if out and _is_gloss(index, out[-1], span, taken):
            out[-1] = Span(start=out[-1].start, end=span.end)
        else:
            out.append(span)
    return out


def _is_gloss(index: Index, first: Span, second: Span, taken: Sequence[Span]) -> bool:
    gap = Span(start=first.end, end=max(first.end, second.start))
    between = gap.of(index.text)
    if len(between) > GAP or PARTED.match(between) or any(t.overlaps(gap) for t in taken if gap.end > gap.start):
        return False
    if index.sentence_of(first).span != index.sentence_of(second).span or index.quotations_in(gap):
        return False
    helped = index.tokens[index.words(first)[-1]].head  # "will be | announced on Friday | in a statement"
    if any(index.tokens[i].pos == "VERB" and index.tokens[i].dep in CLAUSAL and i != helped for i in index.words(gap)):
        return False
    whole = Span(start=first.start, end=second.end)
    head = index.head_of(whole)
    parts = [w for w in (*index.words(first), *index.words(second)) if index.tokens[w].pos != "PUNCT"]
    return head is not None and all(w == head or head in index.ancestors(w) for w in parts)


def _without_background(index: Index, span: Span, language: Language) -> Span:
    """The span up to the comma or dash behind which the reporter explains."""
    words = index.words(span)
    quoted = [q for q in index.quotations_in(span) if q.is_speech]
    for i in words[LEAST:-1]:
        mark = index.tokens[i].span
        if any(q.span.start <= mark.start < q.span.end or q.span.start > mark.start for q in quoted):
            continue
        remarked = (
            _weighs(index, i, words, language)
            or _opens_remark(index, i, index.sentence_of(span).span)
            or _sums_up(index, i, language)
        )
        if remarked or _opens_clause(index, i, words):
            return Span(start=span.start, end=index.tokens[i - 1].span.end)
    return span


def _opens_clause(index: Index, mark: int, words: range) -> bool:
    """True for a comma before "which", "though" and their like, with nothing of the main clause behind."""
    after = index.tokens[mark + 1]
    if index.tokens[mark].text != "," or after.text.lower() not in CLAUSES:
        return False
    clause = mark + 1 if after.dep == "prep" else after.head
    end = max(index.subtree(clause)) if clause > mark else mark
    return not any(w > end and index.tokens[w].pos != "PUNCT" for w in words)


def _weighs(index: Index, mark: int, words: range, language: Language) -> bool:
    """True for the comma before a last participle that only weighs it: "rammed a boat, | marking the latest clash"."""
    after = index.tokens[mark + 1]
    if index.tokens[mark].text != "," or after.tag != "VBG" or after.lemma not in language.words("speech", "weighing"):
        return False
    return after.dep == "advcl" and max(index.subtree(mark + 1)) >= words[-1] - 1


def _sums_up(index: Index, mark: int, language: Language) -> bool:
    """True for the comma before what the reporter makes of it: "will resign, | a move that could spare him"."""
    if index.tokens[mark].text != "," or index.tokens[mark + 1].text.lower() not in ("a", "an"):
        return False
    noun = next((w for w in range(mark + 2, min(mark + 5, len(index.tokens))) if index.tokens[w].pos == "NOUN"), None)
    is_sum = noun is not None and index.tokens[noun].lemma in language.words("speech", "sums")
    return is_sum and noun is not None and index.tokens[noun + 1].text.lower() in ("that", "which")


def _opens_remark(index: Index, mark: int, sentence: Span) -> bool:
    """True for the only dash of a sentence, where an apposition or an adverb stands behind it."""
    dashes = [w for w in index.words(sentence) if index.tokens[w].text in DASHES]
    after = index.tokens[mark + 1]
    is_apart = index.text[index.starts[mark] - 1].isspace()
    return dashes == [mark] and is_apart and (after.text.lower() in REMARKS or after.tag == "RB")
