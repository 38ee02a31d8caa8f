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
