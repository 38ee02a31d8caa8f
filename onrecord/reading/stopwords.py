"""The stop words of all languages that trafilatura's last resort asks for, held once and small.

Where its own rules find too little, trafilatura asks justext, which tells prose by its share of stop words of any of
100 languages.  Those 154,000 words would be held twice, as 28 MB of strings, and put together anew for each page to
look one of the two up.  Here they are a sorted row of their hashes, 8 bytes a word, which is asked the same.
"""

import bisect
import functools
import importlib
from array import array
from collections.abc import Callable, Iterable
from typing import Any


class StopWords:
    """Words that can only be asked whether they hold one; a word that they do not hold is taken for one in 10^14."""

    def __init__(self, read: Callable[[], Iterable[str]]) -> None:
        self._read = read  # when they are first asked: most pages never do

    @functools.cached_property
    def _hashes(self) -> "array[int]":
        return array("q", sorted({hash(word) for word in self._read()}))

    def __contains__(self, word: str) -> bool:
        number = hash(word)
        at = bisect.bisect_left(self._hashes, number)
        return at < len(self._hashes) and self._hashes[at] == number


@functools.cache
def lend_stop_words() -> None:
    """Have trafilatura use them; nothing where it or justext no longer keeps its words as it did in 2026."""
    external: Any = importlib.import_module("trafilatura.external")
    core: Any = importlib.import_module("justext.core")
    define = getattr(core, "define_stoplist", None)
    if define is None or not hasattr(external, "JT_STOPLIST"):
        return
    words = StopWords(lambda: (w for name in external.get_stoplists() for w in external.get_stoplist(name)))
    core.define_stoplist = lambda given: given if given is words else define(given)
    external.JT_STOPLIST = words
