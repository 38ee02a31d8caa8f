"""A setting comes from the nearest place that gives it; what nobody knows is an error with its cure."""

from typing import Any

import pytest

from onrecord.errors import SettingsError
from onrecord.settings import TABLE, Settings, read_settings

FILE = "onrecord.toml"


def _read(toml: str = "", env: dict[str, str] | None = None, **flags: Any) -> Settings:
    return read_settings(toml, env=env or {}, flags=flags, where=FILE)


@pytest.mark.parametrize(
    ("toml", "env", "flags", "value", "origin"),
    [
        ("", {}, {}, 1, "default"),
        ("jobs = 2", {}, {}, 2, FILE),
        ("jobs = 2", {"ONRECORD_JOBS": "3"}, {}, 3, "ONRECORD_JOBS"),
        ("jobs = 2", {"ONRECORD_JOBS": "3"}, {"jobs": 4}, 4, "flag"),
        ("jobs = 2", {}, {"jobs": None}, 2, FILE),
    ],
)
def test_flag_beats_environment_beats_file_beats_default(
    toml: str, env: dict[str, str], flags: dict[str, Any], value: int, origin: str
) -> None:
    settings = _read(toml, env, **flags)
    assert settings["jobs"] == value
    assert next(v.origin for v in settings.values if v.setting.name == "jobs") == origin


def test_tables_of_the_file_are_read_whole() -> None:
    settings = _read('[story]\nname = "Talvi"\n[parties]\nOstria = ["Ostrian*", "Brandt"]\n[[feed]]\nurl = "x"')
    assert settings["story.name"] == "Talvi"
    assert settings["parties"] == {"Ostria": ["Ostrian*", "Brandt"]}
    assert settings["feed"] == [{"url": "x"}]


@pytest.mark.parametrize(
    ("toml", "env", "near"),
    [
        ("job = 2", {}, "jobs"),
        ("[story]\ntimezne = 'UTC'", {}, "story.timezone"),
        ("[partys]\nOstria = []", {}, "parties"),
        ("", {"ONRECORD_JOB": "2"}, "ONRECORD_JOBS"),
    ],
)
def test_unknown_setting_names_the_nearest(toml: str, env: dict[str, str], near: str) -> None:
    with pytest.raises(SettingsError, match="Unknown setting") as refused:
        _read(toml, env)
    assert f"'{near}'" in (refused.value.help or "")


@pytest.mark.parametrize(
    ("toml", "env"),
    [
        ("jobs = 'two'", {}),
        ("jobs = 0", {}),
        ("jobs = true", {}),
        ("jobs = 1.5", {}),
        ("network.allow = 1", {}),
        ("language = 3", {}),
        ("parties = ['Ostria']", {}),
        ("[parties]\nOstria = 'Brandt'", {}),
        ("[families]\nCoastline = [1]", {}),
        ("[story]\ntimezone = 'Ostria/Talvi'", {}),
        ("[store]\nwait_s = -1", {}),
        ("[store]\nwait_s = nan", {}),
        ("[watch]\nevery_s = inf", {}),
        ("[[feed]]\nurl = 'x'\nevery_s = nan", {}),
        ("[[feed]]\nurl = 'x'\nevery_s = inf", {}),
        ("jobs = 1000000", {}),
        ("[network]\nmax_mb = 99999999999", {}),
        ("[network]\ncontact = 'a\\r\\nHost: x'".replace("'", '"'), {}),
        ("[network]\ncontact = 'desk€'", {}),
        ("[story]\nquestions = [1]", {}),
        ("jobs = " + "9" * 5_000, {}),
        ("jobs = " + "[" * 3_000 + "]" * 3_000, {}),
        ("", {"ONRECORD_STORE_WAIT_S": "nan"}),
        ("jobs =", {}),
        ("", {"ONRECORD_JOBS": "many"}),
        ("", {"ONRECORD_NETWORK_ALLOW": "maybe"}),
        ("", {"ONRECORD_PARTIES": "Ostria"}),
    ],
)
def test_impossible_value_is_refused_with_its_place(toml: str, env: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as refused:
        _read(toml, env)
    assert refused.value.where in (FILE, *env)


def test_whole_number_is_a_number_of_seconds() -> None:
    assert _read("[store]\nwait_s = 3")["store.wait_s"] == 3.0


@pytest.mark.parametrize(("word", "value"), [("1", True), ("TRUE", True), ("off", False)])
def test_switch_can_be_said_in_words(word: str, value: bool) -> None:
    assert _read("", {"ONRECORD_NETWORK_ALLOW": word})["network.allow"] is value


def test_the_case_to_open_is_no_setting_of_a_case() -> None:
    assert _read("", {"ONRECORD_CASE": "talvi", "HOME": "x"})["jobs"] == 1


def test_every_setting_says_what_it_is_for() -> None:
    assert all(s.help.endswith(".") or s.help for s in TABLE)
    assert len({s.name for s in TABLE}) == len(TABLE)
