"""What lists the pages: `llms.txt` for language models, and the page of decisions."""

import re
from pathlib import Path

from handbook.scratch import ROOT

ABOUT = (
    "onrecord reads news reports from many outlets and keeps an account that can be checked: who said what, through "
    "whom, when, how sure; who else says so independently; which number moved; what is new. Every line is pinned to "
    "the exact words of a source. It runs offline, without a language model. It gives no verdicts."
)
ENTRY = re.compile(r" +- (?P<name>[^:]+):(?: (?P<path>\S+\.md))?")
DECISIONS = """# Decisions

Choices that close other ways, a page each: what, why, what else, and what would make us turn back.

"""


def write_contents() -> dict[str, str]:
    """The generated lists by their paths; written last, since they say what the pages say."""
    decisions = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    listed = "".join(f"- [{_title(page)}]({page.name})\n" for page in decisions)
    return {"docs/decisions/index.md": DECISIONS + listed, "docs/llms.txt": _write_llms()}


def list_nav() -> list[tuple[str, str, Path]]:
    """Every page of the site's menu: its part, its name there, its file."""
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    pages, part = [], ""
    for line in menu.splitlines():
        if (found := ENTRY.fullmatch(line)) is None:
            continue
        if found["path"] is None:
            part = found["name"]
        else:
            pages.append((part, found["name"], ROOT / "docs" / found["path"]))
    return pages


def _write_llms() -> str:
    lines, part = [f"# onrecord\n\n> {ABOUT}\n"], None
    for home, name, path in list_nav():
        if home != part:
            lines.append(f"\n## {home or 'Start'}\n\n")
            part = home
        lines.append(f"- [{name}]({path.relative_to(ROOT / 'docs').as_posix()}): {_first_sentence(path)}\n")
    return "".join(lines)


def _title(page: Path) -> str:
    return page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("#").strip()


def _first_sentence(page: Path) -> str:
    """Of the page's first paragraph, without links and marks."""
    is_decisions = page.parent.name == "decisions"  # it is written together with this list
    text = re.sub(r"<!--.*?-->", "", DECISIONS if is_decisions else page.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    paragraphs = (" ".join(p.split()) for p in text.split("\n\n") if not p.startswith("    "))
    first = next((p for p in paragraphs if p and p[0] not in "#|!>-<"), "")
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", first).replace("`", "")
    return re.split(r"(?<=[.?!]) (?=[A-Z])", plain)[0]
