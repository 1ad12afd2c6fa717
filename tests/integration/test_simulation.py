"""`waymark simulate`: the same seed makes the same lives, and nobody is forgotten."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.errors import HostError
from scheduler.simulation.cohort import Cohort
from scheduler.simulation.learners import PersonaHabit
from support.forkserver import ProcessFactory

SMALL = ("simulate", "--learners", "5", "--weeks", "3", "--seed", "3")


@pytest.fixture(scope="module")
def simulated(factory: ProcessFactory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a small cohort at its end."""
    path = tmp_path_factory.mktemp("cohort") / "cohort.db"
    ended = factory.run(*SMALL, "--json", "--db", path)
    assert (ended.code, ended.err) == (0, "")
    path.with_suffix(".json").write_bytes(ended.out)
    return path


def test_the_same_seed_makes_the_same_summary(
    factory: ProcessFactory, simulated: Path, tmp_path: Path
) -> None:
    again = factory.run(*SMALL, "--json", "--db", tmp_path / "again.db")
    assert again.out == simulated.with_suffix(".json").read_bytes()


def test_started_again_at_its_end_it_only_counts(factory: ProcessFactory, simulated: Path) -> None:
    again = factory.run(*SMALL, "--json", "--db", simulated)
    assert again.out == simulated.with_suffix(".json").read_bytes()


def test_nothing_is_lost_or_doubled(simulated: Path) -> None:
    found = json.loads(simulated.with_suffix(".json").read_bytes())
    assert (found["lost"], found["doubled"], found["undelivered"]) == (0, 0, 0)
    sent = found["sent"]
    happened = ("daily_prompt", "comeback", "checkin", "checkin_reminder", "milestone")
    assert all(sent[kind] > 0 for kind in happened)
    assert all(found[name] > 0 for name in ("entries", "checkins_finished", "streak_longest"))
    assert "done" in found["skipped"]


def test_the_summary_for_a_human_has_the_same_figures(
    factory: ProcessFactory, simulated: Path
) -> None:
    found = json.loads(simulated.with_suffix(".json").read_bytes())
    text = factory.run(*SMALL, "--db", simulated).out.decode()
    figures = dict(line.rsplit(None, 1) for line in text.splitlines())
    assert figures["sent daily_prompt"] == str(found["sent"]["daily_prompt"])
    assert figures["lost"] == figures["doubled"] == "0"


@pytest.mark.soak
def test_more_weeks_go_on_from_where_it_ended(factory: ProcessFactory, tmp_path: Path) -> None:
    words = ("simulate", "--learners", "2", "--seed", "5", "--json", "--weeks")
    factory.run(*words, "1", "--db", tmp_path / "grown.db")
    grown = factory.run(*words, "2", "--db", tmp_path / "grown.db")
    whole = factory.run(*words, "2", "--db", tmp_path / "whole.db")
    assert grown.out == whole.out


@pytest.mark.parametrize(
    "words",
    [
        ("--learners", "0"),
        ("--learners", "100001"),
        ("--weeks", "0"),
        ("--weeks", "521"),
        ("--start", "1999-12-31"),
        ("--start", "soon"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    factory: ProcessFactory, words: tuple[str, str], tmp_path: Path
) -> None:
    ended = factory.run("simulate", *words, "--db", tmp_path / "none.db")
    assert ended.code == 2
    assert ended.out == b""
    (line,) = ended.complaints
    assert words[0] in line
    assert not (tmp_path / "none.db").exists()


def test_a_database_of_somebody_else_is_refused(
    factory: ProcessFactory, simulated: Path, tmp_path: Path
) -> None:
    other = factory.run(*SMALL[:-1], "4", "--db", simulated)
    shorter = factory.run(
        "simulate", "--learners", "5", "--weeks", "2", "--seed", "3", "--db", simulated
    )
    factory.run("chat", "--json", "--db", tmp_path / "real.db", given="/start\n")
    real = factory.run(*SMALL, "--db", tmp_path / "real.db")
    for ended in (other, shorter, real):
        assert ended.code == 2
        assert len(ended.complaints) == 1


@pytest.mark.soak
def test_everybody_acts_in_order_and_under_a_name_of_its_own() -> None:
    cohort = Cohort(learners=40, weeks=6, seed=1, start=date(2026, 10, 19))
    acts = [act for _, act in cohort.acts(cohort.begins)]
    assert all(one.at <= other.at for one, other in pairwise(acts))
    assert len({act.id for act in acts}) == len(acts)
    assert {cohort.persona(number).habit for number in range(40)} == set(PersonaHabit)


def test_what_is_to_come_does_not_depend_on_where_one_starts() -> None:
    cohort = Cohort(learners=10, weeks=3, seed=1, start=date(2026, 10, 19))
    middle = datetime(2026, 10, 28, 11, 23, tzinfo=UTC)
    whole = [act for _, act in cohort.acts(cohort.begins) if act.at >= middle]
    assert [act for _, act in cohort.acts(middle)] == whole
    assert whole[0].at - middle < timedelta(days=1)


def test_a_cohort_has_bounds() -> None:
    with pytest.raises(HostError, match="--weeks"):
        Cohort(learners=1, weeks=0, seed=1, start=date(2026, 10, 19))
