"""Names in any script: letters or initials, never boxes (promise 14.2)."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.letters import INITIALS, LETTERS, legible
from support.messages import ROOT

FONTS = [*(ROOT / "bot" / "pictures" / "fonts").glob("*.ttf")]

NAMES = {
    "Anna": "Anna",
    "Zoë Müller-Łuczak": "Zoë Müller-Łuczak",
    "Наталья Ёлкина": "Наталья Ёлкина",
    "Ηλίας": "Ηλίας",
    "Nguyễn Thị": "Nguyễn Thị",
    "e\u0301lan": "élan",
    "გიორგი": "გიორგი",
    "سارا رضایی": "ر س",
    "שרה לוי": "ל ש",
    "Ali علی": "Ali ع",
    "한국어 모임": "H M",
    "テスト グループ": "T G",
    "राम शर्मा": "R S",
    "สมชาย": "S",
    "Sam 🎉": "Sam",
    "Ada\u200d Lovelace\u202e": "Ada Lovelace",
    "\U0001d504nna": "A",
    "李雷": "somebody",
    "🎉🎉🎉": "somebody",
    "": "somebody",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown(name: str) -> None:
    assert legible(name, "somebody") == NAMES[name]


@pytest.fixture(scope="module", params=FONTS, ids=lambda path: path.stem)
def known(request: pytest.FixtureRequest) -> set[int]:
    """The characters of a font."""
    return set(TTFont(request.param).getBestCmap())


def test_the_font_has_what_is_said_of_it(known: set[int]) -> None:
    promised = {char for first, last in LETTERS + INITIALS for char in range(first, last + 1)}
    missing = {char for char in promised - known if unicodedata.category(chr(char)) != "Cn"}
    assert missing == set()


@given(st.text(max_size=40))
def test_nothing_is_ever_a_box(name: str) -> None:
    allowed = LETTERS + INITIALS
    shown = legible(name, "somebody")
    assert shown
    assert all(any(first <= ord(char) <= last for first, last in allowed) for char in shown)


def test_the_licence_is_beside_the_font() -> None:
    assert len(FONTS) == 2
    licence = (FONTS[0].parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2015-2020 Google LLC" in licence
