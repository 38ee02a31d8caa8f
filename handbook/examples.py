"""The examples of a page, run: each command with what it prints, each stretch of Python with what it prints.

Commands stand in `console` blocks after `$ `.  A comment before a block says how much of the output is kept:
`<!-- show: 3 entries of each part, 2 parts and the last -->`; the rest becomes `...`.  A file that is shown by `cat`
and is not there is made so.  A command that ends with another exit code than 0 is followed by `$ echo $?`.  `python`
blocks are run in one go for each page; a `text` block right after one holds what it prints.  A comment of the form
`<!-- s30 is "the words" -->` says which statement (or `r1`, which report, by its headline) a label of the page means in
the account of the story: the label follows the words when labels are numbered anew.
"""

import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import onrecord
from handbook.markdown import Block, read_blocks
from handbook.measured import put_measured
from handbook.scratch import EXAMPLES, ROOT, ExampleError, Shell
from onrecord.records.span import Span
from onrecord.settings import read_settings
from onrecord.views.index import index_casebook

GENERATED = ("reference", "decisions")
SHOW = re.compile(
    r"<!-- show: (?P<entries>\d+) entr(?:y|ies) of each part(?:, (?P<parts>\d+) parts?)?(?P<last> and the last)? -->"
)
MEANT = re.compile(r'<!-- (?P<label>[sr]\d+) is "(?P<words>[^"]+)" -->')
STORY = "talvi"  # in whose account labels are numbered
FROM_NOTHING = ("tutorial", "README.md")  # pages whose reader has no case yet
CUT = "..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much of what a command prints is shown."""

    entries: int | None = None
    parts: int | None = None
    has_last: bool = False


def list_pages() -> list[Path]:
    """The pages that people write, which hold examples."""
    docs = ROOT / "docs"
    pages = [p for p in sorted(docs.rglob("*.md")) if p.relative_to(docs).parts[0] not in GENERATED]
    return [*(p for p in pages if f"{'`' * 3}" in p.read_text(encoding="utf-8")), ROOT / "README.md"]


def refresh_page(page: Path, case: Path) -> str:
    """The page with what its examples print now; `case` is copied for it.

    Raises ExampleError where an example fails without the page saying so.
    """
    starts_empty = bool(set(FROM_NOTHING) & set(page.relative_to(ROOT).parts))
    with tempfile.TemporaryDirectory(prefix="example-") as made:
        folder = Path(made).resolve()
        shutil.copytree(EXAMPLES, folder / "examples")
        if not starts_empty:
            shutil.copytree(case, folder / "talvi")
        shell = Shell(folder, start="." if starts_empty else "talvi")
        text = put_measured(relabel(page.read_text(encoding="utf-8"), case))
        try:
            return "\n".join(_refresh(text, shell)) + "\n"
        finally:
            shell.close()


def relabel(text: str, case: Path) -> str:
    """The text with every label that it explains set to what the words are labelled now."""
    meant = [(m["label"], m["words"]) for m in MEANT.finditer(text)]
    if not meant:
        return text
    with onrecord.open(case) as opened:
        book = opened.casebook(story=STORY)
    index = index_casebook(book)
    texts = {r.id: r.text for r in book.reports}
    known = [(index.labels[r.id], r.title or _flat([r.headline] if r.headline else [], r.text)) for r in book.reports]
    known += [(index.labels[s.id], _flat(s.content, texts[f.report])) for f in book.findings for s in f.statements]
    now = {}
    for label, words in meant:
        found = next((name for name, said in known if words in said and name[0] == label[0]), None)
        if found is None:
            raise ExampleError(f"{label}: nothing of that kind holds the words “{words}”")
        now[label] = found
    pattern = re.compile(rf"\b({'|'.join(now)})\b")
    return pattern.sub(lambda m: now[m[0]], text)


def _flat(spans: Iterable[Span], text: str) -> str:
    return " ".join(" ".join(span.of(text) for span in spans).split())


def _refresh(text: str, shell: Shell) -> Iterator[str]:
    extent, printed = Extent(), None
    for block in read_blocks(text):
        if block.language is None:
            extent, printed = _extent(block), printed if not "".join(block.lines).strip() else None
        elif block.language == "console":
            block = replace(block, lines=tuple(_run(block, shell, extent)))
        elif block.language == "python":
            printed = shell.run_python("\n".join(block.lines) + "\n")
        elif block.language == "text" and printed is not None:
            block, printed = replace(block, lines=tuple(_cut(printed, extent))), None
        elif block.language == "toml":
            _check_toml("\n".join(block.lines))
        yield from block.write()


def _run(block: Block, shell: Shell, extent: Extent) -> Iterator[str]:
    commands = [i for i, line in enumerate(block.lines) if line.startswith("$ ")]
    for number, start in enumerate(commands):
        end = commands[number + 1] if number + 1 < len(commands) else len(block.lines)
        line, shown = block.lines[start].removeprefix("$ "), block.lines[start + 1 : end]
        while line.endswith("\\"):
            line, shown = line[:-1] + shown[0].strip(), shown[1:]
        yield from block.lines[start : end - len(shown)]
        if line.startswith("cat ") and not shell.path(line.removeprefix("cat ")).exists():
            made = "\n".join(shown).rstrip("\n") + "\n"
            shell.path(line.removeprefix("cat ")).write_text(made, encoding="utf-8")
            yield from shown
            continue
        printed = shell.run(line)
        is_told = block.lines[end : end + 1] == ("$ echo $?",)
        if shell.code and line != "echo $?" and not is_told:
            raise ExampleError(f"$ {line}\n{printed}(exit code {shell.code}; if it is meant, let `$ echo $?` follow)")
        yield from _cut(printed, extent)
        if shown and not shown[-1].strip() and end < len(block.lines):
            yield ""


def _extent(block: Block) -> Extent:
    last = next((line for line in reversed(block.lines) if line.strip()), "")
    found = SHOW.fullmatch(last)
    if found is None:
        return Extent()
    parts = int(found["parts"]) if found["parts"] else None
    return Extent(entries=int(found["entries"]), parts=parts, has_last=bool(found["last"]))


def _cut(printed: str, extent: Extent) -> Iterator[str]:
    lines = [line.rstrip() for line in printed.rstrip("\n").split("\n")] if printed.strip() else []
    if extent.entries is None or not lines:
        yield from lines
        return
    parts = [part.split("\n") for part in re.split(r"\n\n+", "\n".join(lines))]
    kept = parts[: extent.parts]
    for number, part in enumerate(kept):
        yield from ([""] if number else [])
        yield from _cut_part(part, extent.entries)
    if len(kept) < len(parts):
        left_out = len(parts) - len(kept) - (1 if extent.has_last else 0)
        yield from (["", CUT] if left_out else [])
        yield from (["", *parts[-1]] if extent.has_last else [])


def _cut_part(part: list[str], entries: int) -> Iterator[str]:
    """Its heading and first entries; an entry goes on over lines that stand further in."""
    depth = min((len(line) - len(line.lstrip()) for line in part[1:]), default=0)
    seen = 0
    for number, line in enumerate(part):
        is_start = len(line) - len(line.lstrip()) <= depth
        is_heading = number == 0 and len(part) > 1 and depth > len(line) - len(line.lstrip())
        seen += is_start and not is_heading
        if seen > entries:
            yield " " * depth + CUT
            return
        yield line


def _check_toml(text: str) -> None:
    """Settings that are shown are settings that there are; another program's file is only read."""
    if "[project" in text:
        tomllib.loads(text)
        return
    read_settings(text, env={}, flags={}, where="the example")
