"""A draft of ours with eleven planted faults over the real pages beside the project; skipped where they are not."""

import datetime as dt
import os
from pathlib import Path

import pytest

from onrecord.case import Case
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore
from onrecord.views.verdicts import Verdict

ROOT = Path(__file__).parents[2]
PAGES = Path(os.environ.get("SHARED", ROOT.parent / "shared")) / "reports" / "seeds"
NOW = dt.datetime(2024, 12, 1, 12, tzinfo=dt.UTC)
FAULTY = (
    "Two South Korean lawmakers said nearly 21,000 North Korean soldiers were sent to Kursk.",
    '"North Korea and Russia are two independent sovereign nations," said Lin Jian.',
    "Dmitry Peskov said that China hopes various parties will promote an easing of the situation.",
    "Ukrainian air defences destroyed 41 out of 48 drones, Kyiv's air force said.",
    "The package includes fighter jets and submarines.",
    "The Pentagon confirmed the missile was an intercontinental cruise missile.",
    "Viktor Orban said the missile strike was an escalatory step.",
    "President Yoon denied that South Korea could consider providing arms to Ukraine.",
    "Vladimir Putin denied the presence of North Korean soldiers in Russia.",
    "The new missile cannot be intercepted.",
    "A drone attack killed five people at a convent in the Kursk region, Russian investigators said.",
)
SOUND = (
    "According to the Pentagon, about 10,000 North Korean troops were sent to Russia.",
    "The US announced an additional $425m in military aid to Ukraine.",
    "The missile flew 15 minutes before striking Dnipro, Ukraine's Main Intelligence Directorate said.",
    "Putin said Western air defense systems would be powerless to stop it.",
    "Choe Son Hui said Pyongyang would back Russia until it achieves victory.",
    "Herman Smetanin declined to provide figures.",
    "South Korea's intelligence said that Pyongyang sent 3,000 troops to Russia.",
    "The warning was sent 30 minutes before the launch, Peskov said.",
)


@pytest.mark.skipif(not PAGES.exists(), reason="the real pages do not lie beside the project")
def test_check_over_real_pages_finds_nine_faults_and_raises_at_most_one_false_alarm() -> None:
    case = Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
    case.add(sorted(str(page) for page in PAGES.glob("*.txt")), now=NOW)
    lines = [line for pair in zip(FAULTY, (*SOUND, "", "", ""), strict=True) for line in pair if line]
    found = {s.text: s.verdict for s in case.check("\n\n".join(lines)).sentences}
    missed = [line for line in FAULTY if found.get(line, Verdict.OK) is Verdict.OK]
    alarms = [line for line in SOUND if found.get(line, Verdict.OK) is not Verdict.OK]
    assert len(missed) <= len(FAULTY) - 9, missed
    assert len(alarms) <= 1, alarms
