"""What writes the generated parts of `docs/`: the reference, from the code, and what the examples print when they run.

`make docs` rewrites; `tests/docs` holds the pages to what would be written.  Not part of the installed package.
"""
