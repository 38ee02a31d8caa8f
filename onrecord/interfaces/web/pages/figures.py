"""Numbers with their lives: the list of a story's, and the track of one."""

from onrecord.errors import NotFound
from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import story_frame, turn_page
from onrecord.interfaces.web.paper import Page, markup
from onrecord.interfaces.web.rooms import Room
from onrecord.views.cited import cite_words
from onrecord.views.figures import FigureLife, list_figures
from onrecord.views.pictures.track import draw_sign, draw_track, list_sides

MAX_WORDS = 40  # amounts whose words are shown in full; each has a page of its own


def show_figures(desk: Desk) -> Page:
    """The numbers that several reports give, or all of them."""
    room = desk.part()
    is_all = desk.value("all") == "1"
    about = desk.value("about") or None
    lives = room.ask(list_figures, once=is_all or about is not None, about=about)
    turned = turn_page(desk, len(lives))
    shown = lives[turned["first"] : turned["stop"]]
    return Page(
        template="figures",
        title="Figures",
        answer={"figures": shown},
        extra={
            **story_frame(desk, room, "figures"),
            "lives": shown,
            "leaf": turned["leaf"],
            "is_all": is_all,
            "about": about,
            "firsts": {life.id: life.rows[0].figure for life in shown if life.rows},
        },
    )


def show_figure(desk: Desk) -> Page:
    """One number: its track, the same as a table, and the words of each amount."""
    room = desk.part()
    life = _find(room, desk.path("figure"))
    by_as_of = desk.value("by") == "as_of"
    party = desk.value("party") or None
    parties = sorted({row.party for row in life.rows if row.party})
    kept = _only(life, party)
    return Page(
        template="figure",
        title=life.of,
        answer={"figure": kept},
        extra={
            **story_frame(desk, room, "figures"),
            "life": kept,
            "party": party,
            "parties": parties,
            "by_as_of": by_as_of,
            "first": life.rows[0].figure,
            "wide": markup(draw_track(kept, by_as_of=by_as_of)),
            "narrow": markup(draw_track(kept, by_as_of=by_as_of, is_narrow=True)),
            "sides": [(name, markup(draw_sign(shape, n))) for name, shape, n in list_sides(kept)],
            "cited": {row.figure: cite_words(room.index, row.figure) for row in kept.rows[:MAX_WORDS]},
        },
    )


def _find(room: Room, figure: str) -> FigureLife:
    """The life that an amount belongs to, a relayed one too; else the one with that id or label."""
    series = room.index.series.get(figure)
    wanted = series.id if series else figure
    lives = room.ask(list_figures, once=True)
    found = next((x for x in lives if wanted in (x.id, x.label) and x.rows), None)
    if found is None:
        raise NotFound(f"This story has no number '{figure}'.", where=figure, help="See its figures.")
    return found


def _only(life: FigureLife, party: str | None) -> FigureLife:
    if party is None:
        return life
    rows = tuple(row for row in life.rows if row.party == party)
    if not rows:
        raise NotFound(f"{party} gives no amount of {life.of}.", where=party, help="Leave the party out.")
    return FigureLife(
        id=life.id,
        label=life.label,
        of=life.of,
        unit=life.unit,
        rows=rows,
        reports=life.reports,
        origins=life.origins,
        parties=life.parties,
        dropped=life.dropped,
    )
