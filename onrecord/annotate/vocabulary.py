"""The word lists that reading names needs, as sets, made once per language."""

import functools
from dataclasses import dataclass

from onrecord.language import Language
from onrecord.language.names import given_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Lower-case words by what they tell about a name beside them."""

    given: frozenset[str]
    honorifics: frozenset[str]
    offices: frozenset[str]  # with short forms, "gov"
    kin: frozenset[str]  # titles in lower case only
    party_marks: frozenset[str]
    modifiers: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    joined: frozenset[str]
    openings: frozenset[str]  # of one word with a person's name: "McLund"
    personal: frozenset[str]  # verbs
    reporting: frozenset[str]  # verb forms
    family: frozenset[str]
    family_first: frozenset[str]  # family names that stand first
    body_last: frozenset[str]
    body_first: frozenset[str]
    body_state: frozenset[str]
    place_last: frozenset[str]
    place_first: frozenset[str]
    trailing: frozenset[str]
    media_last: frozenset[str]
    media_beside: frozenset[str]
    things: frozenset[str]
    events: frozenset[str]
    calendar: frozenset[str]
    not_names: frozenset[str]
    compounds: frozenset[str]  # after a hyphen: "US-led"
    male: frozenset[str]
    female: frozenset[str]
    regnal: frozenset[str]
    portfolios: frozenset[str]
    body_opening: frozenset[str]
    body_trailing: frozenset[str]
    clubs: frozenset[str]  # before a town
    events_first: frozenset[str]
    domains: frozenset[str]
    city_before: frozenset[str]
    city_after: frozenset[str]
    city_of: frozenset[str]
    city_verbs: frozenset[str]
    journey: frozenset[str]
    trades: frozenset[str]  # of firms, none that a person may have
    firm_has: frozenset[str]
    firm_heads: frozenset[str]  # after "chief"
    firm_makes: frozenset[str]  # lemmas of verbs
    firm_made: frozenset[str]  # lemmas
    firm_leaders: frozenset[str]  # right behind its name
    firm_ends: frozenset[str]  # of its full name, left out of the short one
    body_beside: frozenset[str]  # right before a body's name, in lower case
    body_many: frozenset[str]  # said of one name, that of a club or firm: "Larkspur have denied it"
    body_called: frozenset[str]  # before "called" and a body's name
    office_ends: frozenset[str]  # of an office, never of a family's name
    closing: frozenset[str]  # end the name of a body or place, or belong to a title or date


@functools.cache
def vocabulary(language: Language) -> Vocabulary:
    """The lists of one language."""
    titles, places, bodies, media, groups = map(language.table, ("titles", "places", "bodies", "media", "groups"))
    offices = _stems(titles["offices"]) | _stems(titles["short"])
    heads = _stems(bodies["heads"]["last"]) | frozenset(places["heads"]["last"])
    return Vocabulary(
        given=given_names(language),
        honorifics=_stems(titles["honorifics"]),
        offices=offices,
        kin=frozenset(titles["kin"]),
        party_marks=frozenset(titles["party_marks"]),
        modifiers=frozenset(titles["modifiers"]),
        suffixes=_stems(titles["suffixes"]),
        particles=frozenset(titles["particles"]),
        joined=frozenset(titles["joined"]),
        openings=frozenset(titles["openings"]),
        personal=frozenset(titles["personal"]),
        reporting=frozenset(titles["reporting"]),
        family=frozenset(titles["family"]),
        family_first=frozenset(w for rows in titles["family_first"].values() for w in rows),
        body_last=_stems(bodies["heads"]["last"]),
        body_first=frozenset(bodies["heads"]["first"]),
        body_state=frozenset(bodies["heads"]["state"]),
        place_last=frozenset(places["heads"]["last"]),
        place_first=_stems(places["heads"]["first"]),
        trailing=frozenset(places["heads"]["trailing"]),
        media_last=frozenset(media["heads"]["last"]),
        media_beside=frozenset(media["heads"]["beside"]),
        things=frozenset(groups["heads"]["things"]),
        events=frozenset(groups["heads"]["events"]),
        calendar=_stems(groups["not_names"]["calendar"]),
        not_names=frozenset(groups["not_names"]["words"]),
        compounds=frozenset(groups["not_names"]["compounds"]),
        male=_stems(titles["male"]),
        female=_stems(titles["female"]),
        regnal=frozenset(titles["regnal"]),
        portfolios=frozenset(titles["portfolios"]) | frozenset(titles["modifiers"]),
        body_opening=frozenset(bodies["heads"]["opening"]),
        body_trailing=frozenset(bodies["heads"]["trailing"]),
        clubs=frozenset(bodies["heads"]["clubs"]),
        events_first=frozenset(groups["heads"]["first_events"]),
        closing=heads | offices | frozenset(titles["modifiers"]) | _stems(groups["not_names"]["calendar"]),
        trades=frozenset(bodies["trading"]["trades"]),
        firm_has=frozenset(bodies["trading"]["has"]),
        firm_heads=frozenset(bodies["trading"]["heads"]),
        firm_makes=frozenset(bodies["trading"]["makes"]),
        firm_made=frozenset(bodies["trading"]["made"]),
        firm_leaders=frozenset(bodies["trading"]["leaders"]),
        firm_ends=_stems(bodies["trading"]["ends"]),
        body_beside=frozenset(bodies["heads"]["beside"]),
        body_many=frozenset(bodies["heads"]["many"]),
        body_called=language.words("speakers", "bodies"),
        office_ends=frozenset(titles["offices"]) - frozenset(titles["families"]),
        domains=frozenset(groups["not_names"]["domains"]),
        city_before=frozenset(places["city"]["before"]),
        city_after=frozenset(places["city"]["after"]),
        city_of=frozenset(places["city"]["of"]),
        city_verbs=frozenset(places["city"]["acts_on"]),
        journey=frozenset(places["city"]["journey"]),
    )


def _stems(words: list[str]) -> frozenset[str]:
    """The words, those with a dot also without it: the dot is a piece of its own."""
    return frozenset(words) | {w.rstrip(".") for w in words}
