"""What the tests of the charter begin with."""

import shutil
from pathlib import Path

import pytest

from shared.charter.reading import PUBLISHED


@pytest.fixture
def highland(tmp_path: Path) -> Path:
    """A copy of Highland's charter, to be spoiled."""
    return Path(shutil.copytree(PUBLISHED / "highland", tmp_path / "highland"))
