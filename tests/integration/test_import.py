"""`/import`: what went out comes back in to the letter, and nothing else does (promise 7.4)."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.console.render import plain_text
from bot.domain.delivery import MessageKind
from bot.runtime.wiring import storing
from bot.storage.store import SqlStore
from support.database import facts
from support.forkserver import shared_factory
from support.histories import history
from support.processes import START
from support.terminal import Terminal, seated, terminal

from .test_mergers import merge

MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")
LIVED = (
    START,
    "/done 25 flask",
    "/week",
    "!press Functions",
    "/checkin",
    "- lists\n- loops",
    "a calculator",
    "recursion",
    "4",
    "at my desk at 19:00",
    "2",
    "!skip 1d",
    "/done 90",
    "!skip 3d",
    "/done 10 yesterday",
    "/pause 3d",
    "!skip 5d",
    "/settings days=mon-sun",
    "/today",
    "/done",
    "/calendar",
    "!skip 1d",
)
PAGES = ("/progress", "/streak", "/why", "/journal", "/plan", "/week", "/today")
"""What says the same afterwards."""

HISTORIES, HISTORIES_A_PIECE, HISTORIES_AT_ONCE = 1000, 25, (1, 2)
LONG, SHORT = 40, 8
"""Deeds of a history at most; every 25th may be a long one."""

FILES, FILES_A_PIECE, FILES_AT_ONCE = 2000, 250, 15
"""As many as are tried, and as fit into the everyday run."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "import.db"


@pytest.fixture
async def term(path: Path) -> AsyncIterator[Terminal]:
    async with terminal(path, MONDAY, name="anna") as shown:
        yield shown


@pytest.fixture
async def lately(path: Path) -> AsyncIterator[Terminal]:
    """The same when the file of `whole` is a thing of the past."""
    async with terminal(path, MONDAY + timedelta(days=14), name="anna") as shown:
        yield shown


@pytest.fixture(scope="module")
def whole(shared_path: Path) -> str:
    """A file of /export."""

    async def made() -> None:
        async with terminal(shared_path / "w.db", MONDAY, name="anna") as term:
            await term.say(*LIVED)
            await exported(term, shared_path / "w.json")

    asyncio.run(made())
    return (shared_path / "w.json").read_text("utf-8")


async def exported(term: Terminal, into: Path) -> dict[str, Any]:
    await term.say("/export")
    (file,) = term.shown[-1].message.files
    into.write_bytes(file.content)
    found: dict[str, Any] = json.loads(file.content)
    return found


async def said(term: Terminal) -> list[str]:
    """What the pages say; what comes by itself, and news that is told once, is left out."""
    await term.say("/help")
    before = len(term.shown)
    await term.say(*PAGES)
    replies = (each.message for each in term.shown[before:])
    return [plain_text(each) for each in replies if each.kind is MessageKind.REPLY]


async def forgotten(term: Terminal) -> None:
    await term.say("/forget")
    assert "you are forgotten" in await term.say("forget")


def kept(path: Path) -> dict[str, Any]:
    """All that an import may not change; a group to be looked at again is no such thing."""
    return {name: rows for name, rows in facts(path).items() if name not in {"group_due", "memo"}}


async def test_onto_a_fresh_start_it_comes_back_to_the_letter(
    term: Terminal, tmp_path: Path
) -> None:
    await term.say(*LIVED)
    pages = await said(term)
    before = await exported(term, tmp_path / "x.json")
    await forgotten(term)
    answer = await term.say(f"!file {tmp_path / 'x.json'}")
    assert "- 5 entries" in answer
    assert "- 1 check-in" in answer
    assert await said(term) == pages
    after = await exported(term, tmp_path / "y.json")
    assert _history(after) == _history(before)


@pytest.mark.soak
@pytest.mark.parametrize("maker", ["anna", "bert"])
async def test_two_who_became_one_come_back_to_the_letter(
    path: Path, tmp_path: Path, maker: str
) -> None:
    """On the roadmap that goes on, whichever of them was begun first (promise 7.1)."""
    other = "bert" if maker == "anna" else "anna"
    async with terminal(path, MONDAY, name="anna") as term:
        await term.say(*LIVED, "!as bert", "/start roadmap=islands tz=Asia/Tokyo days=mon-sun")
        await term.say("/done 45", "/next", "!skip 1d", "/done 20")
        now = term.now
    await merge(path, now, maker, other)
    async with terminal(path, now, name="anna") as term:
        pages, before = await said(term), await exported(term, tmp_path / "x.json")
        ended = [each["ended_at"] is not None for each in before["enrolments"]]
        assert ended == [True, False]
        assert before["enrolments"][1]["roadmap"] == ("six-month" if maker == "anna" else "islands")
        await forgotten(term)
        assert "2 roadmaps" in await term.say(f"!file {tmp_path / 'x.json'}")
        assert await said(term) == pages
        assert "here already" in await term.say(f"!file {tmp_path / 'x.json'}")
        after = await exported(term, tmp_path / "y.json")
        assert _history(after) == _history(before)


async def test_the_same_file_twice_adds_nothing(term: Terminal, path: Path, tmp_path: Path) -> None:
    await term.say(*LIVED)
    await exported(term, tmp_path / "x.json")
    for _ in range(2):
        before = kept(path)
        assert "here already" in await term.say(f"!file {tmp_path / 'x.json'}")
        assert kept(path) == before
        await forgotten(term)
        await term.say(f"!file {tmp_path / 'x.json'}")


async def test_two_messages_of_one_instant_are_two(term: Terminal, tmp_path: Path) -> None:
    """Three days in a row and ten hours, reached at once: the file adds neither again."""
    await term.say(START, "/done 25", "!skip 1d", "/done 25", "!skip 1d", "/done 5", "/done 600")
    found = await exported(term, tmp_path / "x.json")
    sent = [(each["kind"], each["at"]) for each in found["messages"]]
    assert len(set(sent)) < len(sent)
    await forgotten(term)
    await term.say(f"!file {tmp_path / 'x.json'}")
    assert "here already" in await term.say(f"!file {tmp_path / 'x.json'}")
    again = await exported(term, tmp_path / "y.json")
    assert [(each["kind"], each["at"]) for each in again["messages"]] == sent


@pytest.mark.soak
async def test_what_is_counted_nowhere_is_said_all_the_same(term: Terminal, tmp_path: Path) -> None:
    """A file with an answer more: what it would add has words."""
    await term.say(START, "/done 25", "/checkin", "loops")
    await exported(term, tmp_path / "x.json")
    await forgotten(term)
    found = json.loads((tmp_path / "x.json").read_text())
    found["checkins"][0]["answers"] = []
    (tmp_path / "y.json").write_text(json.dumps(found))
    await term.say(f"!file {tmp_path / 'y.json'}")
    answer = await term.say(f"!file {tmp_path / 'x.json'}")
    assert "- more about what is here: answers" in answer
    assert "back in" in await term.say("!press Add it")
    assert "loops" in await term.say("/journal")


@pytest.mark.soak
async def test_onto_a_history_it_is_asked_first(term: Terminal, path: Path, tmp_path: Path) -> None:
    await term.say(*LIVED)
    await exported(term, tmp_path / "x.json")
    await term.say("!as bert", "/start tz=Europe/Paris days=mon-sun at=07:00", "/done 7 mine")
    await term.say("!skip 1d", "/done 8")
    before = kept(path)
    asked = await term.say(f"!file {tmp_path / 'x.json'}")
    assert "would add" in asked
    assert "- 5 entries" in asked
    assert "nothing was added" in await term.say("!press Leave it")
    assert kept(path) == before
    await term.say(f"!file {tmp_path / 'x.json'}", "!press Add it")
    shown = await term.say("/settings")
    assert "07:00" in shown
    assert "Europe/Paris" in shown
    assert "2 h 20 min" in await term.say("/progress")
    assert "Week 1 of 24" in await term.say("/today")
    assert "lists" in await term.say("/journal")
    assert "here already" in await term.say(f"!file {tmp_path / 'x.json'}")


@pytest.mark.soak
async def test_a_file_waits_for_an_hour(term: Terminal, tmp_path: Path) -> None:
    await term.say(*LIVED)
    await exported(term, tmp_path / "x.json")
    await term.say("!as bert", START, "/done 5", f"!file {tmp_path / 'x.json'}", "!skip 61m")
    assert "waits no longer" in await term.say("!press Add it")


@pytest.mark.soak
async def test_a_group_is_joined_anew_and_its_settled_days_stay(
    term: Terminal, path: Path, tmp_path: Path
) -> None:
    await term.say(START, "!in club", "/group start", "/group join", "!as bert", "!in me", START)
    await term.say("!in club", "/group join", "!skip 1d", "/done 5", "!as anna", "/done 5")
    await term.say("!skip 1d", "!in me")
    settled = facts(path)["settlement"]
    await exported(term, tmp_path / "x.json")
    await forgotten(term)
    await term.say(f"!file {tmp_path / 'x.json'}")
    assert facts(path)["settlement"] == settled
    assert len(facts(path)["stay"]) == 1


NO_FILES: tuple[tuple[str, bytes, str], ...] = (
    ("x.json", b"", "no file of mine"),
    ("x.json", b"[1, 2]", "no file of mine"),
    ("x.json", b'{"format": "waymark-export"', "no file of mine"),
    ("x.json", b"[" * 100_000, "no file of mine"),
    ("x.json", b'{"format": "other-export", "version": 1}', "no file of mine"),
    ("x.json", b"\xff\xfe\x00", "no file of mine"),
    ("x.json", b'{"format": "waymark-export", "version": 2}', "newer Waymark"),
    ("x.json", b'{"format": "waymark-export", "version": 1}', "learner is missing"),
    ("x.json", b'{"format": "waymark-export", "version": ' + b"9" * 5000 + b"}", "mine"),
    ("x.json", b" " * (5 * 1024 * 1024 + 1), "too large"),
    ("x.png", b"x", "files that end in .py, .json"),
    ("x", b"x", "files that end in .py, .json"),
)


async def test_what_is_no_file_of_ours(term: Terminal, path: Path, tmp_path: Path) -> None:
    await term.say(START, "/done 25")
    before = kept(path)
    for name, content, said in NO_FILES:
        (tmp_path / name).write_bytes(content)
        answer = await term.say(f"!file {tmp_path / name}")
        assert said in " ".join(answer.split()), (name, content[:60])
        assert kept(path) == before, (name, content[:60])


def _set(*place: Any, to: Any) -> Callable[[Any], None]:
    def change(found: Any) -> None:
        for each in place[:-1]:
            found = found[each]
        found[place[-1]] = to

    return change


def _more(*place: Any, **changed: Any) -> Callable[[Any], None]:
    """The last thing of a list once more, with something else in it."""

    def change(found: Any) -> None:
        for each in place:
            found = found[each]
        found.append({**found[-1], **changed})

    return change


def _in_zone(zone: str) -> Callable[[Any], None]:
    def change(found: Any) -> None:
        next(each for each in found["settings"] if each["key"] == "tz")["value"] = zone

    return change


def _asked(**changed: Any) -> Callable[[Any], None]:
    """A question about one's own code with options that it does not have."""
    question = {"kind": "x", "line": 1, "quote": "q", "ask": "a", "why": "w", "options": ["a", "b"]}

    def change(found: Any) -> None:
        at = {"made_at": "2026-03-10T17:00:00+00:00", "made_on": "2026-03-10"}
        found["explanations"].append({**at, "questions": [{**question, "right": 1, **changed}]})

    return change


LATER = "2026-03-14T17:00:00+00:00"
WRONG: tuple[tuple[Callable[[Any], None], str], ...] = (
    (_set("entries", 1, "minutes", to=721), "entries[1].minutes is 721"),
    (_set("entries", 0, "minutes", to="25"), 'entries[0].minutes is "25"'),
    (_set("entries", 0, "made_at", to="2999-01-01T00:00:00+00:00"), "entries[0].made_at"),
    (_set("entries", 0, "made_at", to="2026-03-02T17:00:00"), "entries[0].made_at"),
    (_set("entries", 0, "made_at", to=float("nan")), "entries[0].made_at is NaN"),
    (_set("entries", 0, "day", to="2025-03-02"), "entries[0].day"),
    (_set("entries", 0, "zone", to="Mars/Olympus"), "entries[0].zone"),
    (_set("entries", 0, "zone", to="../../etc/passwd"), "entries[0].zone"),
    (_set("entries", 0, "enrolment", to=7), "entries[0].enrolment is 7"),
    (_set("entries", 0, "week", to=900), "entries[0].week is 900"),
    (_set("entries", 0, "note", to="x" * 2001), "entries[0].note"),
    (_set("entries", 0, "note", to="\0"), "entries[0].note is no text"),
    (_set("entries", 0, "note", to="\ud800"), "entries[0].note is no text"),
    (_set("entries", 0, "id", to=1), "entries[0].id"),
    (_set("entries", to={}), "entries is {}"),
    (_set("enrolments", 0, "roadmap", to="none"), "enrolments[0].roadmap is none"),
    (_set("enrolments", 0, "paces", 0, "pace", to="warp"), "enrolments[0].paces[0]"),
    (
        _more("enrolments", 0, "paces", week=900),
        "enrolments[0].paces[1] is pace=standard, week=900",
    ),
    (_set("enrolments", 0, "moves", to=[]), "enrolments[0].moves"),
    (_more("enrolments", 0, "moves", week=25, made_at=LATER), "moves[2] is week=25, made_at="),
    (_set("enrolments", to=[]), "enrolments is []"),
    (_set("enrolments", 0, "ended_at", to="2026-03-08T18:00:00+00:00"), "enrolments[0].ended"),
    (_set("pauses", 0, "asked_last", to="2027-01-01"), "pauses[0] is 302d"),
    (_set("pauses", 0, "cuts", to=[{"made_at": LATER, "last": "2026-12-30"}]), "pauses[0]"),
    (_in_zone("Mars"), "is tz=Mars"),
    (_set("settings", 1, "key", to="root"), "settings[1]"),
    (_set("checkins", 0, "answers", 3, "text", to="many"), "checkins[0].answers[3].text"),
    (_set("checkins", 0, "week", to=900), "checkins[0].week is 900"),
    (_asked(right=2), "explanations[0].questions[0].right is 2"),
    (_asked(picked=5), "explanations[0].questions[0].picked is 5"),
    (_set("offers", 0, "tasks", to="topic:x"), "offers[0].tasks"),
    (_set("bookings", 0, "zone", to="Mars"), "bookings[0].zone is Mars"),
    (_set("bookings", 0, "uid", to="x\nATTENDEE:y"), "bookings[0].uid"),
    (_set("bookings", 0, "starts_at", to="2026-05-14T17:00:00+00:00"), "bookings[0].starts_at"),
    (_set("bookings", 0, "day", to="2026-04-30"), "bookings[0].day is 2026-04-30"),
    (_more("bookings"), "] is kind=session, day=2026-"),
    (_set("learner", "admin", to=True), "learner.admin"),
    (_set("learner", "created_at", to=None), "learner.created_at is null"),
    (_set("reviews", to=[1]), "reviews"),
    (_set("entries", 0, "note", to=[[[[[[[[[["x"]]]]]]]]]]), "nested too deeply"),
)


@pytest.mark.soak
async def test_a_file_with_one_wrong_thing_is_refused_with_its_place(
    lately: Terminal, path: Path, tmp_path: Path, whole: str
) -> None:
    await lately.say("hello")
    before = kept(path)
    for change, place in WRONG:
        found = json.loads(whole)
        change(found)
        (tmp_path / "x.json").write_text(json.dumps(found))
        answer = " ".join((await lately.say(f"!file {tmp_path / 'x.json'}")).split())
        assert answer.startswith("I took nothing from that file: "), place
        assert place in answer
        assert answer.count(". ") == 0, place
        assert kept(path) == before, place


async def test_who_is_not_set_up_cannot_bring_a_pace_that_is_none(
    lately: Terminal, path: Path, tmp_path: Path, whole: str
) -> None:
    """Nothing was lived in such a file, and what it proposes must be there to be proposed."""
    found = json.loads(whole)
    for name in ("entries", "checkins", "pauses", "enrolments", "offers", "milestones"):
        found[name] = []
    found["settings"] = [{**found["settings"][0], "key": "pace", "value": "warp", "proposal": True}]
    (tmp_path / "x.json").write_text(json.dumps(found))
    await lately.say("hello")
    before = kept(path)
    assert "does not add up" in await lately.say(f"!file {tmp_path / 'x.json'}")
    assert kept(path) == before
    assert "Week 1 of 24" in await lately.say("/today")


async def test_a_key_that_stands_there_twice(term: Terminal, path: Path, tmp_path: Path) -> None:
    await term.say(START, "/done 25")
    await exported(term, tmp_path / "x.json")
    await forgotten(term)
    text = (tmp_path / "x.json").read_text().replace('"minutes": 25', '"minutes": 25, "minutes": 5')
    (tmp_path / "x.json").write_text(text)
    assert "entries[0].minutes stands there twice" in await term.say(f"!file {tmp_path / 'x.json'}")
    assert kept(path)["entry"] == []


async def lives_through(store: SqlStore, seed: int, folder: Path) -> None:
    """Export, forget and import: the pages say the same; in the end the store is empty again."""
    term, file = await seated(store, MONDAY, name=f"anna {seed}"), folder / "x.json"
    await term.say(*history(seed, LONG if seed % 25 == 0 else SHORT))
    pages = await said(term)
    before = await exported(term, file)
    await forgotten(term)
    await term.say(f"!file {file}")
    assert await said(term) == pages, seed
    again = await exported(term, folder / "again.json")
    assert _history(again) == _history(before), seed
    names = [{each["name"] for each in found["milestones"]} for found in (before, again)]
    assert names[0] <= names[1], seed
    await forgotten(term)


async def live_through(seeds: Iterable[int], folder: Path) -> None:
    async with storing(str(folder / "import.db"), simulated=True) as store:
        for seed in seeds:
            await lives_through(store, seed, folder)


@pytest.mark.soak
async def test_random_histories(tmp_path: Path) -> None:
    await live_through(HISTORIES_AT_ONCE, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, HISTORIES, HISTORIES_A_PIECE))
async def test_many_random_histories(tmp_path: Path, first: int) -> None:
    await live_through(range(first, first + HISTORIES_A_PIECE), tmp_path)


async def refuses(
    term: Terminal, path: Path, tmp_path: Path, whole: str, seeds: Sequence[int]
) -> None:
    """Mutated files: refused in one line, or else taken whole, and then everything still answers."""
    await term.say("hello")
    taken, before = 0, kept(path)
    for seed in seeds:
        (tmp_path / "m.json").write_bytes(mutated(whole, random.Random(seed)))
        answer = await term.say(f"!file {tmp_path / 'm.json'}")
        assert "on my side" not in answer, seed
        if "back in" in answer:
            taken += 1
            for page in (*PAGES, "/settings", "/export"):
                assert "on my side" not in await term.say(page), (seed, page)
            await forgotten(term)
        else:
            assert len(answer.splitlines()) <= 3, seed
        assert kept(path) == before, seed
    assert taken < len(seeds) / 2


def mutated(whole: str, dice: random.Random) -> bytes:
    """A file with one thing in it changed, in its letters or in its values."""
    if dice.random() < 0.4:
        content, at = bytearray(whole.encode()), dice.randrange(len(whole))
        match dice.randrange(3):
            case 0:
                content[at] = dice.randrange(256)
            case 1:
                del content[at : at + dice.randrange(1, 200)]
            case _:
                content[at:at] = content[at : at + dice.randrange(1, 50)]
        return bytes(content)
    found = json.loads(whole)
    holders = [each for each in _holders(found) if each]
    holder = dice.choice(holders)
    key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    match dice.randrange(4):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[f"{key}x"] = holder.pop(key)
        case _:
            odd: tuple[Any, ...] = (
                None,
                -1,
                2**63,
                1.5,
                "",
                "x" * 3000,
                [],
                {},
                True,
                "2999-01-01",
                "\ud800",
                0,
                25,
                999,
                "xx",
            )
            holder[key] = dice.choice((*odd, "2026-03-30T00:00:00+00:00", "-1", "on", float("inf")))
    return json.dumps(found).encode()


def _holders(part: Any) -> list[Any]:
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    own = [part] if isinstance(part, dict | list) else []
    return [*own, *(holder for each in inner for holder in _holders(each))]


@pytest.mark.soak
async def test_mutated_files(lately: Terminal, path: Path, tmp_path: Path, whole: str) -> None:
    await refuses(lately, path, tmp_path, whole, range(FILES_AT_ONCE))


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, FILES, FILES_A_PIECE))
async def test_many_mutated_files(
    lately: Terminal, path: Path, tmp_path: Path, whole: str, first: int
) -> None:
    await refuses(lately, path, tmp_path, whole, range(first, first + FILES_A_PIECE))


def test_a_process_takes_a_file(tmp_path: Path) -> None:
    ended = shared_factory().chat(tmp_path / "a.db", START, "/done 25", "/export")
    (file,) = ended.messages[-1]["files"]
    wrong = ("!file", "!file /nowhere/x.json", f"!file {tmp_path}")
    lines = ("/import", *wrong, f"!file {file['path']}", "/progress")
    ended = shared_factory().chat(tmp_path / "b.db", *lines, name="bert")
    assert "/export" in ended.messages[0]["text"]
    assert "Logged so far: 25 min" in ended.messages[-1]["text"]
    assert [line.startswith("waymark: ") for line in ended.complaints] == [True] * 3


def _history(archive: dict[str, Any]) -> dict[str, Any]:
    """What comes back; messages of our own making go on, and their ids mean nothing elsewhere."""
    anew = {"learner", "milestones", "groups", "kudos", "messages", "said"}
    entries = [{**each, "message": None} for each in archive["entries"]]
    return {**{name: archive[name] for name in archive.keys() - anew}, "entries": entries}
