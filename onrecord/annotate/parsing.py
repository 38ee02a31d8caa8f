"""spaCy, without its command line.

`import spacy` brings that in for one function, `spacy.info`: 700 modules, a second, 20 MB.  Here a stand-in is in its
place while spaCy is imported, which fetches the real one for whoever calls it; `import spacy.cli` works as ever.
"""

import contextlib
import importlib
import sys
from contextlib import AbstractContextManager
from types import ModuleType
from typing import Any

KEPT = 20_000  # words that a pipeline remembers, some 15 MB; of the others each is forgotten with the texts it stood in
LEFT_OUT = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> Any:
    """The module."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    for name in LEFT_OUT:
        stand_in: Any = ModuleType(name)
        stand_in.info = _info
        sys.modules[name] = stand_in
    try:
        return importlib.import_module("spacy")
    finally:
        for name in LEFT_OUT:
            del sys.modules[name]


def bounded(nlp: Any) -> AbstractContextManager[Any]:
    """Within it texts may be parsed; what was made of them is not to be looked at afterwards.

    A pipeline remembers each word that it meets, for ever: over a crawl of many thousand pages, more than it weighs.
    """
    zone: AbstractContextManager[Any] = nlp.memory_zone()
    return zone if len(nlp.vocab.strings) > KEPT else contextlib.nullcontext()


def _info(*given: Any, **named: Any) -> Any:
    return importlib.import_module("spacy.cli.info").info(*given, **named)
