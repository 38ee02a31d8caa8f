"""Is it fast?  Whole jobs, timed as ratios within one run, so that a busy machine slows both sides."""
