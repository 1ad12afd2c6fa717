"""What tired people type at ten in the evening, and what it is taken for (promise 8.2)."""

from datetime import date

import pytest

from bot.chat.reading.days import resolved
from bot.chat.reading.intents import meaning_of
from bot.chat.reading.vocabulary import Intent
from support.terminal import Terminal

TODAY, YESTERDAY = date(2026, 3, 10), date(2026, 3, 9)
START = "/start roadmap=six-month tz=Europe/Berlin from=2026-02-23"
PAGES = ("/progress", "/why", "/settings", "/journal")

STUDIED: tuple[tuple[str, int | None, int | None], ...] = (
    ("just did 40 mins on functions", 40, 0),
    ("finally sat down, 50 minutes of loops", 50, 0),
    ("sorry only 5 min", 5, 0),
    ("heut 30 min", 30, 0),
    ("45 min of loops on sat", 45, 3),
    ("this is for yesterday: 20 min", 20, 1),
    ("did half an hr before dinner", 30, 0),
    ("studied for an hour and 20 tonight", 80, 0),
    ("put in a solid 2 hrs today!!", 120, 0),
    ("managed 15 minutes, better than nothing lol", 15, 0),
    ("only ten minutes today sorry", 10, 0),
    ("i read the docs for three quarters of an hour", 45, 0),
    ("one and a half hours of loops done 💪", 90, 0),
    ("spent 1hr45 on the calculator", 105, 0),
    ("yesterday i did 50 min and forgot to log it", 50, 1),
    ("forgot to log yesterday - 35 minutes of lists", 35, 1),
    ("on Sunday I coded for 2 hours", 120, 2),
    ("did 1.5h last night", 90, 1),
    ("worked on the project from 7 to 8:30", 90, 0),
    ("25 min sql this morning", 25, 0),
    ("this afternoon 3 pomodoros", None, 0),
    ("did two pomodoros", None, 0),
    ("about 45 minutes i think", 45, 0),
    ("roughly an hour", 60, 0),
    ("nearly 2 hours today, feeling great", 120, 0),
    ("i did 20 mins on the train and 30 mins at home", 50, 0),
    ("20 min reading + 40 min coding", 60, 0),
    ("log 35 minutes", 35, 0),
    ("add 20 mins to today", 20, 0),
    ("can you log an hour for saturday please", 60, 3),
    ("Done! 55 minutes on dictionaries", 55, 0),
    ("finished functions, took me 2 hours", 120, 0),
    ("gestern 30 minuten", 30, 1),
    ("heute 45 min gelernt", 45, 0),
    ("25 gestern", 25, 1),
    ("2 Std. python", 120, 0),
    ("did an hour on 5 march", 60, 5),
    ("studied 40 min on the 6th", 40, 4),
    ("40 min 03/06", 40, None),
    ("friday: 50 minutes git", 50, 4),
    ("1 hour two days ago", 60, 2),
    ("the day before yesterday 30", 30, 2),
    ("ysterday 25 mins", 25, None),
    ("yest 25", 25, 1),
    ("did 25 mins yday", 25, 1),
    ("45 mintues of lists", 45, 0),
    ("studyed 50 mins 2day", 50, 0),
    ("2hours", 120, 0),
    ("90m", 90, 0),
    ("1h", 60, 0),
    ("a quarter of an hour", 15, 0),
    ("an hour or so on flask", 60, 0),
    ("did 1 hour 10", 70, 0),
    ("from 20:00 until 21:15", 75, 0),
    ("100 minutes of pure pain", 100, 0),
    ("8 hours today, no joke", 480, 0),
    ("i pushed it to github https://github.com/me/calc", None, 0),
    ("functions are done, tick it", None, 0),
    (
        "so i came home late and then the dog was sick but anyway i managed to do like thirty minutes of sql before bed",
        30,
        0,
    ),
    ("was ill all weekend but did 20 mins today", 20, 0),
    ("did 30 mins but now i have a headache", 30, 0),
    ("hi, done for tonight, 1h20, mostly debugging", 80, 0),
    ("one hour of revision, my head hurts", 60, 0),
    ("i did my 25 mins and then another 25", 50, 0),
    ("did 30 min and 20 more", 50, 0),
    ("30 min sql, then 15 extra", 45, 0),
    ("did 30 min and 20 more exercises", 30, 0),
    ("did 45 min of lesson 3 again", 45, 0),
    ("did 45 min, exercise 20 extra", 45, 0),
    ("did 30 min of chapter 4 and 5 more", 30, 0),
    ("got through 3 exercises", None, 0),
    ("read chapter 4", None, 0),
    ("watched 2 videos (40 mins total)", 40, 0),
    ("ok so today was mad but i squeezed in 25 mins of dicts on the bus", 25, 0),
    ("did my half hour 🎉", 30, 0),
    ("45mins ✅", 45, 0),
    ("just finished an hour and a bit of git stuff", 60, 0),
    ("i've been at it since 8, so like two hours", 120, 0),
    ("two hrs on saturday, forgot to say", 120, 3),
    ("missed logging thursday: 50 min", 50, 5),
    ("wrote tests for an hour n a half", 90, 0),
    ("40 minuten listen geübt", 40, 0),
    ("30 min gestern abend", 30, 1),
    ("ayer 45 minutos", 45, 1),
    ("1h30 hier", 90, None),
    ("samstag 2 stunden", 120, 3),
    ("log it please 30", 30, 0),
    ("20 minutes is all i had", 20, 0),
    ("couldnt do more than 15 min today", 15, 0),
    ("i aimed for an hour but only got 20 min in", 20, 0),
    ("instead of 60 i did 40 minutes", 40, 0),
    ("shipped it!! github.com/anna/todo", None, 0),
    ("phew, 35 min of classes, thats me done", 35, 0),
    ("only did 20, kids wouldnt sleep", 20, 0),
    ("half hour of reading on the tube", 30, 0),
    ("been coding since dinner, bout 1.5 hrs", 90, 0),
    ("i think i did around 50 minutes in total", 50, 0),
    ("two days ago i did 40 and forgot", 40, 2),
    ("thirty mins decorators 🤯", 30, 0),
    ("Worked thru exercises 3 to 7, 55min", 55, 0),
    ("revised for 1 hour 15 mins w/ flashcards", 75, 0),
    ("did a bit of git before work", None, 0),
    ("studied.", None, 0),
    ("not much, maybe 12 minutes", 12, 0),
    ("0.5h", 30, 0),
    ("ninety minutes, new record!", 90, 0),
    ("1 std 20 min pandas", 80, 0),
    ("i solved it!!!", None, 0),
)
"""A sentence, its minutes, and how many days back it is; None where it has to be asked."""

MEANT: dict[Intent | None, str] = {
    Intent.SEVERAL_DAYS: "studied 30 mins monday and 45 mins today|half an hour yesterday and an hour today|wed 45 min, thu 30 min",
    Intent.NOT_TODAY: "didn't study today|did nothing yesterday|i feel guilty for not studying|watched netflix for 2 hours instead",
    Intent.TIRED: "no study tonight, too knackered|I was going to do 30 minutes but fell asleep|so tired i could cry|exhausted after work, can i skip today?|brain is mush|😴|slept 4 hours, cant do this today|im burned out",
    Intent.LATER: "planning to do 2 hours tomorrow|tomorrow i'll do 45 min|i'll try to get 30 min in before bed|can we pick this up again on monday",
    Intent.WHAT_NOW: "should i do 25 or 50 minutes today?|wanna do 10 minutes now|ive only got 15 min, what should i do|what's next?|whats on for tonight?|what do i do today|remind me what im doing this week|is today a rest day|which chapter should i read first",
    None: "i need 20 more minutes",
    Intent.SICK: "ugh i've got the flu|im down with a cold, cant think|migraine. not happening today|my kid is ill, no time this week|at the hospital with my mum|hubby has covid and kids are home|food poisoning, talk in a few days|throat's on fire :(|got my wisdom teeth out today|headache again. sry|in hospital since monday",
    Intent.HOLIDAY: "off to Italy on friday for 10 days|on hols till sunday|im away until the 20th|skiing till sunday!!|in Greece from tomorrow for 2 weeks|no internet until the end of the month|my daughter was born last night!!|flying home tomorrow, offline till monday|on a retreat until 21 march",
    Intent.PAUSE: "back on 23 march, pause until then|pause me till next monday|need a week off|take a break until after easter|pls pause, back on the 20th|give me ten days off|break until 1 april pls|freeze everything for a fortnight|let me rest for 3 days",
    Intent.STOP: "stop messaging me|please leave me alone|unsubscribe|i want to quit|stop it|no more pings please|i dont want this anymore|reminders off please|too many messages!!!",
    Intent.GIVE_UP: "i hate this|this is pointless, i'll never get it|too hard|i'm so behind|week 3 is killing me|im useless at this|honestly what is the point|everyone else is faster than me|hate this app|you're useless",
    Intent.STUCK: "recursion makes no sense to me|im totally lost with pip|wtf is a decorator|my code doesnt work and idk why|the link is broken|pointers?? what even is self|keep getting IndentationError|git says detached head, help!!|cant install python on my work laptop|i dont get list comprehensions|vs code wont open my folder|ModuleNotFoundError: No module named flask|my tests fail and i dont know why|should i use a list or a tuple here",
    Intent.CHANGE: "this is way too easy|can i switch roadmaps|switch me to the django roadmap|is there a shorter roadmap?|going too slow for me, can we speed up|swap to the europe one|switch to 5 days a week|i want to do the ai one",
    Intent.STREAK: "ive missed 3 days, is my streak gone?|how long is my streak?|how does the streak work|what's a freeze?|is 10 mins enough to keep the streak?|did i study on friday?|what happens if i miss a day|do i lose my streak if i pause",
    Intent.BACK: "hey im back!|sorry ive been away for weeks|ok lets start again|i'm back from holiday|survived the exams, let's go again",
    Intent.PROGRESS: "how many hours have i done so far?|when will i be finished?|which week am i on?|whats left this week|how much longer till im done with all this|show me my stats pls",
    Intent.TIME: "can you remind me at 9 instead|write to me at 7pm from now on|change the time to 6:30am|can you write later in the day, like 8pm|dont write before 9am|7am is too early|when do you write tomorrow|send the prompt at noon from now|21:30 would be better",
    Intent.PLACE: "i moved to lisbon|im in toronto now|timezone is wrong",
    Intent.SHOW: "whats the difference between the roadmaps|show the week",
    Intent.MISTAKE: "how do i undo that?|oops wrong number|that was a mistake, delete it|i double logged, sorry|undo pls|that last one was 30 not 50|could you take off the last 20 min",
    Intent.WHO: "who are you?|are you a bot",
    Intent.THANKS: "cheers mate 🙏|thx!!|👍|lol|merci beaucoup|ur the best|good bot|thank u so much ❤️|awesome, ty",
    Intent.BYE: "good night|gn|night night",
    Intent.HELLO: "evening :)|yo|u there?|morning!|hallo",
    Intent.YES: "ok|yes please",
    Intent.WEEK_DONE: "week's done, what now|finished the week!|next week pls|take me to the next week",
    Intent.OTHER_WEEK: "go to week 5|im actually on week 6|go back one week|wrong week, im on 4|i want to redo week 1",
    Intent.EXPORT: "export my data|send me my data",
    Intent.ERASE: "delete my account|remove me|forget everything about me|delete everything|please erase it all",
    Intent.REVIEW: "test me|quiz me on lists|ask me something about dicts",
    Intent.TIMER: "start a timer for 25 min|focus 40|pomodoro time",
    Intent.QUESTION: "would 15 minutes still count?|where do i find the exercises|do i get a certificate|what time is it|can i still log yesterday?|can i have more exercises|where's my certificate",
    Intent.BUSY: "2 hours of meetings and now im dead|out of office til the 18th|wedding this weekend, no time|exam on thursday, back after that|moving flat this week",
    Intent.SAD: "funeral this week|rough day at work, skip pls",
    Intent.OWN_WORDS: "what did i write last week",
    Intent.PROUD: "finally got recursion!!! 🥳|got the job!!!!!",
    Intent.HELP: "how do i log for yesterday",
    Intent.NO: "no",
}
"""Sentences by what they are taken for; None gets the hint."""

NEVER_AS_SAID = {
    "25 hours": "is not a length",
    "0 minutes": "is not a length",
    "-30 min": "is not a length",
    "/done 2 flurbs": "is not a length",
    "/done 3 more chapters": "is not a length",
    "/done 7 easy problems": "is not a length",
    "/done 45 wendesday": "Is wendesday a day?",
    "/done 45 hier": "Is hier a day?",
    "/done 45 morgen": "still to come",
    "/done 25 flask yesterday": "Which day did you study?",
    "/done 50 sql joins last night": "Which day did you study?",
    "/done 25 flask yesteday": "Which day did you study?",
    "/done 30 min, then 20 min": "two lengths in one",
    "/done 20 min reading + 40 min coding": "two lengths in one",
    "/done 1h flask and half an hour of git": "two lengths in one",
}
"""Commands that would be stored otherwise than they are meant, and what is said instead."""

STORED = {
    "/done 25 gestern": "Logged 25 min for Sun 1 March.",
    "/done 45 min samedi": "Logged 45 min for Sat 28 February.",
    "/done 35 on the 1st": "Logged 35 min for Sun 1 March.",
    "/done 1h plus 15 min git": "Logged 1 h 15 min for Mon 2 March. “git”",
    "/done 30 redid the exercises from yesterday": "Logged 30 min for Mon 2 March. “redid",
    "/done 10 pandas": "Logged 10 min for Mon 2 March. “pandas”",
    "/done 25 loops": "Logged 25 min for Mon 2 March. “loops”",
    "done: 60": "Logged 1 h for Mon 2 March.",
    "Done 40, thanks": "Logged 40 min for Mon 2 March.",
}


def taken_for(text: str) -> object:
    found = meaning_of(text)
    if found is None or found.intent is not Intent.STUDIED:
        return found and found.intent
    when = resolved(found.when or "today", TODAY, YESTERDAY)
    return found.minutes, None if found.asks_day else (TODAY - when).days


def test_what_tired_people_type() -> None:
    told = {text: (minutes, back) for text, minutes, back in STUDIED}
    meant = {text: intent for intent, texts in MEANT.items() for text in texts.split("|")}
    wanted = {**told, **meant}
    assert len(wanted) >= 200
    assert {text: taken_for(text) for text in wanted} == wanted


def test_a_note_is_what_was_studied() -> None:
    notes = {
        "was ill all weekend but did 20 mins today": "",
        "so i came home late but anyway i managed to do like thirty minutes of sql": "sql",
        "forgot to log yesterday - 35 minutes of lists": "lists",
        "about 45 minutes i think": "",
        "did my half hour \U0001f389": "",
        "finished functions, took me 2 hours": "functions",
    }
    told = {text: meaning_of(text) for text in notes}
    assert {text: found and found.note for text, found in told.items()} == notes


async def test_nothing_is_stored_otherwise_than_it_was_meant(term: Terminal) -> None:
    await term.say(START)
    before = [await term.say(page) for page in PAGES]
    for said, heard in NEVER_AS_SAID.items():
        assert heard in await term.say(said), said
    assert [await term.say(page) for page in PAGES] == before
    for said, heard in STORED.items():
        assert heard in await term.say(said), said


async def test_a_day_behind_a_note_is_asked_about(term: Terminal) -> None:
    await term.say(START, "/done 25 flask yesterday")
    assert term.buttons == ["Mon 2 March", "Sun 1 March"]
    assert "Logged 25 min for Sun 1 March. “flask”" in await term.say("yesterday")


async def test_a_day_that_cannot_be_told_is_asked_about(term: Terminal) -> None:
    await term.say(START, "40 min 03/06")
    assert term.buttons[0] == "Mon 2 March"
    assert "Logged 40 min for Sun 1 March." in await term.say("!press Sun 1")


async def test_a_pause_and_a_time_are_offered_as_they_were_told(term: Terminal) -> None:
    await term.say(START)
    offered = {
        "im away until the 20th": "Pause until Fri 20 March",
        "pls pause, back on the 12th": "Pause until Wed 11 March",
        "need a week off": "Pause until Sun 8 March",
        "leave me alone for a week": "Pause until Sun 8 March",
        "stop writing to me until the 20th": "Pause until Fri 20 March",
        "off to Italy on friday for 10 days": "Pause 3 days",
        "no internet until the end of the year": "Pause 3 days",
        "write to me at 7pm from now on": "At 19:00",
        "7am is too early": "Choose a time",
    }
    for said, label in offered.items():
        await term.say(said)
        assert term.buttons[0] == label, said
    assert "to Sun 15 March" in await term.say("/pause till the 15th")


async def test_a_pause_is_offered_as_it_was_told_in_german(term: Terminal) -> None:
    await term.say(f"{START} language=de")
    for said, label in {
        "krank bis zum 5. März": "Pause bis Do., 5. März",
        "verreist, wieder da am nächsten Montag": "Pause bis So., 8. März",
        "verreist, back on monday": "Pause bis So., 8. März",
    }.items():
        await term.say(said)
        assert term.buttons[0] == label, said


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("an hour i guess", "1 h"), ("not sure, maybe half an hour?", "30 min"), ("40ish", "40 min")],
)
async def test_how_long_takes_a_guess(term: Terminal, said: str, minutes: str) -> None:
    await term.say(START, "/done")
    assert f"Logged {minutes} for" in await term.say(said)


async def test_days_after_a_question_people_are_answered_themselves(term: Terminal) -> None:
    await term.say(START, "/checkin", "!skip 2d")
    assert "Shall I log it" in await term.say("just did 40 mins on functions")
    assert "Get well first" in await term.say("ugh i've got the flu")
    assert "2 of 5" in await term.say("That was my answer")
    await term.say("!skip 2d")
    assert "your answer" in await term.say("lists and dicts")


async def test_what_is_hardly_an_answer_is_asked_about(term: Terminal) -> None:
    await term.say(START, "/checkin")
    for said in ("I studied 2 hours today", "not now", "idk", "so tired", "what should i do now?"):
        assert "your answer" in await term.say(said), said
    assert "2 of 5" in await term.say("nothing")
    assert "3 of 5" in await term.say("a small calculator, 2 hours of work")
    assert "4 of 5" in await term.say("I was tired all week")
    assert "Confidence 4" in await term.say("pretty good, 4/5")
    assert "A good plan" in await term.say("later in the evening, after dinner")
    assert "You stay in week 1" in await term.say("still the same")


async def test_the_set_up_takes_days_and_times_as_people_say_them(term: Terminal) -> None:
    await term.say("/start")
    assert "When shall I write" in await term.say("weekdays only")
    assert "Mon-Fri, I write at 19:00" in await term.say("evenings at 7")
    await term.say("which roadmap is best for a beginner?")
    assert term.buttons == ["Roadmaps", "Set up"]


async def test_a_good_night_knows_what_is_logged(term: Terminal) -> None:
    await term.say(START)
    assert "have not said so yet" in await term.say("good night")
    assert term.buttons == ["Done"]
    await term.say("/done 25")
    assert await term.say("gn") == "See you! Today is in the log: 25 min."


@pytest.mark.soak
async def test_an_evening_of_sentences_changes_nothing(term: Terminal) -> None:
    await term.say(START, "/done 25", "!skip 1m")
    before = [await term.say(page) for page in PAGES]
    texts = [text for text, _, _ in STUDIED]
    texts += [text for each in MEANT.values() for text in each.split("|")]
    for text in texts:
        assert await term.say(text), text
    assert [await term.say(page) for page in PAGES] == before
