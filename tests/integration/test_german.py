"""What a German learner reads is German to the last word, whatever it is put together of."""

import pytest

from bot.chat.translate import Say, unstyled
from bot.features.study.lanes import UNITS
from support.terminal import Terminal


@pytest.fixture
async def german(term: Terminal) -> Terminal:
    await term.say("/start tz=Europe/Berlin days=mon-sat language=de")
    return term


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/settings quiet=off", "Ruhezeit: aus."),
        ("/settings saver=on", "Abenderinnerung: an."),
        ("/settings look=dark", "Bilder: dunkel."),
        ("/settings colour=red", "zum Beispiel: /settings at=08:00 days=mo-sa"),
        ("/done 25 Schleifen", "„Schleifen“"),
        ("/help why", "Zum Beispiel: /why gestern"),
        ("/pause", "/pause bis 2026-08-01"),
    ],
)
async def test_values_quotes_and_examples_are_german(
    german: Terminal, line: str, told: str
) -> None:
    assert told in await german.say(line)


async def test_so_is_what_is_wrong_with_a_line_that_steers(
    german: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    await german.say("/today", "!press Jetzt", "!skip x", "!dance")
    told = capsys.readouterr().err
    assert "kein Knopf beginnt als einziger mit „Jetzt“: [Fertig] [Nur 10 Minuten]" in told
    assert "zum Beispiel !skip 3d4h" in told
    assert "!dance gibt es nicht" in told


@pytest.mark.parametrize(
    ("unit", "one", "many"),
    [
        ("day", "1 Tag", "2-3 Tage"),
        ("week", "1 Woche", "2-3 Wochen"),
        ("hour", "1 Stunde", "2-3 Stunden"),
    ],
)
def test_lengths_are_counted_by_the_language(unit: str, one: str, many: str) -> None:
    say = Say("de")
    assert unstyled(say.plural(*UNITS[unit], 1, figures="1")) == one
    assert unstyled(say.plural(*UNITS[unit], 3, figures="2-3")) == many
