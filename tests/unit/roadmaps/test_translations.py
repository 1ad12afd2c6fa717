"""A roadmap in another language: what is translated, what is not, and what stays (promise 3.8)."""

from pathlib import Path
from shutil import copy

import pytest

from bot.domain.roadmap.translation import texts_of, translated
from bot.roadmaps.catalogue import Catalogue
from bot.roadmaps.checked import RoadmapError
from bot.roadmaps.files import ROADMAP_DATA, Roadmaps
from bot.roadmaps.translations import validated_translation

SIX = Roadmaps().get("six-month")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("six-month.yaml", "six-month.de.po"):
        copy(ROADMAP_DATA / name, tmp_path)
    return tmp_path


def mend(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_texts_change_and_everything_else_stays() -> None:
    topic, resource = SIX.topic("loops"), SIX.topic("loops").resource
    german = translated(SIX, {topic.title: "Schleifen", "six-month": "sechs", "8 Tage": "x"})
    assert german.topic("loops").title == "Schleifen"
    assert german.topic("loops").resource == resource
    assert german.id == SIX.id
    assert german.topics_of(1)[0] is SIX.topics_of(1)[0]
    assert german.topics_of(1)[2].title == "Schleifen"
    assert translated(SIX, {}) is SIX


def test_pages_and_what_the_source_prints_are_no_texts_to_translate() -> None:
    texts = texts_of(SIX)
    assert texts[SIX.topic("loops").title].endswith("week-01.topics.loops.title")
    assert not {SIX.source, "Python 3.12+", "10-15 hrs/week", "pathlib (Python docs)"} & set(texts)


def test_a_learner_on_an_older_content_reads_what_is_the_same_in_their_language() -> None:
    old = SIX.model_copy(update={"title": "As it was called before"})
    german = Catalogue().in_language(old, "de")
    assert german.title == "As it was called before"
    assert german.topic("loops").title == "Schleifen: for, while, break und range"


def test_a_file_that_changes_or_breaks_is_noticed(folder: Path) -> None:
    catalogue, path = Catalogue((folder,)), folder / "six-month.de.po"
    roadmap = catalogue.default()
    assert catalogue.in_language(roadmap, "de") is catalogue.in_language(roadmap, "de")
    assert catalogue.in_language(roadmap, "fr") is roadmap
    mend(path, "Schleifen: for, while, break und range", "Runde um Runde: for, while")
    assert catalogue.in_language(roadmap, "de").topic("loops").title == "Runde um Runde: for, while"
    path.write_text("nonsense\n", encoding="utf-8")
    assert catalogue.in_language(roadmap, "de") == roadmap
    (line,) = catalogue.broken((folder,))
    assert line.startswith("this translation is left out:")
    assert f"{path}:1: " in line


def test_every_gap_is_named_with_its_line(folder: Path) -> None:
    path = folder / "six-month.de.po"
    assert validated_translation(path).title == "In sechs Monaten zur Python-Backend-Entwicklung"
    mend(path, 'msgid "zip and enumerate"', 'msgid "zip and all"')
    mend(path, 'msgstr "Variablen, Werte', f'msgstr "{"Variablen, " * 9}Werte')
    mend(path, 'msgstr "Schleifen: for, while, break und range"', 'msgstr ""')
    with pytest.raises(RoadmapError) as broken:
        validated_translation(path)
    missing, long, empty, stale = (line.removeprefix(f"{path}:") for line in broken.value.problems)
    assert missing.startswith("1: “zip and enumerate”: is not translated (phases.")
    assert "“Variables, values and conditionals”: is too long; keep it within 56" in long
    assert "“Loops: for, while, break and range”: is not translated (phases." in empty
    assert "“zip and all”: is no text of the roadmap any more; remove it" in stale


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("six-month.zz.po", b"", "is named for no language; name it like six-month.de.po"),
        ("six-month.po", b"", "is named for no language; name it like six-month.de.po"),
        ("six-month.fr.po", b"\xff", "is not UTF-8; save it as UTF-8"),
        ("six-month.fr.po", b'msgid "a\n', "is no translation"),
    ],
)
def test_what_is_no_translation_is_refused(
    folder: Path, name: str, content: bytes, said: str
) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(RoadmapError, match=said):
        validated_translation(folder / name)
