"""Sixty sentences as people write them: each gets a fitting answer, and none changes anything (8.2)."""

import pytest

from bot.chat.reading.intents import meaning_of
from bot.chat.reading.vocabulary import Intent
from support.terminal import Terminal

HINTS_MOST = 5
SENTENCES = {
    Intent.SICK: "my back hurts, lying down all day|caught the flu from my son",
    Intent.SAD: "woke up feeling awful|my grandma died",
    Intent.TIRED: "two toddlers and zero sleep|my brain is toast",
    Intent.HOLIDAY: "off to the seaside till thursday|wont have my laptop the next 4 days",
    Intent.BUSY: "quarter end at work, see you next week",
    Intent.GIVE_UP: "this course is killing me|maybe programming just isnt my thing",
    Intent.STOP: "ive had it with your pings|enough messages for today|pls stop",
    Intent.PAUSE: "how do i pause",
    Intent.BACK: "hello again after a long break!|phew, exams done, where do we start",
    Intent.STUCK: "my script keeps crashing at line 4|git push rejected?? help|I don't get what self means|whats the difference between a list and a tuple",
    Intent.WEEK_DONE: "everything ticked, onwards|week two is in the bag",
    Intent.MISTAKE: "wrong date, that was yesterday|pressed the button twice sorry",
    Intent.WHAT_NOW: "gimme smth to do|only got ten minutes before the bus|which chapter today?|wat now??",
    Intent.TIME: "evenings suit me better than 8am|ping me after 9pm pls",
    Intent.CHANGE: "can i switch to the django roadmap|less hours per week please",
    Intent.LATER: "in an hour maybe|after the kids are in bed|tmrw i promise",
    Intent.NOT_TODAY: "had no chance to study|nah not today",
    Intent.PROGRESS: "total hours so far?|when will i be finished at this speed",
    Intent.STREAK: "is my streak still alive",
    Intent.HELP: "how can i use this thing",
    Intent.WHO: "r u human|what can u do",
    Intent.PROUD: "it finally runs!!!",
    Intent.SHOW: "show my journal|can u send me the links",
    Intent.THANKS: "big thanks for yesterday|you are a star|\U0001f44d",
    Intent.BYE: "sleep well|cu tmrw",
    Intent.HELLO: "evening!|good mornin coach|heyyyy",
    Intent.YES: "yep",
    Intent.NO: "nah thanks",
    Intent.STUDIED: "did about 40 min of exercises|read two chapters this morning|just wrapped up 1h15 of SQL joins|practised for an hour and a half yesterday|worked thru the git tutorial|an hour of pandas, done|did 20",
    None: "tell me about your mother|colourless green thoughts sleep furiously, said Noam once upon a time in a book of his",
}
"""Sentences by what they should be taken for; None gets the hint."""

TABLE = [(text, intent) for intent, texts in SENTENCES.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "intent"), [each for each in TABLE if each[1]])
def test_what_is_meant(text: str, intent: Intent) -> None:
    found = meaning_of(text)
    assert found is not None
    assert found.intent is intent


async def test_sixty_sentences_get_an_answer_and_change_nothing(term: Terminal) -> None:
    assert len(TABLE) >= 60
    await term.say("/start roadmap=six-month tz=Europe/Berlin from=2026-03-02", "/done 25")
    pages = ("/progress", "/streak", "/settings", "/why")
    before = [await term.say(page) for page in pages]
    hints = []
    for text, _ in TABLE:
        answer = await term.say(text)
        assert term.buttons, text
        if "only understand a few words" in answer:
            hints.append(text)
    assert len(hints) <= HINTS_MOST, hints
    assert [await term.say(page) for page in pages] == before


@pytest.mark.parametrize("text", ["want to " * 20 + "x", "a" * 399, "after " * 39, "1h " * 39])
def test_no_text_takes_long_to_read(text: str) -> None:
    """Patterns that go back over a text would take minutes for these."""
    meaning_of(text)
