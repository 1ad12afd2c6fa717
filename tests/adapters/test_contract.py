"""What every adapter promises, whatever its platform: one suite, played on each of them.

A new platform is named in `support.contract.STAGES`; what is only its own is tested beside it.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.common.core import Core
from bot.chat.documents import File
from bot.errors import DeliveryError, TokenRefusedError
from bot.ports.adapter import Adapter
from bot.runtime.clock import SystemClock
from bot.runtime.platforms import PLATFORMS
from bot.runtime.serve import Serving
from bot.runtime.supervise import Platform
from bot.runtime.wiring import coach_on, storing
from support.contract import (
    ANNA,
    BERT,
    STAGES,
    STOPS_WITHIN,
    NetworkStage,
    Stage,
    a_message,
    answered,
    at_hand,
    core_on,
    serving,
    staged,
)
from support.fixtures import tmp_path
from support.telegram.process import until

__all__ = ["tmp_path"]

HELP, MORE = "What you need on most days", "What else I can do"


@pytest.fixture
async def core(tmp_path: Path) -> AsyncIterator[Core]:
    async with core_on(tmp_path / "contract.db") as opened:
        yield opened


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Every platform."""
    async with staged(request.param) as opened:
        yield opened


@pytest.fixture(params=PLATFORMS)
async def network(request: pytest.FixtureRequest) -> AsyncIterator[NetworkStage]:
    """Every platform that is reached over a network."""
    async with staged(request.param) as opened:
        yield opened


def test_no_platform_is_left_out() -> None:
    assert set(STAGES) == {"terminal", *PLATFORMS}


async def test_what_is_said_is_answered_to_whom_it_was_said_by(stage: Stage, core: Core) -> None:
    async with at_hand(stage, core):
        assert HELP in (await answered(stage, lambda: stage.say(ANNA, "/help"))).text
        assert (
            "/nonsense" in (await answered(stage, lambda: stage.say(BERT, "/nonsense"), BERT)).text
        )
        assert len(stage.heard(ANNA)) == 1


async def test_a_button_is_pressed(stage: Stage, core: Core) -> None:
    """The page that it turns takes the place of the one before."""
    async with at_hand(stage, core):
        assert "More" in (await answered(stage, lambda: stage.say(ANNA, "/help"))).labels
        assert MORE in (await answered(stage, lambda: stage.press(ANNA, "More"))).text
        assert len(stage.heard(ANNA)) == 1


async def test_what_comes_by_itself_arrives_with_its_file(stage: Stage, core: Core) -> None:
    notes = File(name="notes.csv", media_type="text/csv", content=b"week,hours\n1,9\n")
    async with at_hand(stage, core) as adapter:
        await answered(stage, lambda: stage.say(ANNA, "/help"))
        await adapter.send(a_message(stage, "Your notes <b>so far</b>", notes))
        *_, last = stage.heard(ANNA)
        assert "Your notes <b>so far</b>" in "\n".join(each.text for each in stage.heard(ANNA)[1:])
        assert last.files == (("notes.csv", notes.content),)


async def test_it_is_ready_while_it_serves(network: NetworkStage, core: Core) -> None:
    adapter = network.adapter(core)
    assert not adapter.ready
    assert adapter.trouble
    await adapter.close()
    async with serving(network, core) as adapter:
        await until(lambda: not adapter.trouble)
    assert not adapter.ready


@pytest.mark.parametrize("token", ["no token at all", "4242:clé", " "])
async def test_a_token_without_its_shape_is_sent_nowhere(
    network: NetworkStage, core: Core, token: str
) -> None:
    adapter = network.adapter(core, token)
    with pytest.raises(TokenRefusedError, match="token"):
        await adapter.connect()
    await adapter.close()


async def test_a_token_that_is_refused_ends_it(network: NetworkStage, core: Core) -> None:
    adapter = network.adapter(core)
    network.revoke()
    with pytest.raises(TokenRefusedError, match="token"):
        await adapter.connect()
    with pytest.raises(TokenRefusedError, match="token"):
        await adapter.run(asyncio.Event())
    assert "token" in adapter.trouble


async def test_it_stops_while_nobody_answers(network: NetworkStage, core: Core) -> None:
    """Before it is open, and while a message is under way."""
    network.hang()
    adapter, stop = network.adapter(core), asyncio.Event()
    running = asyncio.create_task(adapter.run(stop))
    await asyncio.sleep(0.05)
    stop.set()
    async with asyncio.timeout(STOPS_WITHIN):
        await running


async def test_what_was_said_while_it_was_down_is_answered_once(
    network: NetworkStage, core: Core
) -> None:
    async with serving(network, core):
        await answered(network, lambda: network.say(ANNA, "/help"))
    network.say(ANNA, "/nonsense")
    async with serving(network, core):
        await until(lambda: len(network.heard(ANNA)) == 2)
        await answered(network, lambda: network.say(ANNA, "/help"))
    assert ["/nonsense" in each.text for each in network.heard(ANNA)] == [False, True, False]


async def test_a_person_who_is_not_reached_is_left_alone_and_comes_back(
    network: NetworkStage, core: Core
) -> None:
    async with serving(network, core) as adapter:
        await answered(network, lambda: network.say(ANNA, "/help"))
        network.block(ANNA)
        assert (await failure(adapter, network)).permanent
        assert await core.store.chats.are_off(network.platform) == {network.chat(ANNA)}
        network.unblock(ANNA)
        await answered(network, lambda: network.say(ANNA, "/help"))
        assert await core.store.chats.are_off(network.platform) == set()
        await adapter.send(a_message(network, "Here again."))
        assert "Here again." in network.heard(ANNA)[-1].text


async def test_what_certainly_did_not_arrive_costs_no_attempt(
    network: NetworkStage, core: Core
) -> None:
    async with serving(network, core) as adapter:
        await answered(network, lambda: network.say(ANNA, "/help"))
        await network.vanish()
        error = await failure(adapter, network)
        assert (error.permanent, error.ambiguous, error.counted) == (False, False, False)
        await network.come_back()
        await comes_in_the_end(adapter, network)
    assert times(network) == 1


async def test_one_too_many_comes_later_and_costs_no_attempt(
    network: NetworkStage, core: Core
) -> None:
    async with serving(network, core) as adapter:
        await answered(network, lambda: network.say(ANNA, "/help"))
        network.too_many()
        await comes_in_the_end(adapter, network)
    assert times(network) == 1


async def test_what_is_refused_counts_as_an_attempt(network: NetworkStage, core: Core) -> None:
    async with serving(network, core) as adapter:
        await answered(network, lambda: network.say(ANNA, "/help"))
        network.refuse()
        error = await failure(adapter, network)
        assert (error.permanent, error.ambiguous, error.counted) == (False, False, True)
    assert times(network) == 0


async def test_what_may_have_arrived_is_said_so_or_comes_once(
    network: NetworkStage, core: Core
) -> None:
    """Where a platform cannot tell two sendings of a message apart, it is told as ambiguous."""
    async with serving(network, core) as adapter:
        await answered(network, lambda: network.say(ANNA, "/help"))
        network.swallow()
        error = await failure(adapter, network)
        assert not error.permanent
        if not error.ambiguous:
            await comes_in_the_end(adapter, network, again=True)
    assert times(network) == 1


async def test_its_trouble_is_its_own(network: NetworkStage, tmp_path: Path) -> None:
    """Whatever the platform talks, the terminal beside it is answered; then it comes back."""
    clock = SystemClock()
    async with staged("terminal") as terminal, storing(str(tmp_path / "w.db")) as store:
        coach = coach_on(store, clock)
        service = Serving(coach, store, clock, 1.0)
        cores: list[Core] = []

        def made(core: Core) -> Platform:
            cores.append(core)
            return network.adapter(core)

        service.add(network.platform, made)
        network.babble()
        running = asyncio.create_task(service.run(frozenset({network.platform})))
        await until(lambda: service.readiness.troubles.get(network.platform))
        terminal.adapter(cores[0])
        assert HELP in (await answered(terminal, lambda: terminal.say(ANNA, "/help"))).text
        network.mend()
        await until(lambda: not service.readiness.troubles)
        assert HELP in (await answered(network, lambda: network.say(ANNA, "/help"))).text
        service.end()
        await running


async def failure(adapter: Adapter, stage: Stage) -> DeliveryError:
    """What becomes of a message that cannot be sent now."""
    with pytest.raises(DeliveryError) as caught:
        await adapter.send(a_message(stage))
    return caught.value


async def comes_in_the_end(adapter: Platform, stage: Stage, *, again: bool = False) -> None:
    """Send as the scheduler does: no failure costs an attempt, and in the end it is taken."""
    outgoing = a_message(stage).model_copy(update={"again": again})
    errors: list[DeliveryError] = []

    async def taken() -> None:
        while True:
            try:
                async with adapter.slot(outgoing.chat):
                    if adapter.ready:
                        await adapter.send(outgoing)
                        return
            except DeliveryError as error:
                errors.append(error)
            await asyncio.sleep(0.05)

    await asyncio.wait_for(taken(), 30)
    assert not any(each.permanent or each.ambiguous or each.counted for each in errors)


def times(stage: Stage) -> int:
    """How often the message that comes by itself stands there."""
    return sum("It is time." in each.text for each in stage.heard(ANNA))
