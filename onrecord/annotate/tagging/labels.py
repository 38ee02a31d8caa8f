"""The labels that the tagger knows, in the order of its outputs.  The model's card repeats them, to be compared."""

ROLES = ("none", "cue", "source", "content", "relay")  # relay: a source of the chain beside the cue's own subject
TIERS = ("none", "core", "borderline")  # none: no statement after all; borderline: nested or without holder
STANCES = (
    "asserts",
    "confirms",
    "denies",
    "does_not_deny",
    "declines_to_comment",
    "warns",
    "promises",
    "requests",
    "asks",
    "speculates",
)
CERTAINTIES = ("certain", "probable", "possible", "unknown")
MANNERS = ("direct", "mixed", "indirect", "none")
