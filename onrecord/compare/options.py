"""What a user may settle about comparing, as one record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from onrecord.records.decision import Decision

_NONE: Mapping[str, str] = MappingProxyType({})
_NO_FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions:
    """Settings of a case that change how its reports are compared."""

    parties: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_FORMS)  # side -> names and patterns
    families: Mapping[str, str] = field(default_factory=lambda: _NONE)  # outlet -> the family that owns it
    timezone: str = "UTC"
    decisions: tuple[Decision, ...] = ()  # by people, that count, oldest first


def list_sides(options: CompareOptions) -> Mapping[str, tuple[str, ...]]:
    """Every side with the names that belong to it: those that are set, and families of outlets, each one party.

    A side that is set comes before a family of the same name.
    """
    families: dict[str, tuple[str, ...]] = {}
    for outlet, family in sorted(options.families.items()):
        families[family] = (*families.get(family, ()), outlet)
    return families | dict(options.parties)
