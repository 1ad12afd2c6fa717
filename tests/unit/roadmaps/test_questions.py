"""Files of recall questions: every mistake is told with its line and field (promise 12.1)."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.domain.recall.bank import Bank, schema
from bot.roadmaps.catalogue import Catalogue
from bot.roadmaps.checked import RoadmapError
from bot.roadmaps.questions import QuestionBank, is_bank, read_questions
from support.samples import SOUND

MISTAKES = [
    ("    answer: \"tea\"\n", "", "3: questions[0].answer: is missing; add it"),
    ("kind: predict", "kind: guess", "6: questions[0].kind: must be one of predict, choose"),
    ("    kind: predict\n", "", "3: questions[0].kind: is missing"),
    ("[functions]", "[funktions]", "4: questions[0].concepts[0]: is no shared concept"),
    ("[functions]", "[functions, functions]", "4: questions[0].concepts: must name one to four"),
    ("level: 2", "level: 4", "5: questions[0].level: must be one of 1, 2, 3"),
    ("id: mutable-default", "id: Mutable Default", "3: questions[0].id: must be small letters"),
    ("why: It says so.", f"why: {'x' * 161}", "11: questions[0].why: is too long; keep it within 160"),
    ("answer: \"tea\"", "answer: \"tea\"\n    hint: no", "11: questions[0].hint: is no field here"),
    ('print("tea")', f'print("tea")  #{"x" * 70}', "8: questions[0].code: has a line of 85 columns"),
    ('print("tea")', "pass\n" + "      pass\n" * 12, "3: questions[0]: takes 14 lines"),
    ("right: true", "why: no", "18: questions[1].options: must have exactly one with right: true"),
    (', why: "It may create a second one."', "", "18: questions[1].options: must say why each wrong"),
    ("{id: b,", "{id: a,", "18: questions[1].options: must have an id of its own each"),
    ("[[x, y], [y, z]]", "[[x, y], [y, q]]", "23: questions[2]: says before of q"),
    ("[[x, y], [y, z]]", "[[y, x]]", "23: questions[2]: lists its steps in an order that"),
    (", {id: z, text: three}", "", "28: questions[2].steps: must be 3 to 7, not 2"),
    ("answer: 500000", "answer: 5", "32: questions[3]: answers 5, which is not within"),
    ("id: pick-one", "id: mutable-default", "1: file: has the question mutable-default twice"),
    ("    fails_with: AssertionError\n", "", "41: questions[4]: needs test and fails_with together"),
    ("fails_with: AssertionError", 'fails_with: AssertionError\n    mutants: ["x = 3"]', "41: questions[4]: needs a second"),
    ("[[x, y], [y, z]]", "[[x, y], [y, z]]\n    check: python", "23: questions[2]: needs a test"),
    ("points: [one, two]", "points: [one]", "58: questions[5].points: must be 2 to 6, not 1"),
    ("read: https", "read: http", "12: questions[0].read: must be a web address"),
    ('version: "1"', 'version: "2"', "1: version: must be one of '1'"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "questions"
    place.mkdir()
    (place / "mine.yaml").write_text(SOUND)
    return place


def test_a_sound_file_is_read_whole(folder: Path) -> None:
    file = read_questions(folder / "mine.yaml")
    assert [each.kind for each in file.questions] == [
        "predict",
        "choose",
        "order",
        "estimate",
        "bug",
        "explain",
    ]
    bank = Bank(file.questions)
    assert bank.on(["http", "sequences"]) == ("pick-one", "how-many")
    assert bank.get("gone") is None


def test_every_mistake_is_told_with_its_line_and_field(folder: Path) -> None:
    for before, after, told in MISTAKES:
        assert before in SOUND
        path = folder / "mine.yaml"
        path.write_text(SOUND.replace(before, after, 1))
        with pytest.raises(RoadmapError) as refused:
            read_questions(path)
        lines = [each.removeprefix(f"{path}:") for each in refused.value.problems]
        assert any(line.startswith(told) for line in lines), (told, lines)


def test_waymark_roadmap_validate_checks_files_and_folders_of_questions(folder: Path) -> None:
    def said(*paths: Path) -> tuple[int, str]:
        result = CliRunner().invoke(cli, ["roadmap", "validate", *map(str, paths)])
        return result.exit_code, result.output

    assert said(folder) == (0, f"{folder}/mine.yaml: ok, 6 questions, 2 with a proof to run\n")
    (folder / "more.yaml").write_text(SOUND.replace("pick-one", "pick-two"))
    status, told = said(folder)
    assert status == 1
    assert f"{folder}/more.yaml:3: questions[0].id: mutable-default is in mine.yaml already" in told
    (folder / "more.yaml").write_text(SOUND.replace("level: 1", "level: 9"))
    status, told = said(folder / "mine.yaml", folder / "more.yaml")
    assert (status, told.count("questions[")) == (1, 5)
    status, told = said(folder / "none.yaml")
    assert (status, told) == (1, f"{folder}/none.yaml: No such file or directory; check the path\n")


def test_the_schema_names_every_kind() -> None:
    shown = CliRunner().invoke(cli, ["roadmap", "schema", "--questions"]).output
    assert all(f"{kind}Question" in shown for kind in ("Predict", "Bug", "Order", "Explain"))
    assert schema()["title"] == "QuestionFile"


def test_a_bank_is_gathered_from_directories_and_leaves_out_what_is_broken(folder: Path) -> None:
    (folder / "zz.yaml").write_text("version: 1")
    (folder / "own.yaml").write_text(SOUND.replace("What does this print?", "And this?"))
    bank = QuestionBank((folder.parent, folder.parent / "not-there")).get()
    assert list(bank.questions) == [
        *("mutable-default", "pick-one", "in-order", "how-many", "no-test", "say-it")
    ]
    question = bank.get("mutable-default")
    assert question is not None
    assert question.prompt == "And this?"


def test_the_host_is_told_at_the_start_what_is_left_out(folder: Path) -> None:
    (folder / "zz.yaml").write_text("version: 1\nquestions: []")
    (folder.parent / "mine.yaml").write_text("id: mine")
    roadmap, questions = Catalogue((folder.parent,)).broken((folder.parent,))
    assert roadmap.startswith(f"this roadmap is left out: {folder.parent}/mine.yaml:")
    assert questions.startswith(f"these questions are left out: {folder}/zz.yaml:1: version: ")


def test_what_lies_in_a_folder_of_that_name_is_a_bank(folder: Path) -> None:
    assert is_bank(folder)
    assert is_bank(folder / "mine.yaml")
    assert not is_bank(folder.parent / "six-month.yaml")
