"""What onrecord has learned: files made by `training/`, each with a card that says from what."""

from collections.abc import Mapping

TAGGERS: Mapping[str, str] = {  # by the speed that is asked for, the folder beside this file
    "full": "attributions",
    "fast": "attributions_fast",  # two of six layers: less than half the time, less right (see docs/quality.md)
}
