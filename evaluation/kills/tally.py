"""What was killed and what came of it, kept in a file so that a run that is cut off goes on."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import onrecord


def digest_code() -> str:
    """A digest of the program: kills of another one say nothing of this one."""
    home = Path(onrecord.__file__).parent
    found = hashlib.sha256()
    for path in sorted(home.rglob("*.py")):
        found.update(str(path.relative_to(home)).encode() + path.read_bytes())
    return found.hexdigest()


@dataclass
class Tally:
    """What was killed so far."""

    kept: Path | None = None  # the file
    code: str = field(default_factory=digest_code)
    kills: Counter[tuple[str, str]] = field(default_factory=Counter)  # by verb and manner
    late: int = 0  # runs that ended before they were killed
    failures: list[str] = field(default_factory=list)

    def load(self) -> None:
        """Go on from the file, where it is there and of this program."""
        if self.kept is None or not self.kept.exists():
            return
        told = json.loads(self.kept.read_text(encoding="utf-8"))
        if told["code"] == self.code:
            self.kills = Counter({(name, manner): many for name, manner, many in told["kills"]})
            self.late, self.failures = told["late"], told["failures"]

    def count(self, name: str, manner: str) -> None:
        """One more kill, looked at."""
        self.kills[name, manner] += 1
        self._save()

    def fail(self, name: str, why: str) -> str:
        """Something was not as it should be."""
        self.failures.append(f"{name}: {why}")
        self._save()
        return f"FAILED {self.failures[-1]}"

    def many(self, name: str) -> int:
        """How often a verb was killed."""
        return sum(many for (verb, _), many in self.kills.items() if verb == name)

    def _save(self) -> None:
        if self.kept is None:
            return
        self.kept.parent.mkdir(parents=True, exist_ok=True)
        kills = [[name, manner, many] for (name, manner), many in self.kills.items()]
        told = {"code": self.code, "kills": kills, "late": self.late, "failures": self.failures}
        self.kept.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")

    def lines(self, store: str) -> Iterator[str]:
        """What is printed at the end."""
        for name in dict.fromkeys(name for name, _ in self.kills):
            manners = {m: n for (v, m), n in sorted(self.kills.items()) if v == name}
            told = ", ".join(f"{n} by {m}" for m, n in manners.items())
            yield f"{store}: {name}: {sum(manners.values())} kills ({told})"
        yield f"{store}: {self.kills.total()} kills in all, {len(self.failures)} failures; {self.late} came too late"
        yield from self.failures
