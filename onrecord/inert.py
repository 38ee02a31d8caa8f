"""Characters that act instead of being read, made visible: whoever reads an account must see all that it is made of.

Terminals obey control characters; marks of direction that override turn the words that follow round, our own citations
among them; characters without width hide words from the eye and orders from all but an agent.  Joiners and plain marks
of direction stay: Persian, Hindi, Hebrew and Arabic need them.  Data formats keep the stored characters.
"""

import re

_ALWAYS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and line feed
    "\u061c\u180e\u200b\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb"  # seen by nobody
    "\u202a-\u202e\u2066-\u206f"  # embeddings, overrides, isolates
    "\u115f\u1160\u3164\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # fillers and format signs: seen by nobody
    "\U000e0000-\U000e007f"  # tags: a second alphabet without any shape
)
_SIGNS, _MORE_SIGNS = "\ufe00-\ufe0f", "\U000e0100-\U000e01ef"  # of how to draw what stands before
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
ACTING = re.compile(
    f"[{_ALWAYS}]"
    f"|(?<=[{_SIGNS}])[{_SIGNS}]"  # a sign after another such sign spells bytes
    f"|(?<![{_IDEOGRAPHS}])[{_MORE_SIGNS}]"  # so does one after no ideograph
)
LONG = 1_000  # characters, from which a text's different ones are found sooner than the text is searched
_PERHAPS = re.compile(f"[{_ALWAYS}{_SIGNS}{_MORE_SIGNS}]")  # found in a tenth of the time, in most texts never


def show_acting(text: str) -> str:
    """The text with every character that acts as its number: `‹U+202E›`."""
    return ACTING.sub(_name, text) if _may_act(text) else text


def escape_acting(line: str) -> str:
    """A line of JSON that reads back the same, with every character that acts as an escape."""
    return ACTING.sub(_escape, line) if _may_act(line) else line


def _may_act(text: str) -> bool:
    """True where one of its characters may act; of a long text each character is looked at once."""
    return bool(_PERHAPS.search(text if len(text) < LONG else "".join(set(text))))


def _name(found: re.Match[str]) -> str:
    return f"‹U+{ord(found[0]):04X}›"


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
