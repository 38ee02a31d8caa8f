"""Orders over the hand-made casebook, and their files as written."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.language import load
from onrecord.records.casebook import Casebook
from onrecord.views.exports.formats import FORMATS, load_writer
from onrecord.views.exports.order import Order, make_order

Written = dict[str, bytes]


def write_order(order: Order, to: str) -> Written:
    """The files of an export by name; a format of one file names it ""."""
    made = load_writer(FORMATS[to])(order)
    files = made if FORMATS[to].is_folder else (("", made),)
    written: Written = {}
    for name, parts in files:
        written[name] = b""
        for part in parts:
            data = part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace")
            order.tally.feed(data)
            written[name] += data
    return written


@pytest.fixture
def order(casebook: Casebook, tmp_path: Path) -> Order:
    """An order for the whole hand-made casebook."""
    made = make_order(casebook, title="Talvi crossing", language=load("en"), made_by="onrecord 0.1.0")
    return dataclasses.replace(made, scratch=tmp_path)


@pytest.fixture
def written(order: Order) -> Callable[[str], Any]:
    """A function that writes the whole casebook in a format: the bytes of one file, or all files by name."""

    def write(to: str) -> Any:
        files = write_order(order, to)
        return files if FORMATS[to].is_folder else files[""]

    return write
