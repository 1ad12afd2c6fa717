"""Every translation says all that the code says: complete, sound, and short where room is short."""

import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest

from adapters.discord.forms import TITLE_MOST
from adapters.discord.menus import DESCRIPTION_MOST
from adapters.discord.render import LABEL_MOST
from bot.chat.translate import catalogue, languages
from support.catalogues import files, forms, read, renewed
from support.messages import messages
from support.roles import shown_as

TRANSLATED = sorted(each.stem for each in files())
PATHS = {each.stem: each for each in files()}

PAIRS = (("(", ")"), ("[", "]"))
ROOM = 16
"""What a button may take at least, of the half of a phone's width that it has."""

GROWTH = 1.6
"""How much longer than in English a button may be."""

AS_TYPED = re.compile(
    r"(?<![\w/.])/[a-z]+|\b[a-z]+=|\d{4}-\d\d-\d\d|\d\d:\d\d|![a-z]+|https?://\S+"
)
"""What is typed in every language alike: commands, settings, dates and times."""


def faults(language: str) -> dict[str, list[str]]:
    """What is wrong with a translation, by kind."""
    found: dict[str, list[str]] = {}
    labels = {
        english: told for english, told in forms(PATHS[language]) if english in shown_as()["label"]
    }
    for english, told in forms(PATHS[language]):
        for fault in _faults(english, told, labels):
            found.setdefault(fault, []).append(f"{english} → {told}")
    return found


def _faults(english: str, told: str, labels: dict[str, str]) -> Iterator[str]:
    if not told.strip():
        yield "not translated"
        return
    if _placeholders(english) != _placeholders(told):
        yield "other placeholders"
    if _typed(english) != _typed(told):
        yield "other things to type"
    if _unmatched(told) != _unmatched(english) or _quoted(told) != _quoted(english):
        yield "marks that do not match"
    if english != english.strip() or told != told.strip() or "  " in told:
        yield "stray spaces"
    if english[-1] in ".:?" and told[-1] != english[-1] and told[-1] not in ".?!":
        yield "another end"
    if any(labels[each] not in told for each in _named(english) if each in labels):
        yield "a button by another name"
    yield from _too_long(english, told)


def _too_long(english: str, told: str) -> Iterator[str]:
    roles = shown_as()
    if english in roles["label"] and len(told) > min(max(ROOM, GROWTH * len(english)), LABEL_MOST):
        yield "too long for a button"
    if english in roles["description"] and len(told) > DESCRIPTION_MOST:
        yield "too long for a menu"
    if english in roles["field"] and len(told) > TITLE_MOST:
        yield "too long for a form"


def _unmatched(text: str) -> list[int]:
    """How many more marks are opened than closed, of each kind."""
    return [text.count(opened) - text.count(closed) for opened, closed in PAIRS]


def _quoted(text: str) -> list[bool]:
    """Quotation marks by twos: “…”, „…“, «…» or »…«."""
    return [len(re.findall(r"[“”„«»]", text)) % 2 == 0, '"' not in text]


def _placeholders(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _typed(text: str) -> Counter[str]:
    return Counter(AS_TYPED.findall(text))


def _named(text: str) -> list[str]:
    """What stands in quotation marks or brackets."""
    return re.findall(r"[“\[]([^“”\[\]{}]+)[”\]]", text)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_complete_and_as_the_script_writes_it(language: str) -> None:
    """`make catalogues` brings it up to date; what is new then waits for its translation."""
    path = PATHS[language]
    assert path.read_text(encoding="utf-8") == renewed(path)
    assert [each.id for each in read(path) if each.fuzzy and each.id] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_no_fault(language: str) -> None:
    assert faults(language) == {}


def test_the_roles_of_messages_are_found() -> None:
    roles = shown_as()
    assert {"Today", "Done", "Just 10 minutes", "Tick it", "Journal", "Yes"} <= roles["label"]
    assert {"log study", "minutes you studied, 1 to 720"} <= roles["description"]
    assert {"What did you learn?", "Your code"} <= roles["field"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_spoken(language: str) -> None:
    """A message that is counted in one place and stands alone in another is translated in both."""
    assert language in languages()
    counted = {said.forms[0] for said in messages() if len(said.forms) == 2}
    alone = {said.forms[0] for said in messages() if len(said.forms) == 1}
    assert counted & alone
    spoken, told = catalogue(language), dict(forms(PATHS[language]))
    assert {each for each in counted & alone if spoken.gettext(each) != told[each]} == set()


@pytest.mark.parametrize(
    ("english", "told", "fault"),
    [
        ("Today", "", "not translated"),
        ("In {week}", "In {weeks}", "other placeholders"),
        ("Write /done 25", "Schreib /fertig 25", "other things to type"),
        ("Only “{text}”", "Nur „{text}", "marks that do not match"),
        ("Now.", "Jetzt", "another end"),
        ("Press [Join]", "Drück [Join]", "a button by another name"),
        ("Stuck", "Ich hänge gerade fest", "too long for a button"),
        ("log study", "Lernen " * 15 + "eintragen", "too long for a menu"),
        (
            "Your code",
            "Der Code, den du selbst geschrieben und mitgebracht hast",
            "too long for a form",
        ),
    ],
)
def test_a_fault_is_found(english: str, told: str, fault: str) -> None:
    assert fault in set(_faults(english, told, {"Join": "Mitmachen"}))
