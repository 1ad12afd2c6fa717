"""What a message looks like today, and on a server that does not know it yet: never lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.telegram.dialog import begun, playing
from support.telegram.home import at_home
from support.telegram.process import until
from support.telegram.rules import Params, RefusedError
from support.telegram.server import Fault, Server

ANNA, CLUB = 1001, -1000
EVENING = datetime(2026, 3, 1, 18, tzinfo=UTC)
START = "/start tz=UTC days=mon-sun"
FOR_EVER = 10**6


def types(entities: list[Params]) -> set[str]:
    """The types of some entities."""
    return {each["type"] for each in entities}


async def test_buttons_stand_out_and_codes_are_copied(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with at_home(api, tmp_path / "w.db"):
        for line in ("/start", START, "/today", "/stop", "/link"):
            before = len(world.of(ANNA))
            world.say(ANNA, line)
            await until(lambda before=before: len(world.of(ANNA)) > before)  # type: ignore[misc]
        world.say(ANNA, "/forget")
        await until(lambda: "This goes" in world.of(ANNA)[-1].text)
        world.press(ANNA, world.of(ANNA)[-1], "Erase me")
        await until(lambda: world.of(ANNA)[-1].edits)
    proposal, _, today, stop, link, forget = world.of(ANNA)
    assert proposal.styles == {"Start like this": "success"}
    assert today.styles == {"Done": "success"}
    assert stop.styles == {"Stop writing to me": "danger"}
    assert forget.styles == {"Erase me": "danger"}
    assert "This goes" not in forget.text  # the step after it was pressed
    assert "write forget" in forget.text
    (copied,) = link.copied
    assert copied.startswith("/link ")
    assert copied in link.text


LOOKS = ("entities", "reply_markup")
OLDER = (
    (("style",), 'Bad Request: can\'t parse inline keyboard button: Field "style" is unknown'),
    (("copy_text",), "Bad Request: Text buttons are unallowed in the inline keyboard"),
    (("date_time",), "Bad Request: can't parse entities: unsupported entity type"),
    (("style", "copy_text", "date_time"), "Bad Request: BUTTON_TYPE_INVALID"),
)


@pytest.mark.soak
@pytest.mark.parametrize(("unknown", "says"), OLDER)
async def test_an_older_server_gets_the_same_in_plain(
    api: Server, tmp_path: Path, unknown: tuple[str, ...], says: str
) -> None:
    world = api.world

    def is_new(given: Params) -> bool:
        return any(each in str(given.get(name)) for each in unknown for name in LOOKS)

    error = RefusedError(says)
    for method in ("sendMessage", "editMessageText"):
        api.faults.append(Fault(method, FOR_EVER, error=error, when=is_new))
    async with playing(api, tmp_path / "w.db", EVENING) as player:
        await begun(player, world)
        assert "Your code" in await player.say("!in me") + await player.say("/link")
        await player.say("!clock 2026-03-02T12:00+00:00")
    board = next(each for each in world.of(CLUB) if "You have until" in each.text)
    assert board.labels == ["I studied", "Join"]
    assert "bold" in types(board.entities)
    assert ("date_time" in types(board.entities)) == (unknown == ("copy_text",))


@pytest.mark.soak
async def test_a_board_tells_each_reader_until_when_by_their_own_clock(
    api: Server, tmp_path: Path
) -> None:
    world = api.world
    async with playing(api, tmp_path / "w.db", EVENING) as player:
        await begun(player, world)
        await player.say("!clock 2026-03-02T12:00+00:00")
        board = world.of(CLUB)[-1]
        (until_when,) = [each for each in board.entities if each["type"] == "date_time"]
        ends = datetime(2026, 3, 3, 4, tzinfo=UTC)
        assert until_when["unix_time"] == int(ends.timestamp())
        words = board.text.encode("utf-16-le")
        begins = 2 * until_when["offset"]
        shown = words[begins : begins + 2 * until_when["length"]].decode("utf-16-le")
        assert shown == "Tue 04:00"
        for name in ("anna", "bert"):
            await player.say(f"!as {name}")
            await player.say("/done 10")
        await player.say("!skip 5m")
        assert "date_time" not in types(board.entities)


@pytest.mark.soak
async def test_a_sign_is_enough_where_the_board_says_the_rest(api: Server, tmp_path: Path) -> None:
    world = api.world
    async with playing(api, tmp_path / "w.db", EVENING) as player:
        await begun(player, world)
        assert "Logged" in await player.say("/done 10")  # there is no board yet
        await player.say("!clock 2026-03-02T12:00+00:00")
        before = len(world.of(CLUB))
        await player.say("/done 25")
        said = world.forums.last
        assert world.reactions == {(CLUB, said): ["👍"]}
        assert len(world.of(CLUB)) == before
        await player.say("!skip 5m")
        assert "1 of 2" in world.of(CLUB)[-1].text
        assert "How long" in await player.say("/done")  # that is a question
        await player.say("!in me")
        assert "Logged" in await player.say("/done 5")


@pytest.mark.soak
@pytest.mark.parametrize(
    "error",
    [
        RefusedError("Bad Request: REACTION_INVALID"),
        RefusedError("Bad Request: not enough rights to send reactions to the message"),
        RefusedError("Not Found: method not found", 404),
        RefusedError("Bad Request: message to react not found"),
    ],
    ids=lambda error: error.description,
)
async def test_where_no_sign_may_be_given_words_are(
    api: Server, tmp_path: Path, error: RefusedError
) -> None:
    world = api.world
    api.faults.append(Fault("setMessageReaction", FOR_EVER, error=error))
    async with playing(api, tmp_path / "w.db", EVENING) as player:
        await begun(player, world)
        await player.say("!clock 2026-03-02T12:00+00:00")
        assert "Logged" in await player.say("/done 25")
        assert world.of(CLUB)[-1].answers is not None
    assert world.count("setMessageReaction") == 1
