"""Five members in five zones keep one streak, in the terminal and in the oracle."""

from pathlib import Path

import pytest

from support.club import START, live
from support.soaking import mostly_soak
from support.terminal import terminal


@pytest.mark.parametrize("length", mostly_soak([20, 60]))
async def test_all_days_are_those_of_the_oracle(length: int, tmp_path: Path) -> None:
    path = tmp_path / "days.db"
    async with terminal(path, START, name="host") as shown:
        await live(shown, path, length)
