"""Papers that speak: a report, a statement, a lawsuit, an advertisement, and whoever issued it.

"A report by the Harbour Office found P" is a saying of the office that came through its report; "the statement" goes
back to the paper of that kind before it, and its issuer is who said something in it, published it or owns it.
"""

from collections.abc import Callable

from onrecord.extract.index import Index
from onrecord.extract.memory import Memory
from onrecord.extract.subjects import without_mark
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention, MentionForm
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

Resolve = Callable[[Span], Source]  # what the words of a source stand for
BACK = 40  # papers of the same kind that are looked at, nearest first
CARRIED_IN = frozenset({"in", "with", "through", "via", "by"})
SUBJECTS = ("nsubj",)


def is_document(index: Index, head: int, *, language: Language) -> bool:
    """True where the head word is a paper or a set of figures."""
    token = index.tokens[head]
    return bool({token.lemma.lower(), token.text.lower()} & language.words("speakers", "documents"))


def find_issuer(
    index: Index, span: Span, head: int, memory: Memory, resolve: Resolve, *, language: Language
) -> Source | None:
    """Who speaks through the paper at `span`; None where the report does not tell."""
    if _is_from_place(index, head):
        return None
    own = _named_issuer(index, head) or _signer(index, head, resolve, language) or _owner(index, head, resolve)
    own = own or _filer(index, head, resolve, language) or _state_of(index, head, language)
    if own:
        return own
    first = index.tokens[index.words(span).start].text.lower()
    return _issuer_before(index, head, memory, resolve, language) if first in ("the", "this", "that") else None


def _state_of(index: Index, head: int, language: Language) -> Source | None:
    """The state whose paper it is: "the Ostrian statement"; a study of that land may be anybody's."""
    if index.tokens[head].lemma.lower() not in language.words("speakers", "of_state"):
        return None
    named = (index.mention_at(index.starts[c]) for c in index.children[head] if index.tokens[c].dep == "amod")
    found = next((m for m in named if m and m.form is MentionForm.ADJECTIVE and m.name == m.country), None)
    return _source(found) if found else None


def _is_from_place(index: Index, head: int) -> bool:
    """True for "initial reports from Talvi", which tell where and not who."""
    source = next((c for c in index.children[head] if index.tokens[c].text.lower() == "from"), None)
    noun = index.child(source, "pobj") if source is not None else None
    named = index.mention_at(index.starts[noun]) if noun is not None else None
    is_report = index.tokens[head].lemma == "report" and named is not None
    return is_report and named is not None and (named.kind is EntityKind.PLACE or named.form is MentionForm.CAPITAL)


def paper_of(index: Index, source: Span | None, issuer: Source, *, language: Language) -> Source | None:
    """The paper itself as a link of the chain, where the words at `source` are one and somebody else speaks in it.

    An outlet's report is the outlet speaking, and figures are no paper.
    """
    head = index.head_of(source) if source else None
    if source is None or head is None or issuer.kind in (SpeakerKind.MEDIA, SpeakerKind.DOCUMENT) or issuer.members:
        return None
    if index.tokens[head].lemma.lower() not in language.words("speakers", "papers"):
        return None
    words = " ".join(source.of(index.text).split())
    name = words.split(maxsplit=1)[1] if words.split()[0].lower() in language.words("speakers", "articles") else words
    return Source(name=name, span=source, kind=SpeakerKind.DOCUMENT)


def _named_issuer(index: Index, head: int) -> Source | None:
    """The name before the paper's own, or behind "by", "from" or "of"."""
    for word in _near(index, head):
        mention = index.mention_at(index.starts[word])
        if mention and mention.form is not MentionForm.ADJECTIVE and mention.kind in KINDS:
            return _source(mention)
    return None


def _near(index: Index, head: int) -> list[int]:
    """The words that own, qualify or follow the paper, without those of its clauses."""
    out, todo = [], [head]
    while todo:
        for c in index.children[todo.pop(0)]:
            is_beside = index.tokens[c].dep == "conj" and index.tokens[c].head == head  # "local reports | and Ostria"
            if index.tokens[c].dep in ("poss", "compound", "nmod", "amod", "pobj", "appos", "conj") and not is_beside:
                out.append(c)
                todo.append(c)
            elif index.tokens[c].text.lower() in ("by", "from", "of"):
                todo.append(c)
    return out


KINDS = {
    EntityKind.PERSON: SpeakerKind.PERSON,
    EntityKind.GOVERNMENT: SpeakerKind.GOVERNMENT,
    EntityKind.MEDIA: SpeakerKind.MEDIA,
    EntityKind.ORGANISATION: SpeakerKind.ORGANISATION,
}


def _source(mention: Mention) -> Source:
    return Source(
        name=mention.name, span=mention.span, kind=KINDS[mention.kind], role=mention.role, country=mention.country
    )


def _signer(index: Index, head: int, resolve: Resolve, language: Language) -> Source | None:
    """Who a participle names: "a decree signed by the bishop", "a report by two economists"."""
    for below in index.children[head]:
        if index.tokens[below].dep == "acl" and index.tokens[below].tag == "VBN":
            for by in index.children[below]:
                if index.tokens[by].text.lower() in ("by", "from"):
                    found = _signers(index, by) or _object_of(index, by, resolve)
                    if found:
                        return found
        is_person = index.tokens[below].lemma.lower() in language.words("speakers", "people")
        if index.tokens[below].dep == "compound" and is_person:  # "a whistle-blower complaint"
            name = index.tokens[below].text
            return Source(name=name, span=index.tokens[below].span, kind=SpeakerKind.UNNAMED_PERSON)
        if index.tokens[below].text.lower() in ("by", "from") and index.tokens[below].dep in ("prep", "agent"):
            return _object_of(index, below, resolve)
    return None


def _filer(index: Index, head: int, resolve: Resolve, language: Language) -> Source | None:
    """Who a clause names that tells where the paper is from: "figures that | the ministry | filed"."""
    for clause in (c for c in index.children[head] if index.tokens[c].dep == "relcl"):
        subject = index.child(clause, *SUBJECTS)
        if subject is not None and index.tokens[clause].lemma in language.words("speech", "issuing"):
            found = resolve(index.phrase(subject))
            if found.name and found.kind is not SpeakerKind.DOCUMENT:
                return found
    return None


def _signers(index: Index, by: int) -> Source | None:
    """Several by name, whatever stands between them: "by Sen. Ana Lund, chair of the board, and Omar Brandt"."""
    span = index.tight(index.subtree(by))
    people = [m for m in index.mentions_in(span) if m.kind is EntityKind.PERSON and not index.owns(m)] if span else []
    names = tuple(dict.fromkeys(m.name for m in people))
    is_joint = span is not None and len(names) > 1
    return Source(name=" & ".join(names), span=span, kind=SpeakerKind.PERSON, members=names) if is_joint else None


def _object_of(index: Index, preposition: int | None, resolve: Resolve) -> Source | None:
    noun = index.child(preposition, "pobj") if preposition is not None else None
    found = resolve(index.phrase(noun)) if noun is not None and index.tokens[noun].pos != "NUM" else None
    return found if found and found.name else None


def _owner(index: Index, head: int, resolve: Resolve) -> Source | None:
    """Whose paper it is: "its press release", "the family's statement"."""
    owner = index.child(head, "poss")
    if owner is None or any(t.span.contains(index.tokens[owner].span) for t in index.marks.times):
        return None  # "Thursday's forecast"
    found = resolve(
        index.tokens[owner].span if index.tokens[owner].pos == "PRON" else without_mark(index, index.phrase(owner))
    )
    return found if found.name else None


def _issuer_before(index: Index, head: int, memory: Memory, resolve: Resolve, language: Language) -> Source | None:
    """The issuer of the paper of the same kind that the report spoke of last."""
    lemma = index.tokens[head].lemma
    earlier = [i for i in range(head - 1, -1, -1) if index.tokens[i].lemma == lemma and index.tokens[i].pos == "NOUN"]
    for i in earlier[:BACK]:
        known = memory.papers.get(i)
        if known:
            return known
        found = _named_issuer(index, i) or _signer(index, i, resolve, language) or _author(index, i, resolve, language)
        if found:
            return found
    return None


def _author(index: Index, noun: int, resolve: Resolve, language: Language) -> Source | None:
    """The subject of the verb that brings the paper in: "she said in a statement", "the firm published a study"."""
    verb = brought_in_by(index, noun, language=language)
    if verb is None:
        return None
    before = [c for c in index.children[verb] if index.tokens[c].dep in SUBJECTS]
    subject = before[-1] if before else None  # a label such as "Update:" may be taken for a first one
    if subject is None and index.tokens[verb].dep in ("advcl", "conj", "xcomp"):
        subject = index.child(index.tokens[verb].head, *SUBJECTS)
    if subject is None or index.tokens[subject].lemma == index.tokens[noun].lemma:
        return None
    found = resolve(index.phrase(subject))
    return found if found.name and found.kind is not SpeakerKind.DOCUMENT else None


def brought_in_by(index: Index, noun: int, *, language: Language) -> int | None:
    """The verb by which somebody issues the paper; None where it is only spoken of."""
    above, token = index.tokens[noun].head, index.tokens[noun]
    if token.dep == "pobj" and index.tokens[above].text.lower() in CARRIED_IN:
        return index.tokens[above].head
    if token.dep == "dobj" and index.tokens[above].lemma in language.words("speech", "issuing"):
        return above
    return None
