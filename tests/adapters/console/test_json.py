"""The lines of JSON of `waymark chat --json`, and its virtual clock (promise 10)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.runtime.clock import SteeredClock
from support.forkserver import ProcessFactory, shared_factory
from support.processes import AT, START, talking

FIELDS = {
    "at": str,
    "to": str,
    "kind": str,
    "text": str,
    "buttons": list,
    "files": list,
    "edits": str | None,
    "id": str,
}
NOON = datetime.fromisoformat(AT).astimezone(UTC)


def test_exactly_these_fields(factory: ProcessFactory, tmp_path: Path) -> None:
    lines = (
        "hello",
        START,
        "/today",
        "/week",
        "!press Var",
        "/done",
        "!press 50",
        "/qwerty",
        "!skip 5d",
    )
    done = factory.chat(tmp_path / "fields.db", *lines)
    assert (done.code, done.err) == (0, "")
    assert len(done.messages) >= 8
    for message in done.messages:
        assert list(message) == list(FIELDS)
        assert all(isinstance(message[name], kind) for name, kind in FIELDS.items())
        assert all(isinstance(label, str) for label in message["buttons"])
        assert datetime.fromisoformat(message["at"]).utcoffset() is not None
        assert message["to"] == "me"
        assert message["text"]
    replies = [each for each in done.messages if each["kind"] == "reply"]
    assert len(replies) == 8


def test_ids_and_edits(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "ids.db"
    first = factory.chat(
        path, START, "/week", "!press Var", "!press Loops", "/done", "!press 50"
    ).messages
    second = factory.chat(path, "!press Functions", "/done", "!press 25").messages
    ids = [each["id"] for each in first + second]
    assert len(set(ids)) == len(ids)
    seen: set[str] = set()
    edited = []
    for message in first + second:
        if message["edits"] is not None:
            assert message["edits"] in seen
            edited.append(message["edits"])
        seen.add(message["id"])
    # Each press changes the message that bore the button, in its first form.
    week, log = first[1]["id"], next(each["id"] for each in first if "How long" in each["text"])
    assert edited[:4] == [week, week, log, week]
    assert len(edited) == 5


def test_nothing_else_is_said(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "said.db"
    lines = ("!dance", "!clock 1999-01-01T00:00+00:00", "", "   ", "!as anna", "!skip 1h", "/today")
    done = factory.chat(path, *lines)
    assert done.code == 0
    assert [each["to"] for each in done.messages] == ["anna"]
    first, second = done.complaints
    assert "!dance" in first
    assert "forward" in second
    assert all(each.startswith("waymark: ") for each in done.complaints)


def test_the_end_of_the_input_is_the_end(tmp_path: Path) -> None:
    for given in (b"", b"/today"):
        done = shared_factory().run(
            "chat", "--json", "--db", tmp_path / "end.db", "--at", AT, given=given
        )
        assert done.code == 0
        assert len(done.messages) == bool(given)


def test_without_json_it_is_plain_text(tmp_path: Path) -> None:
    done = shared_factory().run(
        "chat", "--db", tmp_path / "plain.db", "--at", AT, given="/today\n/qwerty\n"
    )
    assert (done.code, done.err) == (0, "")
    today, dance = done.out.decode().removesuffix("\n\n").split("\n\n")
    assert today.startswith("Week 1 of 24")
    assert today.endswith("\n[Set up]")
    assert dance == "I don't know /qwerty. /help shows what I can do.\n[Today] [Help]"


def test_a_virtual_clock_stands_still(factory: ProcessFactory, tmp_path: Path) -> None:
    with factory.talking(tmp_path / "clock.db") as talk:
        assert talk.reply("/today")["at"] == NOON.isoformat()
        assert talk.reply("/today")["at"] == NOON.isoformat()
        for line, now in (
            ("!skip 3d4h", NOON + timedelta(days=3, hours=4)),
            ("!skip 1w", NOON + timedelta(days=10, hours=4)),
            ("!skip 90m", NOON + timedelta(days=10, hours=5, minutes=30)),
            ("!clock 2026-03-29T01:30:30.5+01:00", datetime(2026, 3, 29, 0, 30, 30, 500_000, UTC)),
            ("!clock 2026-03-29T00:30:30.5Z", datetime(2026, 3, 29, 0, 30, 30, 500_000, UTC)),
        ):
            assert talk.both(line)[1] == []
            assert datetime.fromisoformat(talk.reply("/help")["at"]) == now
        before = talk.reply("/help")["at"]
        for line in ("!clock 2026-03-28T00:00Z", "!clock 2026-04-01T00:00", "!skip -1d", "!skip"):
            assert len(talk.both(line)[1]) == 1
            assert talk.reply("/help")["at"] == before


def test_the_clock_starts_at_the_last_event(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "past.db"
    factory.chat(path, "/today", "!skip 3d", "/today")
    last = NOON + timedelta(days=3)
    done = factory.chat(path, "/today", at=AT)
    assert done.code == 0
    assert [each["at"] for each in done.messages if each["kind"] == "reply"] == [last.isoformat()]
    (complaint,) = done.complaints
    assert last.isoformat() in complaint
    # Exactly then, and later, it starts where it was told to.
    for start in (last, last + timedelta(seconds=1)):
        done = factory.chat(path, "/today", at=start.isoformat())
        assert done.err == ""
        assert done.messages[-1]["at"] == start.isoformat()


def test_a_clock_never_goes_back() -> None:
    clock = SteeredClock(NOON)
    clock.move_to(NOON - timedelta(seconds=1))
    assert clock.now() == NOON
    clock.move_to(NOON + timedelta(seconds=1))
    assert clock.now() == NOON + timedelta(seconds=1)


@pytest.mark.soak
def test_without_a_virtual_clock_it_is_now(tmp_path: Path) -> None:
    begin = datetime.now(UTC)
    with talking(tmp_path / "now.db", at=None) as talk:
        first = datetime.fromisoformat(talk.reply("/today")["at"])
        second = datetime.fromisoformat(talk.reply("/today")["at"])
    assert begin <= first < second <= datetime.now(UTC)


def test_several_people(factory: ProcessFactory, tmp_path: Path) -> None:
    path = tmp_path / "people.db"
    with factory.talking(path, name="anna") as talk:
        assert talk.reply(START)["to"] == "anna"
        talk.ask("/week")
        talk.ask("!as ben")
        answer = talk.reply("/today")
        assert answer["to"] == "ben"
        assert "/start" in answer["text"]
        # Nobody sees, or presses, somebody else's buttons.
        (complaint,) = talk.both("!press Functions")[1]
        assert "Functions" in complaint
        assert "[Set up]" in complaint
        talk.ask("!as  anna ")
        assert talk.reply("!press Functions")["to"] == "anna"
        assert talk.reply("/streak")["text"].startswith("1 study day in a row")


def test_presses(factory: ProcessFactory, tmp_path: Path) -> None:
    with factory.talking(tmp_path / "press.db") as talk:
        talk.ask(START)
        talk.ask("/week")
        assert "[x] Variables" in talk.reply("!press ☐ VARIABLES, values")["text"]
        assert "[ ] Variables" in talk.reply("[variables]")["text"]
        assert "[x] Loops" in talk.reply("!press   loops: for")["text"]
        (complaint,) = talk.both("!press fun and games")[1]
        assert "[☐ Functions: parameters, defaults and return values]" in complaint
        talk.ask("/done")
        talk.ask("/done")
        # The newest of equal labels; a whole label before the beginning of another.
        newest = talk.ask("/done")[0]["id"]
        assert talk.reply("!press 50")["edits"] == newest
        (complaint,) = talk.both("!press s")[1]
        assert "[☐ Set up GitHub" in complaint or "[Settings]" in complaint
