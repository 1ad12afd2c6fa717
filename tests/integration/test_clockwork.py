"""Months in virtual time on the real store: what comes by itself, when, and nothing else (1, 4)."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from adapters.console.render import plain_text
from bot.chat.messages import Outgoing
from bot.chat.translate import Say
from bot.domain.calendar import Rule, RuleChange, Timeline, resolve, wall_at
from bot.domain.delivery import BUDGETED, MessageKind
from bot.domain.policy import HOUR_MILESTONES, STREAK_MILESTONES
from support.forkserver import ProcessFactory
from support.terminal import Terminal, terminal

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BERLIN = "Europe/Berlin"


@dataclass(frozen=True)
class Shown:
    """A message in the terminal: the instant, its kind and its text."""

    at: datetime
    kind: MessageKind
    text: str


@dataclass
class Life:
    """Somebody at a terminal who lives by the clocks of `zone`."""

    term: Terminal
    zone: str
    shown: list[Shown] = field(default_factory=list)

    async def at(self, wall: datetime, *lines: str) -> str:
        """Move on to a wall time and say lines; what was answered to them."""
        await self.term.say(f"!clock {resolve(wall, self.zone).isoformat()}")
        return await self.term.say(*lines)

    async def on(self, wall: str, *lines: str) -> str:
        """The same, at `2026-03-02 18:00`."""
        return await self.at(datetime.fromisoformat(wall), *lines)

    def walls(self, *kinds: MessageKind) -> list[datetime]:
        """When messages of these kinds came, by the clocks of the zone."""
        return [wall_at(each.at, self.zone) for each in self.shown if each.kind in kinds]

    @property
    def diary(self) -> list[str]:
        """What came by itself, like `Tue 03-03 08:00 daily_prompt`."""
        return [
            f"{wall_at(each.at, self.zone):%a %m-%d %H:%M} {each.kind}"
            for each in self.shown
            if each.kind in BUDGETED
        ]


@asynccontextmanager
async def life(
    path: Path | str, start: str, zone: str = BERLIN, words: str = ""
) -> AsyncIterator[Life]:
    """Set up at a wall time."""
    begins = resolve(datetime.fromisoformat(start), zone)
    async with terminal(path, begins, zone=zone) as term:
        living = Life(term, zone)
        show = term.console._show

        def note(out: Outgoing, to: str, now: datetime, elsewhere: Say | None) -> None:
            text = " ".join(plain_text(out.message).split())
            living.shown.append(Shown(now, out.message.kind, text))
            show(out, to, now, elsewhere)

        term.console._show = note
        assert "You are set up" in await term.say(f"/start tz={zone} {words}".strip())
        yield living


FIRST = date(2026, 10, 19)
STUDY_DAYS = [
    FIRST + n * DAY for n in range(24 * 7) if (FIRST + n * DAY).weekday() < 6
]  # fmt: skip
SUNDAYS = [FIRST + n * DAY for n in range(6, 24 * 7, 7)]


async def half_a_year(living: Life, moving_on: str) -> None:
    """`/done 120` every study evening, `/next` every Sunday, and two weeks after the finish."""
    for day in sorted([*STUDY_DAYS, *SUNDAYS]):
        if day in SUNDAYS:
            await living.on(f"{day} {moving_on}", "/next")
        else:
            await living.on(f"{day} 19:00", "/done 120")
    await living.term.say("!skip 14d")


def walls(days: list[date], at: str) -> list[datetime]:
    return [datetime.fromisoformat(f"{day} {at}") for day in days]


def found(living: Life, pattern: str) -> list[int]:
    """The numbers in the milestones, in the order in which they came."""
    texts = [each.text for each in living.shown if each.kind is MessageKind.MILESTONE]
    return [int(number) for text in texts for number in re.findall(pattern, text)]


def check_milestones(living: Life, moving_on: str) -> None:
    """Each of them once, several of one event in one message, right after its reply."""
    evenings = {
        count: datetime.fromisoformat(f"{day} 19:00") for count, day in enumerate(STUDY_DAYS, 1)
    }
    streaks = {evenings[each] for each in STREAK_MILESTONES if each in evenings}
    hours = {evenings[-(-each // 2)] for each in HOUR_MILESTONES if -(-each // 2) in evenings}
    events = streaks | hours | set(walls(SUNDAYS, moving_on))
    assert living.walls(MessageKind.MILESTONE) == sorted(events)
    for reply, each in zip(living.shown, living.shown[1:], strict=False):
        if each.kind is MessageKind.MILESTONE:
            assert (reply.kind, reply.at) == (MessageKind.REPLY, each.at)
    assert found(living, r"(\d+) (?:of 24 weeks|weeks are) behind you") == list(range(1, 25))
    assert found(living, r"(\d+) study days in a row") == [3, 7, 14, 30, 50, 100]
    assert found(living, r"(\d+) hours of study") == [10, 25, 50, 100, 150, 200, 250]
    assert found(living, r"[Pp]hase complete: Month (\d):") == list(range(1, 7))
    assert found(living, r"Month (\d): [\d-]+ hours in the roadmap") == list(range(1, 7))
    assert sum("the whole roadmap" in each.text for each in living.shown) == 1


def check_words(living: Life) -> None:
    """No prompt begins like another one of the seven days before it."""
    prompts = [each for each in living.shown if each.kind is MessageKind.DAILY_PROMPT]
    openings = [(each.at, each.text.partition(" Week ")[0]) for each in prompts]
    for at, opening in openings:
        lately = [text for other, text in openings if timedelta() < at - other < 8 * DAY]
        assert opening not in lately


def check_half_a_year(living: Life, moving_on: str) -> None:
    """What promise 4 names, on both sides of every change of the clocks, and nothing else."""
    asked = [day for day in SUNDAYS if day < SUNDAYS[-1] or moving_on > "18:00"]
    unanswered = [day + DAY for day in asked] if moving_on < "18:00" else []
    assert living.walls(MessageKind.DAILY_PROMPT) == walls(STUDY_DAYS, "08:00")
    assert living.walls(MessageKind.CHECKIN) == walls(asked, "18:00")
    assert living.walls(MessageKind.CHECKIN_REMINDER) == walls(unanswered, "18:00")
    check_milestones(living, moving_on)
    check_words(living)
    known = {
        MessageKind.DAILY_PROMPT,
        MessageKind.CHECKIN,
        MessageKind.CHECKIN_REMINDER,
        MessageKind.MILESTONE,
        MessageKind.REPLY,
    }
    assert {each.kind for each in living.shown} <= known
    replies = [each for each in living.shown if each.kind is MessageKind.REPLY]
    assert len(replies) == 1 + len(STUDY_DAYS) + len(SUNDAYS)
    assert replies[-1].text.startswith("You finished")
    assert replies[-1].at == resolve(walls(SUNDAYS, moving_on)[-1], living.zone)


async def walk(path: Path | str, zone: str, moving_on: str) -> None:
    async with life(path, "2026-10-19 07:00", zone, "pace=standard days=mon-sat") as living:
        await half_a_year(living, moving_on)
    check_half_a_year(living, moving_on)


@pytest.mark.soak
@pytest.mark.fault(21)
async def test_half_a_year(database: str) -> None:
    await walk(database, "America/Santiago", "12:00")


@pytest.mark.soak
@pytest.mark.parametrize("moving_on", ["19:00", "12:00"])
@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "America/New_York",
        "America/Santiago",
        "Africa/Cairo",
        "Asia/Kathmandu",
        "Pacific/Apia",
    ],
)
async def test_half_a_year_everywhere(tmp_path: Path, zone: str, moving_on: str) -> None:
    """After 18:00 `/next` answers the check-in; before it, it leaves the check-in to come."""
    await walk(tmp_path / "waymark.db", zone, moving_on)


@pytest.mark.parametrize("start", ["2026-10-12 18:00", "2026-10-19 07:00"])
async def test_nothing_comes_before_the_plan_begins(tmp_path: Path, start: str) -> None:
    words = "pace=standard days=mon-sat at=08:00 from=2026-10-19"
    async with life(tmp_path / "waymark.db", start, words=words) as living:
        for day in range(19, 25):
            await living.on(f"2026-10-{day} 09:00", "/today")
        await living.on("2026-10-25 20:00")
    prompts = [f"{day:%a %m-%d} 08:00 daily_prompt" for day in STUDY_DAYS[:6]]
    assert living.diary == [*prompts, "Sun 10-25 18:00 checkin"]


QUIET_AT_ONCE = [
    "Tue 03-03 08:00 daily_prompt",
    "Wed 03-04 08:00 daily_prompt",
    "Thu 03-05 08:00 daily_prompt",
    "Sun 03-08 18:00 checkin",
    "Sun 03-15 18:00 checkin",
    "Sun 03-22 18:00 checkin",
    "Sun 03-29 18:00 ask_to_go_on",
]


async def test_who_never_comes_back_is_left_in_peace(tmp_path: Path) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        await living.term.say("!skip 140d")
    assert living.diary == QUIET_AT_ONCE


async def test_who_falls_silent_after_some_work_is_welcomed_back_once(tmp_path: Path) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        await living.term.say("/done 30", "!skip 140d")
    expected = [*QUIET_AT_ONCE]
    expected[2] = "Thu 03-05 08:00 comeback"
    assert living.diary == expected


async def test_silence_in_the_middle_of_a_week_drops_the_reminder(tmp_path: Path) -> None:
    """The third ignored prompt comes on Monday morning; from then on there are only check-ins."""
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        for day in (3, 4, 5):
            await living.on(f"2026-03-{day:02} 19:00", "/done 30")
        await living.term.say("!skip 140d")
    assert living.diary[3:] == [
        "Fri 03-06 08:00 daily_prompt",
        "Sat 03-07 08:00 daily_prompt",
        "Sun 03-08 18:00 checkin",
        "Mon 03-09 08:00 comeback",
        "Sun 03-15 18:00 checkin",
        "Sun 03-22 18:00 checkin",
        "Sun 03-29 18:00 checkin",
        "Sun 04-05 18:00 ask_to_go_on",
    ]


@pytest.mark.parametrize("word", ["/today", "hello", "!press Today"])
async def test_a_word_brings_the_full_rhythm_back_from_the_next_study_day(
    tmp_path: Path, word: str
) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        await living.on("2026-04-15 10:00")
        assert living.diary == QUIET_AT_ONCE
        await living.term.say(word)
        for day in (16, 17, 18):
            await living.on(f"2026-04-{day} 09:00", "/today")
        await living.on("2026-04-20 20:00")
    assert living.diary[len(QUIET_AT_ONCE) :] == [
        "Thu 04-16 08:00 daily_prompt",
        "Fri 04-17 08:00 daily_prompt",
        "Sat 04-18 08:00 daily_prompt",
        "Sun 04-19 18:00 checkin",
        "Mon 04-20 08:00 daily_prompt",
        "Mon 04-20 18:00 checkin_reminder",
    ]


async def test_who_comes_back_on_a_saturday_hears_of_it_on_monday(tmp_path: Path) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        await living.on("2026-04-18 10:00", "/done 10")
        await living.on("2026-04-20 12:00")
    assert living.diary == [*QUIET_AT_ONCE, "Mon 04-20 08:00 daily_prompt"]


async def test_whoever_stops_waymark_is_not_written_to(tmp_path: Path) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        await living.on("2026-03-30 12:00", "!press Stop writing")
        await living.term.say("!skip 30d")
        assert living.diary == QUIET_AT_ONCE
        await living.on("2026-05-05 12:00", "/today")
        await living.on("2026-05-06 09:00")
    assert living.diary[len(QUIET_AT_ONCE) :] == ["Wed 05-06 08:00 daily_prompt"]


@pytest.mark.soak
async def test_the_evening_reminder_finds_new_words_each_day(tmp_path: Path) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 07:00", words="days=mon-sun") as living:
        await living.term.say("/settings saver=on")
        for day in range(2, 10):
            await living.on(f"2026-03-{day:02} 21:00", "/today")
    texts = [each.text for each in living.shown if each.kind is MessageKind.STREAK_SAVER]
    assert len(set(texts)) == len(texts) == 8
    assert {wall.hour for wall in living.walls(MessageKind.STREAK_SAVER)} == {20}


@pytest.mark.parametrize(
    ("said_at", "new", "prompts"),
    [
        ("07:30", "07:00", ["Wed 03-04 07:00"]),
        ("07:30", "07:30", ["Wed 03-04 07:30"]),
        ("07:59", "09:00", ["Tue 03-03 09:00", "Wed 03-04 09:00"]),
        ("08:00", "09:00", ["Tue 03-03 08:00", "Wed 03-04 09:00"]),
        ("12:00", "20:00", ["Tue 03-03 08:00", "Wed 03-04 20:00"]),
        ("12:00", "01:00", ["Tue 03-03 08:00", "Thu 03-05 01:00"]),
        ("07:00", "01:00", ["Wed 03-04 01:00", "Thu 03-05 01:00"]),
        ("07:00", "23:00", ["Tue 03-03 23:00", "Wed 03-04 23:00"]),
    ],
)
async def test_a_new_time_counts_from_the_moment_it_is_set(
    tmp_path: Path, said_at: str, new: str, prompts: list[str]
) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        await living.on(f"2026-03-03 {said_at}", f"/settings at={new}")
        await living.on("2026-03-05 03:59")
    assert living.diary == [f"{each} daily_prompt" for each in prompts]


async def test_a_pause_silences_everything_and_drops_the_reminder(tmp_path: Path) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-05 18:00") as living:
        await living.term.say("/settings saver=on")
        await living.on("2026-03-08 18:30", "/pause 14d")
        assert "is open" in await living.on("2026-03-10 12:00", "/checkin")
        await living.on("2026-03-23 09:00")
    assert living.diary == [
        "Thu 03-05 20:00 streak_saver",
        "Fri 03-06 08:00 daily_prompt",
        "Fri 03-06 20:00 streak_saver",
        "Sat 03-07 08:00 daily_prompt",
        "Sat 03-07 20:00 streak_saver",
        "Sun 03-08 18:00 checkin",
        "Sun 03-22 18:00 checkin",
        "Mon 03-23 08:00 daily_prompt",
    ]


async def test_after_resume_prompts_come_again_from_the_next_day(tmp_path: Path) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        await living.on("2026-03-03 07:00", "/pause 14d")
        await living.on("2026-03-05 07:00", "/resume")
        await living.on("2026-03-06 12:00")
    assert living.diary == ["Fri 03-06 08:00 daily_prompt"]


@pytest.mark.soak
async def test_a_step_back_from_the_finish_brings_the_rhythm_back(tmp_path: Path) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        await living.term.say(*["/next"] * 24)
        await living.on("2026-03-17 12:00", "/back")
        await living.on("2026-03-18 12:00")
    assert living.diary == ["Wed 03-18 08:00 daily_prompt"]


async def test_a_milestone_never_comes_twice(tmp_path: Path) -> None:
    async with life(tmp_path / "waymark.db", "2026-03-02 18:00") as living:
        for line in ("/done 600", "/undo", "/done 700", "/next", "/back", "/next"):
            await living.term.say(line)
    assert len(living.walls(MessageKind.MILESTONE)) == 2
    assert found(living, r"(\d+) hours of study") == [10]
    assert found(living, r"(\d+) (?:of 24 weeks|weeks are) behind you") == [1]


AUCKLAND, HONOLULU = Rule("Pacific/Auckland"), Rule("Pacific/Honolulu")


@pytest.mark.soak
@pytest.mark.fault(21)
async def test_a_move_there_and_back_has_one_prompt_a_learner_day(database: str) -> None:
    start, there, back = "2026-03-02 18:00", "2026-03-10 12:00", "2026-03-13 12:00"
    moves = [(there, HONOLULU), (back, AUCKLAND)]
    async with life(database, start, AUCKLAND.zone, "days=mon-sun") as living:
        for day in range(3, 24):
            for wall, rule in moves:
                if wall.startswith(f"2026-03-{day:02}"):
                    await living.on(wall, f"/settings tz={rule.zone}")
            await living.on(f"2026-03-{day:02} 22:00", "/today")
    changes = [
        RuleChange(resolve(datetime.fromisoformat(wall), AUCKLAND.zone), rule)
        for wall, rule in moves
    ]
    first = RuleChange(resolve(datetime.fromisoformat(start), AUCKLAND.zone), AUCKLAND)
    line = Timeline.of(first, changes)
    sent = [each.at for each in living.shown if each.kind is MessageKind.DAILY_PROMPT]
    assert max(Counter(map(line.day, sent)).values()) == 1
    shown = {f"{wall_at(instant, line.rule(instant).zone):%H:%M}" for instant in sent}
    assert shown == {"08:00"}
    lived = {line.day(sent[0] + n * HOUR) for n in range((sent[-1] - sent[0]) // HOUR)}
    unsent = lived - set(map(line.day, sent))
    assert all(line.ends(day) - line.begins(day) < 12 * HOUR for day in unsent)


def reopened(
    factory: ProcessFactory, path: Path, closed: str, opened: str, *lines: str
) -> list[str]:
    """What a terminal shows by itself that was closed at one wall time and opened at another."""
    start = "2026-03-02T18:00+01:00"
    talk = [f"/start tz={BERLIN}", f"!clock {closed}+01:00", "/today"]
    assert factory.chat(path, *talk, at=start).code == 0
    ended = factory.chat(path, *lines, at=f"{opened}+01:00")
    assert ended.complaints == []
    walls = [(datetime.fromisoformat(each["at"]), each["kind"]) for each in ended.messages]
    return [f"{wall_at(at, BERLIN):%a %H:%M} {kind}" for at, kind in walls if kind != "reply"]


@pytest.mark.parametrize(
    ("closed", "opened", "expected"),
    [
        ("2026-03-03T22:00", "2026-03-04T07:00", []),
        ("2026-03-04T00:30", "2026-03-04T09:30", ["Wed 09:30 daily_prompt"]),
        ("2026-03-04T03:00", "2026-03-04T12:00", []),
        ("2026-03-03T18:00", "2026-03-06T18:00", []),
        ("2026-03-07T20:00", "2026-03-10T12:00", ["Tue 12:00 checkin"]),
        ("2026-03-07T20:00", "2026-03-11T23:00", []),
        ("2026-03-03T09:00", "2026-03-06T09:00", ["Fri 09:00 daily_prompt"]),
    ],
)
def test_a_terminal_that_was_closed_plays_nothing_back(
    factory: ProcessFactory, tmp_path: Path, closed: str, opened: str, expected: list[str]
) -> None:
    assert reopened(factory, tmp_path / "waymark.db", closed, opened) == expected


def test_after_days_without_a_terminal_the_rhythm_goes_on(
    factory: ProcessFactory, tmp_path: Path
) -> None:
    path, closed, opened = tmp_path / "waymark.db", "2026-03-03T18:00", "2026-03-06T18:00"
    shown = reopened(factory, path, closed, opened, "/today", "!skip 1d")
    assert shown == ["Sat 08:00 daily_prompt"]
