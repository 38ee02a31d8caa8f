"""Every error that someone must act on.

    OnrecordError
    ├── InputError      what was handed in cannot be read or understood
    ├── SettingsError   a setting is unknown or has an impossible value
    ├── StoreError      the case's store is locked, damaged, full, or of another version
    ├── NotFound        nothing answers to the name or id that was asked for
    ├── ModelError      model files are missing or are not the ones that were measured
    ├── PluginError     an extension could not be loaded or broke its contract
    └── ExportError     an export does not hold all that the case holds

What is merely messy in the news is never an error: it becomes a `Note` (see `records/note.py`).
"""


class OnrecordError(Exception):
    """Base of the family: says what failed, on which thing, and what to do."""

    kind = "error"

    def __init__(self, message: str, *, where: str | None = None, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where  # the file, line, address, setting or id
        self.help = help  # the cure, as an imperative sentence


class InputError(OnrecordError):
    """What was handed in cannot be read or understood."""

    kind = "input"


class SettingsError(OnrecordError):
    """A setting is unknown or has an impossible value."""

    kind = "settings"


class StoreError(OnrecordError):
    """The case's store is locked, damaged, full, or of another version."""

    kind = "store"


class StoreBusy(StoreError):
    """Another program is writing to the case's store; what waits for it can be done later."""


class StoreFixed(StoreError):
    """Nothing can be written where the case lies; it can be read there."""


class NotFound(OnrecordError):
    """Nothing answers to the name or id that was asked for."""

    kind = "not-found"


class ModelError(OnrecordError):
    """Model files are missing or are not the ones that were measured."""

    kind = "model"


class PluginError(OnrecordError):
    """An extension could not be loaded or broke its contract."""

    kind = "plugin"


class ExportError(OnrecordError):
    """An export does not hold all that the case holds."""

    kind = "export"
