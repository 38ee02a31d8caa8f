"""What sort of thing an unknown name is: each place where it stands votes, and the report's majority holds."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from onrecord.annotate.candidates import Candidate
from onrecord.annotate.pieces import Piece
from onrecord.annotate.trading import short_of_firms, vote_for_firm
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.language.names import name_key, plain
from onrecord.records.annotation import EntityKind, MentionForm, Token

PERSON, ORG, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE
MEDIA, THING, STATE = EntityKind.MEDIA, EntityKind.THING, EntityKind.GOVERNMENT
Votes = Counter[EntityKind]
WEAK = 3  # votes for a person that the form of a name alone may give
FIRM_TOLD = 8  # votes for the short form of a firm that the report names in full
LOCATIVE = frozenset({"in", "near", "outside", "around", "across", "throughout", "inside", "toward", "towards"})
PLURAL_HEADS = frozenset(
    {"city", "town", "village", "district", "province", "region", "state", "island", "county", "port"}
)
NAMED_ALONE = frozenset({"senate", "house", "parliament", "congress", "army", "navy", "cabinet", "court", "church"})
PEOPLE_OF = frozenset({"administration", "campaign", "government", "family", "team", "presidency", "regime", "era"})
NAMING = frozenset({"named", "called"})
INNER_CAPITAL = re.compile(r"([A-Z][a-z]+)[A-Z]")


def tell_kinds(
    candidates: Sequence[Candidate], tokens: Sequence[Token], lowers: frozenset[str], words: Vocabulary
) -> list[Candidate]:
    """Sets the kind of every candidate that has none, from all the places where its name stands.

    Gives back those that are names: a title alone ("the President") is none, nor a word that the report also has in
    lower case (`lowers`), unless someone is called so.
    """
    votes: dict[str, Votes] = {}
    places = {(c.line.number, c.first): c.last for c in candidates if _is_region(c)}
    for candidate in candidates:
        if candidate.known is None:
            total = votes.setdefault(name_key(candidate.text), Counter())
            total.update(_vote(candidate, tokens, words))
            total.update(_vote_by_region(candidate, places, words))
    parts: set[str] = set()
    for key, total in votes.items():
        if " " in key and _decide(key, total) is PERSON:
            parts.update(key.split())
    firms = short_of_firms([k for k, total in votes.items() if _decide(k, total) is ORG], words)
    goods = {k for k, total in votes.items() if _is_of_firm(k, total, firms)}
    for key in goods:
        votes[key][THING] += FIRM_TOLD
    parts -= {word for key in goods for word in key.split()}
    for key in firms - parts:
        if key in votes:
            votes[key][ORG] += FIRM_TOLD
    out = []
    for candidate in candidates:
        key = name_key(candidate.text)
        is_part = " " not in key and key in parts
        if is_part and candidate.known and candidate.known.kind is PLACE and candidate.known.form is MentionForm.NAME:
            candidate.known = candidate.country = None
            votes.setdefault(key, Counter()).update(_vote(candidate, tokens, words))
        if candidate.known is None:
            total = votes[key] + Counter({PERSON: 5}) if is_part else votes[key]
            candidate.kind = _decide(key, total)
            if (
                not is_part
                and candidate.honorific is None
                and (_is_title(key, words) or _is_word(candidate, key, lowers))
            ):
                continue
        out.append(candidate)
    return out


def _is_of_firm(key: str, votes: Votes, firms: Collection[str]) -> bool:
    """True for what a firm makes, "Larkspur Civic", where nothing but two capitals speaks for a person."""
    first, _, rest = key.partition(" ")
    kind = _decide(key, votes)
    is_weak = (kind is PERSON and votes[PERSON] <= WEAK) or (kind is ORG and votes[ORG] < WEAK)
    return bool(rest) and first in firms and key not in firms and is_weak


def _is_word(candidate: Candidate, key: str, lowers: frozenset[str]) -> bool:
    is_plain = candidate.kind not in (PERSON, PLACE, MEDIA) and candidate.text.istitle()
    return is_plain and " " not in key and key in lowers and key not in NAMED_ALONE


def _is_title(key: str, words: Vocabulary) -> bool:
    parts = key.split()
    is_office = bool(parts) and (parts[-1] in words.offices or parts[-1] in words.honorifics)
    if len(parts) > 2 and parts[1] == "of" and parts[0] in words.offices:
        return True
    return not parts or (is_office and all(p in words.offices or p in words.modifiers for p in parts[:-1]))


def _decide(key: str, votes: Votes) -> EntityKind:
    best = max(votes.items(), key=lambda kv: (kv[1], kv[0] is PERSON, kv[0]), default=None)
    if best and best[1] > 0:
        return best[0]
    return PERSON if " " in key else ORG


def _vote(candidate: Candidate, tokens: Sequence[Token], words: Vocabulary) -> Votes:
    votes: Votes = Counter()
    if candidate.kind is not None:
        votes[candidate.kind] += 6 if candidate.kind is PERSON else 4
    _vote_by_form(candidate, votes, words)
    _vote_by_left(candidate, votes, words)
    _vote_by_right(candidate, votes, words)
    _vote_by_number(candidate, votes, tokens, words)
    votes[ORG] += vote_for_firm(candidate, tokens, words)
    last = tokens[candidate.pieces[-1].token]
    if last.dep in ("nsubj", "nsubjpass") and tokens[last.head].lemma in words.personal:
        votes[PERSON] += 1
    return votes


def _vote_by_form(candidate: Candidate, votes: Votes, words: Vocabulary) -> None:
    parts = [p.text for p in candidate.pieces if p.text[0].isalnum()]
    low = [plain(p) for p in parts]
    has_digits = any(p[0].isdigit() for p in parts)
    if len(parts) > 1 and low[-1] in words.domains and candidate.pieces[-2].text == ".":
        votes[ORG] += 4
    if len(parts) > 1 and low[0] in words.place_first and candidate.kind is None:
        votes[PLACE] += 3
    is_acronym = len(parts) == 1 and parts[0].replace(".", "").isupper() and len(parts[0]) > 1
    if has_digits:
        votes[THING] += 3
    if any(p.text == "&" for p in candidate.pieces):
        votes[ORG] += 6
    if any(_is_coined(p, words) for p in parts) and candidate.kind is None and low[0] not in words.given:
        votes[ORG] += 3
        votes[PERSON] -= 3
    if is_acronym and not candidate.line.is_shouted:
        votes[ORG] += 3
        votes[PERSON] -= 2
    if low[-1] in words.media_last and candidate.kind is ORG:
        votes[MEDIA] += 6
    if len(parts) < 2:
        votes[PERSON] += 2 if low[0] in words.given and candidate.kind is None else 0
        return
    if low[0] in words.body_opening and candidate.kind is None:
        votes[ORG] += 3
    if low[0] in words.given and not has_digits:
        votes[PERSON] += 3 if candidate.kind is None else 1
    if low[0] in words.family_first and len(parts) == 3 and all(len(p) <= 7 for p in parts):
        votes[PERSON] += 3
    if low[-1] in words.suffixes or any(len(p) == 1 and p.isalpha() for p in parts[:-1]):
        votes[PERSON] += 2
    if len(parts) <= 3 and candidate.kind is None and not has_digits:
        votes[PERSON] += 1


def _is_region(candidate: Candidate) -> bool:
    known = candidate.known
    return known is not None and known.kind in (PLACE, STATE) and known.form is MentionForm.NAME


def _vote_by_region(candidate: Candidate, places: Mapping[tuple[int, int], int], words: Vocabulary) -> Votes:
    """Votes for a place that a state or country follows between commas: "in Kentmere, Washington, on Friday"."""
    pieces, end = candidate.line.pieces, places.get((candidate.line.number, candidate.last + 1))
    is_between = end is not None and _text(pieces, candidate.last) == "," and _text(pieces, end) in ("", ",", ".", ")")
    is_person = candidate.honorific or candidate.role or plain(candidate.pieces[0].text) in words.given
    return Counter({PLACE: 4, PERSON: -2}) if is_between and not is_person and candidate.kind is None else Counter()


def _is_coined(part: str, words: Vocabulary) -> bool:
    """True for a capital inside a word, as in "SunBank"; not for that of "McLund", "DeShawn", "LeRoy"."""
    m = INNER_CAPITAL.match(part)
    return m is not None and m[1].lower() not in words.particles | words.openings


def _vote_by_number(candidate: Candidate, votes: Votes, tokens: Sequence[Token], words: Vocabulary) -> None:
    """Votes for a body: "Harbour Helmets", "Larkspur have", and one that more is told of with "which"."""
    last, at = candidate.pieces[-1].token, candidate.last
    is_given = plain(candidate.pieces[0].text) in words.given
    is_plural = tokens[last].tag == "NNPS" and len(candidate.pieces) > 1 and not is_given
    is_which = [_text(candidate.line.pieces, n) for n in (at, at + 1)] == [",", "which"]
    if not candidate.honorific and not candidate.role and (is_plural or is_which or _is_of_many(tokens, last, words)):
        votes[ORG] += 3
        votes[PERSON] -= 3 if is_plural else 1


def _is_of_many(tokens: Sequence[Token], name: int, words: Vocabulary) -> bool:
    """True for a lone name that is the subject of a plural verb."""
    verb = tokens[name].head
    is_lone = tokens[name].dep in ("nsubj", "nsubjpass") and not any(
        t.head == name and t.dep in ("conj", "cc", "appos") for t in tokens[name + 1 : verb]
    )
    helpers = (t for t in tokens[name + 1 : verb] if t.head == verb and t.dep in ("aux", "auxpass"))
    return is_lone and name < verb and any(t.text in words.body_many for t in (*helpers, tokens[verb]))


def _vote_by_left(candidate: Candidate, votes: Votes, words: Vocabulary) -> None:
    pieces, at = candidate.line.pieces, candidate.first
    before = pieces[at - 1].text.lower() if at else ""
    ahead = pieces[at - 2].text.lower() if at > 1 else ""
    if before in ('"', "“", "'", "‘") and ahead in words.media_beside:
        votes[MEDIA] += 5
    elif before in ('"', "“") and _text(pieces, candidate.last) in ('"', "”", ","):
        votes[THING] += 2
    if before in words.media_beside:
        votes[MEDIA] += 4
    if before == "the" and not _is_compound(candidate):
        votes[ORG] += 2
        votes[PERSON] -= 3
    if before in NAMING and (ahead in words.body_beside or ahead in words.body_called):
        votes[ORG] += 5  # "an extremist group called Red Front"
    elif before == "named" or (before == "called" and ahead not in ("is", "was", "are")):
        votes[PERSON] += 2
    if before in LOCATIVE:
        votes[PLACE] += 2
    elif before == "at" and ahead in words.offices:  # "a director at Larkspur"
        votes[ORG] += 3
    elif before in ("at", "from"):
        votes[PLACE] += 1
    if before == "of" and ahead in PLURAL_HEADS:
        votes[PLACE] += 4
    if candidate.honorific or candidate.role:
        votes[PERSON] += 4


def _vote_by_right(candidate: Candidate, votes: Votes, words: Vocabulary) -> None:
    pieces, at = candidate.line.pieces, candidate.last
    after, beyond = _text(pieces, at), _text(pieces, at + 1)
    if after == "(" and _is_spelt_out(candidate, at + 1):
        votes[ORG] += 5
        votes[PERSON] -= 3
    if after == "who" or (after == "," and beyond == "who"):
        votes[PERSON] += 2
    if after == "," and beyond.isdigit() and len(beyond) == 2 and _text(pieces, at + 2) in (",", ")"):
        votes[PERSON] += 3
    if after in ("'s", "'") and beyond in words.family:
        votes[PERSON] += 2
    elif after in ("'s", "'") and len(candidate.pieces) == 1:
        votes[ORG if beyond.endswith("est") else PERSON] += 1  # "Larkspur's largest plant"
    if after in PEOPLE_OF:
        votes[PERSON] += 2
    elif after in words.media_beside and after not in ("news", "radio", "network"):
        votes[MEDIA] += 3
    elif after == "media":
        votes[MEDIA] += 4
    elif _is_compound(candidate):
        votes[THING] += 1


def _is_spelt_out(candidate: Candidate, at: int) -> bool:
    """True where brackets hold the first letters of the name: "Harbour Front Talvi (HFT)"."""
    pieces = candidate.line.pieces
    letters = pieces[at].text if at + 1 < len(pieces) and pieces[at + 1].text == ")" else ""
    first = "".join(p.text[0] for p in candidate.pieces if p.text[0].isalpha())
    return len(letters) > 1 and letters[0].isupper() and letters.lower() == first.lower() and not letters[1:].islower()


def _text(pieces: Sequence[Piece], at: int) -> str:
    return pieces[at].text.lower() if at < len(pieces) else ""


def _is_compound(candidate: Candidate) -> bool:
    """True where a common noun follows: "Oreshnik missile"."""
    pieces, at = candidate.line.pieces, candidate.last
    return at < len(pieces) and pieces[at].pos == "NOUN" and pieces[at].text.islower()
