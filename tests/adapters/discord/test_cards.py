"""Pages to come back to are cards: all parts, in a frame of their own, within Discord's limits."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.common.signing import Press, Signer
from adapters.discord.parts import content
from adapters.discord.render import carded, shapes
from bot.chat.events import CommandInvoked, Origin
from bot.chat.messages import Button, Emphasis, Heading, Message, Paragraph, plain
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from support.discord.home import at_home, demo
from support.discord.parts import V2, is_v2
from support.discord.rules import RefusedError, check_message
from support.discord.server import Fault, Server
from support.telegram.process import until

ANNA = 1_200_000_000_000_000_001


def page(texts: list[str], buttons: int) -> Message:
    """A card with a main button and others below one another."""
    main = Button(label="Done", action="/done", emphasis=Emphasis.MAIN)
    column = tuple((Button(label=f"b{each}", action="/today"),) for each in range(buttons))
    head = Heading(text=plain("Week 1"))
    blocks = (head, *(Paragraph(text=plain(each)) for each in texts))
    return Message(blocks=blocks, buttons=((main,), *column), card=True)


def checked(shape: object) -> dict[str, object]:
    """What is sent of a shape; it must be within Discord's limits."""
    signer = Signer("token", owner_width=11, bytes_most=100)
    given = content(shape, lambda action: signer.data(Press(str(2**63), "d7", action)))  # type: ignore[arg-type]
    view = given.get("view")
    body = {
        "content": given.get("content"),
        "embeds": [each.to_dict() for each in given.get("embeds", [])],
        "components": view.to_components() if view else [],
        "flags": V2 if view and view.has_components_v2() else 0,
        "allowed_mentions": {"parse": []},
    }
    check_message(body)
    return body


@pytest.mark.parametrize("buttons", [0, 1, 8, 16, 17, 25, 26, 60, 600])
async def test_every_number_of_buttons_fits(buttons: int) -> None:
    (shape,) = shapes(page(["a"], buttons))
    assert is_v2(checked(shape))
    shown = [each for row in (*shape.rows, *shape.menus) for each in row]
    assert len(shown) == min(buttons, 425)
    assert {len(row) for row in shape.rows} <= ({1} if buttons <= 17 else {1, 5})
    assert shape.main is not None


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=2500), max_size=4))
async def test_every_length_fits(texts: list[str]) -> None:
    """What is too long for a card is a message like any other, and nothing of it is lost."""
    for shape in shapes(page(texts, 3)):
        checked(shape)
        card = carded(shape)
        assert card is None or is_v2(checked(card))


async def at_the_fork(path: Path) -> None:
    """Somebody in the week in which their roadmap forks."""
    clock, who = SteeredClock(datetime(2026, 3, 2, 9, tzinfo=UTC)), str(ANNA)
    origin = Origin(platform="discord", account=who, name=who, chat=who)
    async with storing(str(path)) as store:
        coach = coach_on(store, clock)
        words = "roadmap=complete-2025 tz=UTC"
        for number, name in enumerate(["start", *["next"] * 16]):
            event = CommandInvoked(
                id=f"s{number}", origin=origin, name=name, words="" if number else words
            )
            await coach.handle(event)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("update reply set sent_at = '2026-03-02', provider_id = '1'")


@pytest.mark.soak
async def test_a_card_stays_one(discord: Server, tmp_path: Path) -> None:
    """What takes its place is a card, too, and stands where it stood."""
    world, path = discord.world, tmp_path / "w.db"
    await at_the_fork(path)
    async with at_home(discord, path, demo(1, "2026-03-02T12:00+00:00")):
        asked = world.slash(ANNA, "today")
        await until(lambda: asked.original)
        shown = asked.original
        assert shown is not None
        assert shown.is_card
        assert shown.labels[0] == "Done"
        world.press(ANNA, shown, next(each for each in shown.labels if "Compare" in each))
        await until(lambda: shown.edits == 1)
        assert "Compare all" in shown.labels
        pressed = world.press(ANNA, shown, "Compare all")
        await until(lambda: pressed.original and not world.thinking)
    assert shown.is_card
    assert shown.edits == 2
    assert world.unanswered == []


async def test_a_message_of_before_becomes_a_card(discord: Server, tmp_path: Path) -> None:
    """A week's page of an earlier version is ticked."""
    world = discord.world
    async with at_home(discord, tmp_path / "w.db"):
        world.slash(ANNA, "start", tz="UTC")
        await until(lambda: len(world.of(ANNA)) == 1)
        world.slash(ANNA, "week")
        await until(lambda: len(world.of(ANNA)) == 2)
        shown = world.of(ANNA)[1]
        frame = shown.body["components"][0]["components"]
        rows = [each for each in frame if each["type"] == 1][:5]
        shown.body |= {"content": shown.text, "components": rows, "flags": 0}
        world.press(ANNA, shown, shown.labels[0])
        await until(lambda: shown.edits == 1)
    assert shown.is_card
    assert "☑" in shown.text


async def test_refused_it_is_a_message_like_any_other(discord: Server, tmp_path: Path) -> None:
    """A server in between that knows no cards: the words and the buttons come all the same."""
    world = discord.world
    bad = RefusedError(400, 50035, "Invalid Form Body")
    is_card = lambda body: is_v2(body.get("data") or body)  # noqa: E731 -- short
    async with at_home(discord, tmp_path / "w.db"):
        discord.faults.append(Fault("POST", 9, error=bad, when=is_card))
        world.slash(ANNA, "today")
        world.say(ANNA, "/today")
        await until(lambda: len(world.of(ANNA)) == 2)
        world.wrong.clear()
    assert [each.is_card for each in world.of(ANNA)] == [False, False]
    assert all("Set up" in each.labels and "Week 1" in each.text for each in world.of(ANNA))


async def test_a_card_that_was_cut_off_is_found_again(discord: Server, tmp_path: Path) -> None:
    """Nothing but its buttons tells by then whose it is: its nonce is forgotten."""
    world, path = discord.world, tmp_path / "w.db"
    async with at_home(discord, path):
        world.say(ANNA, "/today")
        await until(lambda: len(world.of(ANNA)) == 1)
        assert world.of(ANNA)[0].is_card
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("update reply set sent_at = null, provider_id = null")
    discord.gateway.identifies.clear()
    world.nonces.clear()
    async with at_home(discord, path):
        await until(lambda: not _unsent(path))
    assert len(world.of(ANNA)) == 1


def _unsent(path: Path) -> int:
    with closing(sqlite3.connect(path, timeout=10)) as database:
        query = "select count(*) from reply where sent_at is null"
        return int(database.execute(query).fetchone()[0])
