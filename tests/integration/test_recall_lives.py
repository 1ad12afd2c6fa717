"""Two hundred learners over thirty weeks: the day stays small, and nine in ten are remembered (12.2)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

import pytest

from bot.domain import policy
from bot.domain.recall.answers import RecallAnswer
from bot.domain.recall.memory import PARAMETERS, remembered
from bot.domain.recall.recalled import RecallLog
from bot.domain.recall.schedule import Recalling
from bot.roadmaps.catalogue import Catalogue
from support.recalling import MONDAY, answered

WEEKS = 30
FIRST_TIME = 0.7
"""How often something is known that was ticked a moment ago and never asked."""

LEARNERS, A_PIECE = 200, 25
_DECAY = -PARAMETERS[-1]
_FACTOR = 0.9 ** (1 / _DECAY) - 1


def live(seed: int) -> Iterator[tuple[date, list[tuple[RecallAnswer, bool]]]]:
    """The days of one learner: each answer, and whether its question was asked before.

    They forget faster or more slowly than the model thinks, miss days, and some are away for two
    weeks.
    """
    lots = Random(seed)
    catalogue = Catalogue()
    roadmap = catalogue.default()
    topics = [topic for step in roadmap.steps for topic in step.topics]
    pace, away = len(topics) / (24 * 7), lots.randrange(40, 150) if seed % 3 == 0 else None
    slowness, diligence = lots.uniform(0.7, 1.5), lots.uniform(0.5, 0.95)
    answers: list[RecallAnswer] = []
    ticked = 0.0
    for number in range(WEEKS * 7):
        if (away and away <= number < away + 14) or lots.random() > diligence:
            continue
        ticked += pace / diligence
        concepts = [topic.concepts for topic in topics[: int(ticked)]]
        day = MONDAY + timedelta(days=number)
        recalling = Recalling(
            catalogue.bank(), concepts, RecallLog(answers), MONDAY + timedelta(weeks=24)
        )
        given = []
        for question in recalling.due(day):
            before = [each for each in answers if each.question == question.id]
            chance = FIRST_TIME
            if before:
                known = remembered(before)[question.id]
                gone = (day - known.last).days / (known.interval * slowness)
                chance = (1 + _FACTOR * gone) ** _DECAY
            right = lots.random() < chance
            given.append(
                (answered(question.id, number, right=right, id=len(answers)), bool(before))
            )
            answers.append(given[-1][0])
        yield day, given


def outcome(learners: Iterable[int]) -> tuple[int, float]:
    """The longest day of anybody, and the share of what was right when it was asked again."""
    longest, right, asked = 0, 0, 0
    for seed in learners:
        for _, given in live(seed):
            longest = max(longest, len(given))
            again = [each.right for each, before in given if before]
            right, asked = right + sum(again), asked + len(again)
    return longest, right / asked


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, LEARNERS, A_PIECE))
def test_the_days_stay_small_and_nine_in_ten_are_remembered(first: int) -> None:
    longest, share = outcome(range(first, first + A_PIECE))
    assert longest <= policy.RECALL_A_DAY
    assert longest * policy.RECALL_MINUTES_EACH <= 10
    assert 0.87 <= share <= 0.93
