"""Tokens to word pieces."""

from collections.abc import Callable

from tokenizers import Tokenizer

LONGEST = 8  # pieces; nothing longer is a word
KEPT = 20_000  # tokens remembered, some 8 MB; news repeats itself


def pieces_by(tokenizer: Tokenizer) -> Callable[[str], tuple[int, ...]]:
    """A function that gives the ids of a token's word pieces, never empty, and remembers them."""
    unknown: tuple[int, ...] = (tokenizer.encode("[UNK]", add_special_tokens=False).ids[0],)
    known: dict[str, tuple[int, ...]] = {}

    def pieces(text: str) -> tuple[int, ...]:
        ids = known.get(text)
        if ids is None:
            ids = tuple(tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST]) or unknown
            if len(known) < KEPT:
                known[text] = ids
        return ids

    return pieces
