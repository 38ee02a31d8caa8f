"""The front door: what every interface calls, and the only place where the parts of onrecord meet."""

from onrecord.case.case import Case
from onrecord.case.opening import SETTINGS_FILE, init, open
from onrecord.case.searching import SearchHit
from onrecord.store.adding import AddResult

__all__ = ["SETTINGS_FILE", "AddResult", "Case", "SearchHit", "init", "open"]
