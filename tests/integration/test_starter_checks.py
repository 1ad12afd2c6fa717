"""The checks of the starter: each says ok of a project that is right, and not yet of wrong ones."""

import json
from pathlib import Path

import pytest

from support.parcel_service import served
from support.starting import PYTHON, SERVICE, Project

WORDS = "some words that say what it is, and why it was done so, in ten words or more"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.begun(tmp_path / "project")


@pytest.mark.soak
def test_every_check_says_what_an_empty_project_lacks(project: Project) -> None:
    assert [project.script(week)[:10] for week in range(1, 17)] == ["not yet · "] * 16


@pytest.mark.soak
def test_week_4(project: Project) -> None:
    """Generated requests, and one that is repeated."""
    with served() as right:
        said = project.run(4, "check(40)", right.url)
        assert said.startswith("ok · 40 generated requests, no 500, ")
    wrongs = {
        "500": "not yet · 500 to POST /events",
        "plain": "is application/json, not application/problem+json",
        "answers change": "the same Idempotency-Key is answered otherwise",
    }
    for fault, said_of_it in wrongs.items():
        with served(fault) as wrong:
            assert said_of_it in project.run(4, "check(40)", wrong.url), fault
    assert "start it, or set PARCELS_URL" in project.run(4)


def test_week_6(project: Project) -> None:
    """Copies of an event at once."""
    with served() as right:
        assert project.run(6, "check(8, 3)", right.url) == "ok · 8 copies, 1 row, 3 of 3 runs"
    with served("race") as wrong:
        said = project.run(6, "check(8, 3)", wrong.url)
        assert said.startswith("not yet · run 1: 8 copies left ")


@pytest.mark.soak
def test_week_7(project: Project) -> None:
    """Five carriers, of which one hangs."""
    assert "set serve in [tool.parcels]" in project.run(7)
    project.set(serve=f'"{SERVICE} serve {{port}}"')
    assert project.run(7, "check(60)").startswith("ok · 1 of 5 hangs: the rest answer in ")


WRONG_7 = {
    "believes": "the carrier `lies` counts as ok",
    "waits": "over 1 s: limit each carrier",
    "leaves a task": "still wait for the one that hangs: cancel them",
}


@pytest.mark.soak
@pytest.mark.parametrize("fault", WRONG_7)
def test_week_7_wrong(project: Project, fault: str) -> None:
    project.set(serve=f'"{SERVICE} serve {{port}}"')
    asked = "check()" if fault == "waits" else "check(60)"
    assert WRONG_7[fault] in project.run(7, asked, PARCELS_FAULTS=fault)


@pytest.mark.soak
def test_week_8(project: Project) -> None:
    """The worker is killed in its work."""
    with served() as service:
        project.set(worker=f'"{SERVICE} worker {service.url}"')
        said = project.run(8, "check(2, 20)", service.url, PARCELS_FAULTS="is cut")
        assert said.startswith("ok · 2 kills, 20 events, 0 lost, 0 twice (")


WRONG_8 = {
    "marks first": "are lost: mark as told after telling",
    "new ids": "came with two ids",
    "forges": "have no fresh, right signature",
}


@pytest.mark.soak
@pytest.mark.parametrize("fault", WRONG_8)
def test_week_8_wrong(project: Project, fault: str) -> None:
    with served() as service:
        project.set(worker=f'"{SERVICE} worker {service.url}"')
        said = project.run(8, "check(2, 20, 1)", service.url, PARCELS_FAULTS=fault)
        assert WRONG_8[fault] in said


def test_week_9(project: Project) -> None:
    """Releases under load."""
    with served() as right:
        project.set(release=f'"{SERVICE} release {right.url}"')
        said = project.run(9, "check(1, 0.3)", right.url)
        assert said.startswith("ok · 1 releases, ")
        assert said.endswith(" requests, 0 failed")


WRONG_9 = {
    "drops": "a request was answered 503: stop gracefully",
    "loses": "events were taken",
    "stays": "a release changes nothing",
}


@pytest.mark.soak
@pytest.mark.parametrize("fault", WRONG_9)
def test_week_9_wrong(project: Project, fault: str) -> None:
    with served(fault) as wrong:
        project.set(release=f'"{SERVICE} release {wrong.url}"')
        assert WRONG_9[fault] in project.run(9, "check(1, 0.5, 0.2)", wrong.url)


@pytest.mark.soak
def test_week_10(project: Project) -> None:
    """Three planted faults are named in time."""
    faults = ["slow", "leak", "hang", "errors", "full", "clock"]
    assert "set faults" in project.run(10, "check([], 0.0)")
    project.set(fault=f'"{PYTHON} plant.py {{name}}"', faults=str(faults))
    project.write(plant_py="import sys\nopen('planted', 'w').write(sys.argv[1])\n")
    planted, named = project.folder / "planted", []
    for minutes in (4, 9, 10):
        assert "a fault is planted: find it" in project.run(10, "check([], 0.0)")
        assert f"was planted {minutes} min ago" in project.run(10, f"check([], {minutes * 60}.0)")
        named.append(planted.read_text("utf-8"))
        kept = (project.folder / ".parcels/week_10.json").read_text("utf-8")
        assert json.loads(kept)["planted"] != named[-1]
        said = project.run(10, f"check(['{named[-1]}'], {minutes * 60}.0)")
        assert planted.read_text("utf-8") == "none"
    assert said == "ok · 3 faults named from dashboards, in 4, 9, 10 min"
    assert len(set(named)) == 3


@pytest.mark.soak
def test_week_10_wrong(project: Project) -> None:
    """A wrong name, and a right one that comes late, end the round."""
    project.set(fault=f'"{PYTHON} plant.py {{name}}"', faults='["a", "b", "c", "d", "e", "f"]')
    project.write(plant_py="import sys\nopen('planted', 'w').write(sys.argv[1])\n")
    project.run(10, "check([], 0.0)")
    assert "it was not z" in project.run(10, "check(['z'], 60.0)")
    project.run(10, "check([], 0.0)")
    name = (project.folder / "planted").read_text("utf-8")
    assert "right, but after 11 min" in project.run(10, f"check(['{name}'], 660.0)")
    assert "a fault is planted: find it" in project.run(10, "check([], 0.0)")


GUESS = "- guessed: 400 a second\n"
LOAD = f"""{GUESS}- measured: 310
| p95 before | 5000 ms |
| p95 after | 2000 ms |
path: /parcels/p-1
"""


def with_guess(project: Project) -> None:
    """What is guessed is committed before anything is measured."""
    project.write(docs__load_md=GUESS)
    project.commit()


def test_week_12(project: Project) -> None:
    """A guess before the measure, and a p95 that is halved."""
    with_guess(project)
    with served() as service:
        service.parcels.events.append({"parcel_id": "p-1", "kind": "announced"})
        assert "has no line `measured:`" in project.run(12, "check(20)", service.url)
        project.write(docs__load_md=LOAD)
        said = project.run(12, "check(20)", service.url)
        assert said.startswith("ok · guess off by 1.3; p95 5000 to 2000 ms, ")


@pytest.mark.soak
def test_week_12_wrong(project: Project) -> None:
    with_guess(project)
    wrongs = {
        LOAD.replace("310", "180"): "guessed 400, measured 180",
        LOAD.replace("2000", "2600"): "halve it",
        LOAD.replace("5000", "0.02").replace("2000", "0.01"): "measure again",
        LOAD.replace("400", "300"): "was not committed before `measured`",
        LOAD.replace("p-1", "p-2"): "says 404",
        LOAD.replace("path", "way"): "has no line `path:`",
    }
    with served() as service:
        service.parcels.events.append({"parcel_id": "p-1", "kind": "announced"})
        for text, said_of_it in wrongs.items():
            project.write(docs__load_md=text)
            assert said_of_it in project.run(12, "check(20)", service.url), text


RUNBOOK = "# Runbook\n## Restore\nminutes promised: 15\n"


def with_database(project: Project, url: str, runbook: str) -> None:
    """Its commands back up, drop and restore what a service keeps."""
    names = ("backup", "drop", "restore")
    project.set(**{name: f'"{SERVICE} {name} {url}"' for name in names})
    project.write(docs__runbook_md=runbook)
    project.commit()


@pytest.mark.soak
def test_week_13(project: Project) -> None:
    """The database is dropped, and comes back in time."""
    with served() as service:
        assert "docs/runbook.md is not there" in project.run(13, url=service.url)
        with_database(project, service.url, RUNBOOK)
        said = project.run(13, url=service.url)
        assert said.startswith("ok · back in ")
        assert said.endswith(" of 15 min; 5 of 5 newer parcels lost")
    assert "is not your own machine" in project.run(13, url="http://parcels.example")
    project.write(docs__runbook_md=RUNBOOK.replace("15", "30"))
    assert "was not committed before" in project.run(13)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("drop", "after `drop` the parcels are still there"),
        ("backup", "20 of 20 parcels did not come back"),
        ("", " min, you had written 0.0001: mend one of both"),
    ],
)
def test_week_13_wrong(project: Project, broken: str, said: str) -> None:
    with served() as service:
        runbook = RUNBOOK if broken else RUNBOOK.replace("15", "0.0001")
        with_database(project, service.url, runbook)
        if broken:
            project.set(**{broken: f'"{PYTHON} -c pass"'})
        assert said in project.run(13, "check(0.2)", url=service.url)


@pytest.mark.soak
def test_week_14(project: Project) -> None:
    """Three records, and a pull request."""
    record = f"# Queue\n## Status\nTaken\n## Options\n- one\n- two\n- three\n## Price\n{WORDS}\n"
    upstream = (
        f"# A fix\n## The bug\n{WORDS}\n## The test\n{WORDS}\nhttps://github.com/o/lib/pull/12\n"
    )
    for number in (1, 2):
        project.write(**{f"docs__decisions__000{number}_md": record})
    assert "2 of 3 records" in project.run(14)
    project.write(docs__decisions__0003_md=record, docs__upstream_md=upstream)
    assert project.run(14) == "ok · 3 records; https://github.com/o/lib/pull/12"
    project.write(docs__upstream_md=upstream.replace("/pull/12", ""))
    assert "names no pull request" in project.run(14)
    project.write(docs__decisions__0003_md=record.replace("- three\n", ""))
    assert "0003.md lists under 3 options" in project.run(14)
    project.write(docs__decisions__0003_md=record.replace("## Price", "## Cost"))
    assert "0003.md has no heading Price" in project.run(14)


@pytest.mark.soak
def test_week_16(project: Project) -> None:
    """A page of design, and a talk."""
    design = "# Design\n" + "".join(
        f"## {name}\n{WORDS}: 100\n" for name in ("Load", "Limits", "Cost")
    )
    design += (
        "## Rejected options\n- one, too dear for us\n- two, too slow\n- three, nobody knows it\n"
    )
    talk = f"## Outline\n{WORDS}\n## What I heard\n{WORDS}\nminutes: 10\n"
    assert "docs/design.md is not there" in project.run(16)
    project.write(docs__design_md=design, docs__talk_md=talk)
    said = project.run(16)
    assert said.startswith("ok · design in ")
    assert said.endswith(" words, 10 minutes of talk")
    wrongs = {
        design.replace("100", "many"): "has no number under Load",
        design.replace("- three, nobody knows it\n", ""): "lists under 3 rejected options",
        design + "word " * 900: "a page has 900 at most",
        design.replace("## Cost", "## Money"): "has no heading Cost",
    }
    for text, said_of_it in wrongs.items():
        project.write(docs__design_md=text)
        assert said_of_it in project.run(16), said_of_it
    project.write(docs__design_md=design, docs__talk_md=talk.replace("10", "25"))
    assert "the talk took 25 min" in project.run(16)


@pytest.mark.soak
def test_week_8_in_full(project: Project) -> None:
    with served() as service:
        project.set(worker=f'"{SERVICE} worker {service.url}"')
        said = project.script(8, url=service.url)
        assert said.startswith("ok · 20 kills, 200 events, 0 lost, 0 twice (")


@pytest.mark.soak
def test_weeks_4_6_and_9_in_full(project: Project) -> None:
    with served() as service:
        project.set(release=f'"{SERVICE} release {service.url}"')
        assert project.script(4, url=service.url).startswith("ok · 1000 generated requests")
        assert project.script(6, url=service.url) == "ok · 50 copies, 1 row, 100 of 100 runs"
        assert project.script(9, url=service.url).startswith("ok · 3 releases, ")
