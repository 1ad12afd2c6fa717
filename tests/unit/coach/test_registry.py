"""A name stands for one thing only, and who is refused learns of both places (promise 10)."""

from collections.abc import Sequence

import pytest

from bot.chat.messages import Message
from bot.coach.dispatch import Dispatch
from bot.coach.registry import AlreadyRegisteredError, place_of
from bot.domain.delivery import Delivery, MessageKind
from bot.errors import HostError
from bot.features.kit import Action, Command, Context, Feature, FormTaker, Nudging, TextQuestion
from bot.features.menu import FEATURES

CALLED = "registering a handler calls it"


async def mine(context: Context, given: object, values: object = None) -> Message:
    pytest.fail(CALLED)


async def theirs(context: Context, given: object, values: object = None) -> Message:
    pytest.fail(CALLED)


async def making(context: Context, delivery: Delivery) -> Message:
    pytest.fail(CALLED)


TWICE: Sequence[tuple[str, Feature, Feature]] = (
    (
        "command same",
        Feature(commands=(Command("same", "a", "/same", mine),)),
        Feature(commands=(Command("same", "b", "/same", theirs),)),
    ),
    (
        "action same",
        Feature(actions=(Action("same", mine),)),
        Feature(actions=(Action("same", theirs),)),
    ),
    (
        "question same",
        Feature(questions=(TextQuestion("same", mine),)),
        Feature(questions=(TextQuestion("same", theirs),)),
    ),
    (
        "form same",
        Feature(forms=(FormTaker("same", mine),)),
        Feature(forms=(FormTaker("same", theirs),)),
    ),
    (
        "maker",
        Feature(nudges=(Nudging(MessageKind.NOTICE, mine, "same"),)),
        Feature(nudges=(Nudging(MessageKind.NOTICE, theirs, "same"),)),
    ),
    (
        "maker",
        Feature(nudges=(Nudging(MessageKind.DAILY_PROMPT, mine),)),
        Feature(nudges=(Nudging(MessageKind.DAILY_PROMPT, theirs),)),
    ),
)


@pytest.mark.parametrize(("what", "first", "second"), TWICE, ids=lambda each: str(each)[:13])
def test_a_name_given_twice_is_refused(what: str, first: Feature, second: Feature) -> None:
    with pytest.raises(AlreadyRegisteredError) as refused:
        Dispatch((first, second))
    line = str(refused.value)
    assert isinstance(refused.value, HostError)
    assert "\n" not in line
    assert what in line
    assert place_of(mine) in line
    assert place_of(theirs) in line


def test_a_feature_cannot_take_a_name_of_ours() -> None:
    for each in (Feature(commands=(Command("done", "a", "/done", mine),)),
                 Feature(actions=(Action("tick", mine),)),
                 Feature(nudges=(Nudging(MessageKind.NOTICE, mine, "kudos"),))):  # fmt: skip
        with pytest.raises(AlreadyRegisteredError, match="registered twice"):
            Dispatch((*FEATURES, each))


def test_a_notice_has_many_makers() -> None:
    Dispatch((*FEATURES, Feature(nudges=(Nudging(MessageKind.NOTICE, making, "timer"),))))


def test_whatever_a_learner_is_sent_has_its_maker() -> None:
    made = {each.kind for feature in FEATURES for each in feature.nudges}
    assert set(MessageKind) - made == {
        MessageKind.REPLY,
        MessageKind.GROUP_BOARD,
        MessageKind.GROUP_DIGEST,
    }
    notices = [
        each.maker
        for feature in FEATURES
        for each in feature.nudges
        if each.kind is MessageKind.NOTICE
    ]
    assert None not in notices
