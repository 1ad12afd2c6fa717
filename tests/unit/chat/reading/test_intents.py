"""What people write, and what it means (promise 8.2)."""

import pytest

from bot.chat.reading.days import LastWeekday
from bot.chat.reading.intents import Meaning, meaning_of
from bot.chat.reading.vocabulary import Intent

SAID = {
    Intent.TIMER: "start a timer|pomodoro please|let's do another pomodoro|stop the timer|how long is left on the timer?|I want to focus now|set a focus timer",
    Intent.SICK: "woke up with a fever|my kids are sick again|feeling really ill today|caught a bad cold|i'm in the hospital",
    Intent.TIRED: "i am exhausted|way too tired to open the laptop|slept badly, bad night|really need a break",
    Intent.HOLIDAY: "we are going on vacation tomorrow|on a trip till monday|I'm travelling for two weeks",
    Intent.BUSY: "crazy week at work|I have exams next month|no time at all these days|working late again",
    Intent.GIVE_UP: "I think I'm too stupid for this|honestly, I want to quit|lost motivation somewhere|this is so hard",
    Intent.STOP: "please stop texting me|too many messages|leave me alone|unsubscribe",
    Intent.BACK: "Hey, I'm back from Spain!|my holiday is over|feeling better now|where did we stop?|long time no see",
    Intent.STUCK: "what is a decorator?|I don't understand generators|pip doesn't work|I keep getting a weird error|so confused by imports|stuck",
    Intent.WEEK_DONE: "I'm through with the week|week 4 is finished|everything is done for this week",
    Intent.MISTAKE: "oh no, wrong number|I logged it twice|that was by mistake",
    Intent.WHAT_NOW: "what should I learn next?|give me a task|I have some time now|okay let's go|where do I begin?",
    Intent.TIME: "can you remind me later in the day|please write me at seven|change the time please",
    Intent.LATER: "I'll study 2 hours tomorrow|later|maybe after dinner|not now",
    Intent.NOT_TODAY: "can't make it today|I skipped yesterday|I didn't do anything|not today",
    Intent.PROGRESS: "how many hours do I have?|which week am I in|am I on track?",
    Intent.STREAK: "is my streak gone?",
    Intent.HELP: "how do I use this|help me please",
    Intent.WHO: "are you a bot?|who are you",
    Intent.THANKS: "thx!|that's nice, thank you|awesome",
    Intent.BYE: "good night!|see you tomorrow|that's all for today",
    Intent.HELLO: "heyyy|good evening|hi coach",
    Intent.YES: "sure|ok then",
    Intent.NO: "nah|never mind",
}
"""Sentences, made up as people write them."""

SENTENCES = [(text, intent) for intent, texts in SAID.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "intent"), SENTENCES)
def test_what_people_write(text: str, intent: Intent) -> None:
    assert len(SENTENCES) >= 60
    assert meaning_of(text) == Meaning(intent)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("start a timer for 40 minutes", 40),
        ("timer 40", 40),
        ("can you set a 25 min timer please", 25),
        ("focus for an hour and a half", 90),
        ("I need to focus for half an hour", 30),
        ("50 minute focus session", 50),
        ("time me for 20 mins", 20),
    ],
)
def test_how_long_a_timer_is_to_run(text: str, minutes: int) -> None:
    assert meaning_of(text) == Meaning(Intent.TIMER, minutes)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I did a 25 minute pomodoro", Intent.STUDIED),
        ("2 pomodoros done", Intent.STUDIED),
        ("I can't focus", Intent.TIRED),
        ("my timer function never stops", Intent.STUCK),
    ],
)
def test_what_only_speaks_of_a_timer(text: str, intent: Intent) -> None:
    meaning = meaning_of(text)
    assert meaning
    assert meaning.intent is intent


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I coded for 90 minutes", (90, None, "")),
        ("just finished 1h 30m of git", (90, None, "git")),
        ("half an hour of SQL yesterday", (30, "yesterday", "SQL")),
        ("on Monday I read two hours", (120, LastWeekday(0), "")),
        ("today I learnt loops", (None, "today", "loops")),
        ("done with flask", (None, None, "flask")),
        ("worked on the file organizer", (None, None, "file organizer")),
    ],
)
def test_study_is_told_with_its_length_day_and_subject(
    text: str, told: tuple[int | None, object, str]
) -> None:
    found = meaning_of(text)
    assert found is not None
    assert found.intent is Intent.STUDIED
    assert (found.minutes, found.when, found.note) == told


@pytest.mark.parametrize(
    "text",
    [
        "asdf",
        "",
        "😀",
        "if I did 2 hours",
        "x " * 41,
    ],
)
def test_what_no_table_knows(text: str) -> None:
    assert meaning_of(text) is None
