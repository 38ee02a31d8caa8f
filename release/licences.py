"""Write THIRD_PARTY.md: every package that an installation brings along, its version and its licence.

    python -m release.licences

Versions are those of `locks/use.txt`.  Licences are what the installed packages say of themselves; a package that is
for other machines keeps what the page says of it.
"""

import re
import sys
from collections.abc import Mapping
from email.message import Message
from importlib import metadata
from typing import cast

from release.locked import ROOT, Pin, plain, read_lock

PAGE = ROOT / "THIRD_PARTY.md"
PERMISSIVE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "ISC",
        "MIT",
        "MIT-0",
        "PSF-2.0",
        "Zlib",
    }
)
KNOWN: Mapping[str, str] = {  # what packages say in words of their own
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
LENDING: Mapping[str, str] = {  # copyleft that ends at the package's own files, and why each may come along
    "certifi": "the list of root certificates; its file is passed on unchanged",
    "psycopg": "only with the extra `postgres`; a library of its own, called and unchanged, that may be replaced",
    "psycopg-binary": "as psycopg, of which it is the compiled part",
    "tld": "taken under MPL-1.1; a library of its own, unchanged, by way of trafilatura",
    "tqdm": "parts under MPL-2.0, unchanged, by way of spaCy",
}
ELSEWHERE: Mapping[str, str] = {  # for other machines than those that the page is written on, as their projects say
    "pywin32": "PSF-2.0",
}
NO_MACHINE_OF_OURS = "sys_platform == 'emscripten'"  # in a browser nothing of this runs
INTRO = """# What comes along

Written by `make licences` from `locks/use.txt`: every package that an installation of onrecord with all its extras may
bring along, at the version that is tested. All of them are free to use, change and pass on, also in closed products;
none puts onrecord or what is made with it under conditions of its own. A few keep conditions on *their own* files: the
note says why they come along. Data and weights inside onrecord itself are credited in [NOTICE](NOTICE).

"""


def main() -> int:
    """Write the page; 1 where a licence is not one that may come along."""
    licences = list_licences()
    PAGE.write_text(write_page(licences), encoding="utf-8", newline="\n")
    refused = list_refused(licences)
    for pin, licence in refused.items():
        sys.stderr.write(f"{pin.name} {pin.version}: {licence} may not come along, or say why in release/licences.py\n")
    return 1 if refused else 0


def list_licences() -> dict[Pin, str]:
    """Each package of an installation and its licence, as an SPDX expression."""
    return {pin: find_licence(pin.name) for pin in read_lock() if NO_MACHINE_OF_OURS not in (pin.marker or "")}


def find_licence(name: str) -> str:
    """What an installed package says of its licence; of one for other machines, what the table above says."""
    try:
        about = cast(Message, metadata.metadata(name))
    except metadata.PackageNotFoundError:
        return ELSEWHERE.get(name) or _kept(name)
    said = about.get("License-Expression") or (about.get("License") or "").strip()
    if not said or "\n" in said or len(said) > 60:
        classes = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or [] if c.startswith("License")]
        said = " AND ".join(KNOWN.get(c, c) for c in classes)
    return KNOWN.get(said, said) or "unknown"


def _kept(name: str) -> str:
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    found = re.search(rf"^\| {re.escape(name)} \|[^|]*\| ([^|]*?) \|", text, flags=re.MULTILINE)
    return found[1] if found else "unknown"


def list_refused(licences: Mapping[Pin, str]) -> dict[Pin, str]:
    """Those that are neither permissive nor named above with a reason."""
    return {pin: said for pin, said in licences.items() if not is_permissive(said) and pin.name not in LENDING}


def is_permissive(expression: str) -> bool:
    """Whether a licence asks for no more than to be named: one of those offered, all of those that hold together."""
    return any(
        all(part.strip(" ()") in PERMISSIVE for part in offer.split(" AND ")) for offer in expression.split(" OR ")
    )


def write_page(licences: Mapping[Pin, str]) -> str:
    """The page."""
    rows = [
        f"| {pin.name} | {pin.version} | {licence} | {LENDING.get(plain(pin.name), '')} |"
        for pin, licence in licences.items()
    ]
    return INTRO + "\n".join(["| package | version | licence | note |", "|---|---|---|---|", *rows]) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
