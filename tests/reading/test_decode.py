"""Bytes to text: the encoding is found, and nothing but the encoding is taken away."""

import codecs

import pytest

from onrecord.reading.decode import decode_capture, is_binary
from onrecord.records.capture import Capture

FRENCH = "Le café de Grünberg était fermé, a déclaré la préfète à la presse étrangère."


def capture(content: bytes, media: str = "text/plain", encoding: str | None = None) -> Capture:
    return Capture(id="c", content=content, media_type=media, doc="page", encoding=encoding)


@pytest.mark.parametrize(
    ("content", "encoding", "expected"),
    [
        (FRENCH.encode(), None, FRENCH),
        (codecs.BOM_UTF8 + FRENCH.encode(), None, FRENCH),
        (codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"), None, FRENCH),
        (codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), None, FRENCH),
        (FRENCH.encode("utf-16-le"), None, FRENCH),
        (FRENCH.encode("cp1252"), "iso-8859-1", FRENCH),
        (
            b"<html><meta charset='windows-1251'>" + "Тальви".encode("cp1251"),
            None,
            "<html><meta charset='windows-1251'>Тальви",
        ),
        (FRENCH.encode(), "no-such-encoding", FRENCH),
        (FRENCH.encode(), "base64", FRENCH),
        (b"one\r\ntwo\rthree\xc2\xa0four", None, "one\r\ntwo\rthree\xa0four"),
    ],
)
def test_decode_finds_the_encoding_and_changes_nothing_else(
    content: bytes, encoding: str | None, expected: str
) -> None:
    assert decode_capture(capture(content, encoding=encoding)).text == expected


def test_decode_keeps_the_mark_where_the_encoding_was_declared() -> None:
    assert decode_capture(capture("\ufeffWords".encode(), encoding="utf-8")).text == "\ufeffWords"


@pytest.mark.parametrize(
    ("content", "encoding", "kind"),
    [
        (FRENCH.encode("cp1252"), None, "encoding-guessed"),
        (FRENCH.encode("cp1252"), "utf-8", "encoding-wrong"),
        (b"some\x00words", None, "nul-characters"),
        ((FRENCH * 3).encode()[:-2] + b"\xc3", None, "undecodable"),
        (b"half \xed\xa0\x80 a character", None, "undecodable"),
    ],
)
def test_decode_notes_what_is_doubtful(content: bytes, encoding: str | None, kind: str) -> None:
    assert kind in [n.kind for n in decode_capture(capture(content, encoding=encoding)).notes]


def test_decode_reads_a_half_character_as_one_character() -> None:
    assert decode_capture(capture(b"a\xed\xa0\x80b")).text == "a\ufffdb"


@pytest.mark.parametrize(
    ("text", "expected"), [("%PDF-1.7 ...", True), ("\x01\x02\x03\x04\x05", True), ("Words.\n", False), ("", False)]
)
def test_is_binary_tells_text_from_other_files(text: str, expected: bool) -> None:
    assert is_binary(text) is expected


@pytest.mark.parametrize(
    ("declared", "why"), [(None, "No encoding was declared"), ("utf-8", "The declared encoding does not fit")]
)
def test_guess_says_why_it_was_needed_and_prefers_the_commonest_of_encodings_that_agree(
    declared: str | None, why: str
) -> None:
    capture = Capture(id="c", content=FRENCH.encode("cp1252"), media_type="text/plain", doc="d", encoding=declared)
    decoded = decode_capture(capture)
    assert decoded.encoding == "cp1252"
    assert decoded.notes[-1].message == f"{why}; read as cp1252. Check names with accents."
