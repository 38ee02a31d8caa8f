"""Frozen records: what flows between the stages.  Knows only the standard library."""
