"""Write `language/en/frequencies.toml`: how many articles of openly licensed news each word stands in.

    python -m training.frequencies ARTICLES... > onrecord/language/en/frequencies.toml

ARTICLES are folders of plain text files, one article a file, or CSV files with an article in each row's longest field.
Only counts leave this script; compare weighs a word by how rare it is in the news at large.
"""

import csv
import math
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.compare.words import WORD, fold
from onrecord.language import load

LEAST = 3  # articles; a word in fewer is rare enough to be unknown
MOST = 128  # the last step: more says nothing more
HEADER = "# In how many of {n} articles of English Wikinews (2019 and 2020, CC BY 2.5) a word stands, in powers of two."


def read_articles(places: list[str]) -> Iterator[str]:
    """The articles, each once."""
    csv.field_size_limit(10**9)
    seen: set[str] = set()
    for place in map(Path, places):
        for text in (
            _rows(place) if place.suffix == ".csv" else (p.read_text("utf-8") for p in sorted(place.glob("*.txt")))
        ):
            if text[:200] not in seen:
                seen.add(text[:200])
                yield text


def _rows(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield max((v for v in row.values() if isinstance(v, str)), key=len, default="")


def main(places: list[str]) -> None:
    """Print the table."""
    stop = load("en").words("relations", "stop")
    counts: Counter[str] = Counter()
    texts = list(read_articles(places))
    for text in texts:
        counts.update({fold(m.group()) for m in WORD.finditer(text) if m.group()[0].isalpha()})
    rows: defaultdict[int, list[str]] = defaultdict(list)
    for word, n in counts.items():
        if n >= LEAST and len(word) > 2 and word not in stop and word.isascii() and word.isalpha():
            rows[min(MOST, int(2 ** round(math.log2(n))))].append(word)
    print(HEADER.format(n=len(texts)), f"\n\ndocuments = {len(texts)}\n", sep="")
    for step in sorted(rows):
        print(f'[[words]]\nin = {step}\nlist = """')
        print("\n".join(textwrap.wrap(" ".join(sorted(rows[step])), 118)))
        print('"""\n')


if __name__ == "__main__":
    main(sys.argv[1:])
