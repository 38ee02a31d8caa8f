"""The grammar of numbers: read, told from labels, measured, joined to ranges, bounded."""
