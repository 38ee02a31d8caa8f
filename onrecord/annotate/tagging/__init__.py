"""The learned tagger: passages in, attributions out (see `training/` for how it was made)."""
