"""Translations of the roadmaps: whole, and the same code and figures as what they translate."""

import re
from pathlib import Path

import pytest

from bot.roadmaps.files import ROADMAP_DATA
from bot.roadmaps.translations import texts_in, validated_translation
from support.catalogues import renewed_roadmap

FILES = sorted(ROADMAP_DATA.glob("*.po"))

CODE = re.compile(r"`[^`]*`|/[\w{}/.-]*[a-z]|\b[a-z_]+\(\)|\b(?:GET|PUT|DELETE)\b")
FIGURES = re.compile(r"\d+")


def test_the_six_month_roadmap_is_there_in_german() -> None:
    assert [path.name for path in FILES] == ["six-month.de.po"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_missing_stale_or_too_long(path: Path) -> None:
    validated_translation(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_texts_stand_in_the_order_of_the_roadmap(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == renewed_roadmap(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_code_and_figures_are_those_of_the_original(path: Path) -> None:
    changed = {
        text: means
        for text, means in texts_in(path).items()
        for told in (CODE, FIGURES)
        if sorted(told.findall(text)) != sorted(told.findall(means))
    }
    assert changed == {}
