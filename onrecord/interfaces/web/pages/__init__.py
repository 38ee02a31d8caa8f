"""Every page by its path: each a function from what is asked to what is shown."""

from collections.abc import Callable

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages import (
    actors,
    brief,
    changes,
    claims,
    drafts,
    figures,
    finding,
    guides,
    reports,
    review,
    sources,
    statements,
    stories,
    timeline,
)
from onrecord.interfaces.web.paper import Page

PAGES: tuple[tuple[str, Callable[[Desk], Page]], ...] = (
    ("/", stories.show_stories),
    ("/t/{story}/figures/{figure}", figures.show_figure),
    ("/t/{story}/figures", figures.show_figures),
    ("/t/{story}/matrix", claims.show_matrix),
    ("/t/{story}/timeline", timeline.show_timeline),
    ("/t/{story}/changes", changes.show_changes),
    ("/t/{story}/voices", actors.show_voices),
    ("/t/{story}/reports", reports.show_reports),
    ("/t/{story}", brief.show_brief),
    ("/c/{claim}", claims.show_claim),
    ("/a/{actor:path}", actors.show_actor),
    ("/r/{report}/versions", reports.show_versions),
    ("/r/{report}", reports.show_report),
    ("/s/{statement}", statements.show_statement),
    ("/x/{finding}", statements.show_finding),
    ("/sources", sources.show_sources),
    ("/search", finding.show_search),
    ("/ask", drafts.show_ask),
    ("/check", drafts.show_check),
    ("/review", review.show_review),
    ("/keys", guides.show_keys),
)
