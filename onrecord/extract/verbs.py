"""The verbs that say something, whatever they do besides: the lists of `speech` taken together."""

import functools

from onrecord.language import Language


@functools.cache
def saying_verbs(language: Language) -> frozenset[str]:
    """The lemmas of stances, of plain sayings and of sayings that others pass on."""
    speech = language.table("speech")
    stances = {w for words in speech["stance"].values() for w in words}
    return frozenset({*stances, *speech["sayers"], *speech["passed_on"]})
