"""Is it right?  Scores of every set that is at hand, held against floors that may only rise."""
