"""What `waymark roadmap validate` asks for, so that every evening has something to do."""

import pytest

from bot.roadmaps import ROADMAP_DATA, validated

DONE = ("six-month",)
"""The roadmaps whose content gives every evening something to do."""


@pytest.mark.parametrize("name", DONE)
def test_a_roadmap_of_ours_is_complete(name: str) -> None:
    assert validated(ROADMAP_DATA / f"{name}.yaml").id == name
