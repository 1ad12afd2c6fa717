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

MORE_SENTENCES = {
    Intent.SICK: "ugh, stomach flu since last night|my little one has a fever, we're at the doctor's|threw my back out, can't sit",
    Intent.SAD: "feeling pretty low today|we had to put our dog down",
    Intent.TIRED: "12 hour shift, my eyes are closing|didn't sleep at all, the baby|knackered, not gonna lie",
    Intent.HOLIDAY: "in Portugal till the 20th, no laptop|it's Easter, family visiting all week|flying to Oslo tomorrow for a wedding",
    Intent.BUSY: "deadline on friday, swamped|moving house this week, boxes everywhere|no time, kids and work",
    Intent.GIVE_UP: "I'll never get this|what's the point of all this|thinking of quitting honestly",
    Intent.STOP: "please no more reminders|can you leave me in peace|turn off notifications",
    Intent.PAUSE: "can I take a break for two weeks?|freeze my plan please",
    Intent.BACK: "I'm here again!|sorry for disappearing|where were we",
    Intent.STUCK: "why does my list change when I pass it to a function?|TypeError: 'NoneType' object is not subscriptable|flask won't start on port 5000|can't figure out recursion",
    Intent.WEEK_DONE: "that's week 3 wrapped up|done with everything this week, what next",
    Intent.MISTAKE: "oops I logged too much|that should have been 30 not 300",
    Intent.WHAT_NOW: "I have 15 minutes, what can I do?|what's on today|yes let's do it",
    Intent.TIME: "8am is too early for me|could you write in the evening instead",
    Intent.CHANGE: "this is too slow for me|I want to do the other roadmap",
    Intent.LATER: "not right now, maybe tonight|tomorrow for sure",
    Intent.NOT_TODAY: "didn't manage anything today|skipping today",
    Intent.PROGRESS: "how far along am I|how much have I done so far",
    Intent.STREAK: "did I lose my streak?",
    Intent.HELP: "what are the commands|how does this work",
    Intent.WHO: "who made you|are you chatgpt?",
    Intent.PROUD: "my first pull request got merged!|all tests green, yay|finally understood closures",
    Intent.SHOW: "where can I see my journal|give me the reading list",
    Intent.THANKS: "cheers mate|that helped, thank you so much",
    Intent.BYE: "off to bed|talk tomorrow",
    Intent.HELLO: "hi there|hey waymark",
    Intent.NO: "no thanks, not interested",
    Intent.STUDIED: "got through 3 exercises in about 50 mins|spent the whole hour on decorators|two and a half hours of django today, phew|watched a talk on asyncio, 40 min|45 minutes reading on the train this morning|solved two leetcode problems",
    None: "the moon is made of cheese|purple monkey dishwasher",
}
"""Others, made up later."""

NEWCOMERS = {
    Intent.BEGINNER: "I've never programmed before, is that a problem?|first time here, be gentle|is python hard to learn?",
    Intent.LITTLE: "is it ok if I only do ten minutes|is 1 hour a day enough to make it",
    Intent.KNOWN: "I already know all of this|I can code in java already",
    Intent.GROUP: "is there a group I could join|can my friend join?|who else is studying?|I'd like to study with my sister",
    Intent.DAYS: "please don't write on Fridays|I only have time on weekends now|let me study Tuesdays and Thursdays too|no reminders on Sundays please|I only have weekends",
    Intent.OFFLINE: "my internet was down all evening|laptop broke, waiting for repair",
    Intent.PLACE: "it's 9pm here|I'm in New York this month",
    Intent.SHOW: "show me the project|let's do the weekly review|the link you sent is dead",
    Intent.STUDIED: "here's my repo https://github.com/zoe/calc|my repo is at github.com/zoe/calculator|two pomodoros of regex|learned how to use breakpoints",
    Intent.CHANGE: "I want to switch to django|give me less to do per day|can the check-in be on Saturday",
    Intent.STREAK: "did yesterday count?|do weekends count?",
    Intent.MISTAKE: "scrap the last one|that was for yesterday, not today|remove yesterday's log",
    Intent.TIRED: "totally burned out right now|zzz|I've been up since 5am",
    Intent.STUCK: "I'm lost|git merge conflict, help!!|can't connect to postgres|inheritance makes my head spin",
    Intent.GIVE_UP: "I hate recursion",
    Intent.PROUD: "this is going well!|loving it so far",
    Intent.WHAT_NOW: "feeling great today!|what do I need to build this week|alright, where's my lesson|how long does an evening take",
    Intent.SICK: "off sick till Monday",
    Intent.HOLIDAY: "see you in two weeks, I'm off to Greece|we're at the lake house until Sunday|new baby arrived!!",
    Intent.BUSY: "in-laws are here all weekend",
    Intent.TIME: "change it to 21:00|I don't want messages before 8",
    Intent.BACK: "back in the game|let's pick up where I left off",
    Intent.OTHER_WEEK: "repeat this week please",
    Intent.WEEK_DONE: "end the week",
    Intent.OWN_WORDS: "what did I plan for this week",
    Intent.REVIEW: "give me a quiz on week 1",
    Intent.EXPORT: "backup please",
    Intent.ERASE: "forget everything you know about me",
    Intent.STOP: "turn it off for now",
    Intent.NOT_TODAY: "not feeling it today",
    Intent.WHO: "sorry, who am I talking to|do I have to pay|are you still there",
    Intent.THANKS: "ta",
    None: "just opened the laptop|asdfgh",
}
"""What people say in their first week."""

TABLES = [
    [(text, intent) for intent, texts in each.items() for text in texts.split("|")]
    for each in (SENTENCES, MORE_SENTENCES, NEWCOMERS)
]


@pytest.mark.parametrize("table", TABLES)
def test_what_is_meant(table: list[tuple[str, Intent | None]]) -> None:
    heard = {text: meaning_of(text) for text, _ in table}
    wrong = {
        text: found
        for text, intent in table
        if intent is not None and ((found := heard[text]) is None or found.intent is not intent)
    }
    assert wrong == {}


@pytest.mark.parametrize("table", TABLES)
async def test_sixty_sentences_get_an_answer_and_change_nothing(
    term: Terminal, table: list[tuple[str, Intent | None]]
) -> None:
    assert len(table) >= 60
    await term.say("/start roadmap=six-month tz=Europe/Berlin from=2026-03-02", "/done 25")
    pages = ("/progress", "/streak", "/settings", "/why")
    before = [await term.say(page) for page in pages]
    hints = []
    for text, _ in table:
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
