"""What is told of an amount, by the word that governs it: killed, sent, planned, destroyed."""

from collections.abc import Mapping
from functools import cache

from onrecord.extract.index import Index
from onrecord.language import Language

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
AFTER = frozenset({"acl", "relcl", "amod", "acomp", "oprd"})  # "ten people killed", "found two dead"


@cache
def _scopes(language: Language) -> Mapping[str, str]:
    """Scope by lemma; a lemma under two scopes has the first."""
    table: Mapping[str, list[str]] = language.table("scopes")["scopes"]
    return {lemma: scope for scope, lemmas in reversed(list(table.items())) for lemma in lemmas}


def find_scope(index: Index, anchor: int, *, language: Language) -> str | None:
    """The scope of the amount that word `anchor` stands for; None where no governing word tells one."""
    scopes, tokens = _scopes(language), index.tokens
    i, path = anchor, [anchor]
    while tokens[i].head != i and tokens[i].pos not in ("VERB", "AUX"):
        i = tokens[i].head
        path.append(i)
    for j in path:
        for k in index.children[j]:
            if k > anchor and tokens[k].dep in AFTER and tokens[k].lemma in scopes:
                return scopes[tokens[k].lemma]
        if tokens[j].lemma in scopes and tokens[j].pos in ("NOUN", "ADJ", "VERB"):
            above = tokens[tokens[j].head]
            is_aim = tokens[j].dep == "xcomp" or (tokens[j].dep == "acl" and tokens[j].tag == "VB")  # "plans to send"
            planned = is_aim and scopes.get(above.lemma) == "planned"
            return "planned" if planned else scopes[tokens[j].lemma]
    return None
