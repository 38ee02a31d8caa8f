"""What tests of several rooms share: the example story as a case, read once."""

import shutil
from pathlib import Path

import pytest

from onrecord import case

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="session")
def example_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a case that holds the example story; copy it to change it."""
    folder = tmp_path_factory.mktemp("example") / "talvi"
    case.init(folder).close()
    shutil.copy(EXAMPLES / "onrecord.toml", folder / "onrecord.toml")
    with case.open(folder) as opened:
        opened.add([EXAMPLES / "story"])
    return folder
