"""Two thousand inputs at random in one session: an answer to each, and never a traceback."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from support.forkserver import ProcessFactory
from support.processes import AT

INPUTS = 2000
INPUTS_AT_ONCE = 500
"""As many as fit into the everyday run; all of them take half a minute."""

Dice = random.Random

SOME_WORDS = """
    25 0 -5 1h30 yesterday today 2026-03-01 2026-02-30 5d 2w until note /help on off 99
    minutes=25 when=yesterday tz=Berlin tz=Europe/Paris tz=Mars at=08:00 at=26:00 names=on week=7
    days=mon-fri days= days=fri-mon rollover=0 rollover=23 rollover=24 streak=off streak=on
    saver=on quiet=off quiet=23:00-06:00 checkin=sat-10:00 language=en language=xx pace=slow
    roadmap=six-month from=2026-03-05 start join leave board settings quorum=80 anna ben
"""
SOME_COMMANDS = """
    start today week next back done undo progress streak why plan pause resume resources roadmaps
    settings help checkin journal checklist group kudos dance
"""
SOME_LABELS = """
    Today Done Week Set Start Zone Pace Days Other 25 50 90 Just Settings Roadmaps Move Yes Keep
    Hide Show Evening Time Mon-Fri 08:00 standard slow Europe a e 1 Functions Variables Loops Git
    pytest Skip Next Join Leave Take Compare More What Facts Yes, switch Trim
"""
WORDS = (*SOME_WORDS.split(), "🙈", "\x1b[31m", "x" * 300)
COMMANDS = tuple(SOME_COMMANDS.split())
LABELS = (*SOME_LABELS.split(), "Done, 10", "Start like this")
PLACES = ("Berlin", "Kathmandu", "it is 14:35 here", "nowhere at all", "New Zealand", "Apia")


def command(dice: Dice) -> str:
    words = dice.choices(WORDS, k=dice.choice((0, 0, 1, 1, 2, 3)))
    return " ".join((f"/{dice.choice(COMMANDS)}", *words))


def sensible(dice: Dice) -> str:
    return dice.choice(
        ("/done 25", "/done", "/today", "/week", "/next", "/back", "/plan", "/done yesterday")
    )


def press(dice: Dice) -> str:
    label = dice.choice(LABELS)
    return dice.choice((f"!press {label}", f"[{label}]"))


def clock(dice: Dice) -> str:
    return dice.choice(("!skip 1d", "!skip 7h", "!skip 20m", "!skip 2d", "!skip x", "!clock 1999"))


def garbage(dice: Dice) -> str:
    letters = "abc /!=[]\t\x00\x1b\x85\u2028🙈é%{}'\"\\"
    text = "".join(dice.choices(letters, k=dice.randrange(30)))
    return text.replace("\n", "")


def place(dice: Dice) -> str:
    return dice.choice(PLACES)


def person(dice: Dice) -> str:
    return f"!as {dice.choice(('me', 'me', 'anna', 'ben'))}"


Kinds = tuple[tuple[Callable[[Dice], str], int], ...]

KINDS: Kinds = (
    (command, 30),
    (sensible, 20),
    (press, 22),
    (clock, 5),
    (garbage, 8),
    (place, 5),
    (person, 3),
)


IN_A_GROUP = tuple((kind, weight) for kind, weight in KINDS if kind not in {garbage, place})
"""Free text in a group is left alone."""


def inputs(seed: int, many: int, of: Kinds = KINDS) -> list[str]:
    dice = random.Random(seed)
    kinds, weights = zip(*of, strict=True)
    return [kind(dice) for kind in dice.choices(kinds, weights, k=many)]


def check_session(factory: ProcessFactory, path: Path, lines: list[str]) -> None:
    done = factory.chat(path, *lines, at=AT)
    assert done.code == 0, done.err[-2000:]
    assert "Traceback" not in done.err
    assert all(each.startswith("waymark: ") for each in done.complaints)
    wrong = [each["text"] for each in done.messages if "went wrong" in each["text"]]
    assert wrong == []
    # Each line that is no steering is answered; each line that steers is done, or refused.
    spoken = [line for line in lines if not line.replace("\0", "").strip().startswith(("!", "["))]
    replies = [each for each in done.messages if each["kind"] == "reply"]
    assert len(replies) >= sum(bool(line.replace("\0", "").strip()) for line in spoken)
    assert all(each["text"].strip() for each in replies)


def test_hundreds_of_inputs(factory: ProcessFactory, tmp_path: Path) -> None:
    check_session(factory, tmp_path / "random.db", inputs(1, INPUTS_AT_ONCE))


@pytest.mark.soak
def test_hundreds_of_inputs_in_a_group(factory: ProcessFactory, tmp_path: Path) -> None:
    said = inputs(1, INPUTS_AT_ONCE // 2, IN_A_GROUP)
    check_session(factory, tmp_path / "random.db", ["!in club", "/group start", *said])


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_two_thousand_inputs(factory: ProcessFactory, tmp_path: Path, seed: int) -> None:
    check_session(factory, tmp_path / "random.db", inputs(seed, INPUTS))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 5))
def test_two_thousand_inputs_in_a_group(factory: ProcessFactory, tmp_path: Path, seed: int) -> None:
    said = inputs(seed, INPUTS, IN_A_GROUP)
    check_session(factory, tmp_path / "random.db", ["!in club", "/group start", *said])
