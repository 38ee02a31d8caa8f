"""Working out what a case answers, and keeping it beside the account.

A view of a story of 1,000 reports takes seconds to work out and hundredths of one to read.  So an answer is kept when
it is first asked for, and those of a large story are worked out when reports are added to it.  An answer holds as long
as the case is in the state in which it was worked out; in another state, as long as nothing that bears on it is
another: the story's own account, who its names are over the case, the versions of its pages, decisions and settings.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from onrecord.case.accounts import Accounts
from onrecord.case.kept import Found, Question, View, pack, state_of, unpack
from onrecord.errors import StoreError
from onrecord.language import Language
from onrecord.records.casebook import Casebook, find_story
from onrecord.records.claim import Story
from onrecord.records.slugs import bare_slug
from onrecord.store.store import Answer, Snapshot, Store
from onrecord.views.brief import make_brief
from onrecord.views.changes import list_history
from onrecord.views.disputes import list_claims
from onrecord.views.figures import list_figures
from onrecord.views.stories import list_stories
from onrecord.views.timeline import make_timeline

LARGE = 100  # reports of a story from which on its answers are worked out as it grows
SMALL = 50  # captures of a case up to which those of the whole case are
PREPARED = (View.CHANGES, View.BRIEF, View.FIGURES, View.TIMELINE)
MAKERS: Mapping[View, Callable[..., Iterable[Any]]] = {
    View.STORIES: list_stories,
    View.FIGURES: list_figures,
    View.CLAIMS: list_claims,
    View.TIMELINE: lambda book, **options: (make_timeline(book, **options),),
}


def answer(
    store: Store, accounts: Accounts, question: Question, *, language: Language, as_of: dt.datetime | None = None
) -> Found:
    """The answer, as it is kept or worked out now.  Raises NotFound for a story that the case does not have."""
    (found,) = answer_all(store, accounts, [question], language=language, as_of=as_of)
    return found


def answer_all(
    store: Store,
    accounts: Accounts,
    questions: Sequence[Question],
    *,
    language: Language,
    as_of: dt.datetime | None = None,
) -> tuple[Found, ...]:
    """The answers to questions about one story, or about the whole case, as `answer` gives each."""
    story = questions[0].story
    names = {q: q.name_at(as_of) for q in questions}
    with store.snapshot() as snapshot:
        state, made_from = _state(snapshot, accounts), None
        kept = {q: snapshot.load_answer(name) for q, name in names.items()}
        if as_of is None and any(k is None or k.state != state for k in kept.values()):
            made_from = accounts.made_from(snapshot, story)
    holding = {q: found for q, k in kept.items() if k and _holds(k, state, made_from) and (found := unpack(q, k.body))}
    left = [q for q in questions if q not in holding]
    made = {}
    if left:
        book = accounts.casebook(story=story, as_of=as_of)
        also = [q for q in _list_others(book, story, as_of) if q not in holding]
        made = make_answers(book, dict.fromkeys((*left, *also)), language=language, as_of=as_of)
    bodies = {q: pack(q, found) for q, found in made.items()}
    bodies |= {q: k.body for q, k in kept.items() if q in holding and k and k.state != state}
    fresh = [
        Answer(name=q.name_at(as_of), state=state, made_from=made_from or "", body=body) for q, body in bodies.items()
    ]
    if fresh:
        _keep(store, accounts, fresh)
    every = holding | made
    return tuple(every[q] for q in questions)


def _list_others(book: Casebook, story: str | None, as_of: dt.datetime | None) -> Iterator[Question]:
    """What is worked out beside what was asked: of a large story at a moment, whose account takes longest, all."""
    if as_of is not None and story is not None and any(is_large(s) for s in book.account.stories):
        yield from (Question(view=v, story=story) for v in PREPARED)


def is_large(story: Story) -> bool:
    """True for a story whose answers are worked out as it grows."""
    return len(story.reports) >= LARGE


def prepare(store: Store, accounts: Accounts, changed: Sequence[Story], *, language: Language) -> None:
    """Work out what will be asked of the stories that changed, where that takes long, or of a case that is small."""
    slugs = {s.slug for s in changed if is_large(s)}
    with store.snapshot() as snapshot:
        number = snapshot.last_number()
        stand = snapshot.load_alike({bare_slug(slug) for slug in slugs}) if slugs else ()
    large = [s for s, _ in stand if s.slug in slugs]
    names: list[str | None] = [s.slug for s in large]
    if number <= SMALL or (any(2 * len(s.reports) > number for s in large) and len(accounts.stories()) == 1):
        names.append(None)
    for name in names:
        answer_all(store, accounts, [Question(view=v, story=name) for v in PREPARED], language=language)


def _holds(kept: Answer, state: str, made_from: str | None) -> bool:
    return kept.state == state or bool(made_from and kept.made_from == made_from)


def _state(snapshot: Snapshot, accounts: Accounts) -> str:
    return state_of(accounts.settings, snapshot.revision(), len(snapshot.list_decisions()))


def make_answers(
    book: Casebook, questions: Iterable[Question], *, language: Language, as_of: dt.datetime | None = None
) -> dict[Question, Found]:
    """The answers to these questions from the casebook that they are about."""
    out: dict[Question, Found] = {}
    history = None
    for question in questions:
        options = dict(question.options)
        if question.view is View.BRIEF:
            history = history or list_history(book)
            stories = book.account.stories
            title = stories[0].name if len(stories) == 1 else "All reports"
            made = make_brief(book, title=title, language=language, history=history, as_of=as_of, **options)
            answers: Iterable[Any] = (made,)
        elif question.view is View.CHANGES:
            history = history or list_history(book)
            answers = (history,)
        else:
            answers = MAKERS[question.view](book, **options)
        named = find_story(book.account, question.story) if question.story else None
        out[question] = Found(slug=named.slug if named else None, answers=tuple(answers))
    return out


def _keep(store: Store, accounts: Accounts, answers: Sequence[Answer]) -> None:
    """Keep the answers, unless the case went on meanwhile or somebody is writing: a reader never waits."""
    with contextlib.suppress(StoreError), store.writing(wait_s=0) as writer:
        with store.snapshot() as snapshot:
            state = _state(snapshot, accounts)
        if all(a.state == state for a in answers):
            writer.keep_answers(answers)
