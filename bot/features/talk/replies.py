"""What is answered in plain words: one warm line and fitting buttons for each intent (8.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.chat.reading.vocabulary import Intent
from bot.chat.translate import marked


@dataclass(frozen=True, slots=True)
class SpokenReply:
    """A line, a gettext message, and buttons as pairs of label and action."""

    line: str
    buttons: tuple[tuple[str, str], ...]


TODAY: Final = (marked("Today"), "/today")
DONE: Final = (marked("Done"), "/done")
HELP: Final = (marked("Help"), "/help")
TEN: Final = (marked("Just 10 minutes"), "ten")
NO: Final = (marked("No"), "leave-it")
SET_UP: Final = (marked("Set up"), "/start")
ABOUT: Final = (marked("What is this?"), "about")
_DAYS: Final = (marked("Pause 3 days"), "/pause 3d")
_WEEK: Final = (marked("A week"), "/pause 7d")
_FORTNIGHT: Final = (marked("2 weeks"), "/pause 14d")
_PROGRESS: Final = (marked("Progress"), "/progress")

REPLIES: Final[Mapping[Intent, SpokenReply]] = {
    Intent.SEVERAL_DAYS: SpokenReply(
        marked(
            "Well done! One day at a time, please, so that I keep it right: “30 min yesterday”."
        ),
        (TODAY, HELP),
    ),
    Intent.ERASE: SpokenReply(
        marked(
            "I can erase everything I keep about you. You will see first what goes, and I ask once more."
        ),
        ((marked("Erase my data"), "/forget"), (marked("Only stop writing"), "/stop"), NO),
    ),
    Intent.EXPORT: SpokenReply(
        marked("All of it is yours. Here it comes as a file:"),
        ((marked("All my data"), "/export"), (marked("Journal"), "/journal")),
    ),
    Intent.REVIEW: SpokenReply(
        marked("Good idea! A few questions on what you have finished:"),
        ((marked("Start the questions"), "/review"), TODAY),
    ),
    Intent.OTHER_WEEK: SpokenReply(
        marked("You move week by week, and you can look into any of them."),
        (
            (marked("Next week"), "/next"),
            (marked("Back a week"), "/back"),
            (marked("Look at this week"), "/week"),
            NO,
        ),
    ),
    Intent.OWN_WORDS: SpokenReply(
        marked("Your own words, week by week:"), ((marked("Journal"), "/journal"), _PROGRESS)
    ),
    Intent.PLACE: SpokenReply(
        marked("A new clock? Tell me your city, and your days follow it from tomorrow."),
        ((marked("Time zone"), "setting tz"), (marked("Settings"), "/settings"), NO),
    ),
    Intent.OFFLINE: SpokenReply(
        marked("Annoying! Ten minutes on paper count, too, or I pause until it is back."),
        (TEN, _DAYS, _WEEK, NO),
    ),
    Intent.GROUP: SpokenReply(
        marked("Studying together works in a group chat: invite me there, then say /group start."),
        ((marked("How groups work"), "/help group"), TODAY),
    ),
    Intent.DAYS: SpokenReply(
        marked("Your days are yours to choose. Which ones suit you?"),
        ((marked("Choose days"), "setting days"), (marked("Settings"), "/settings"), NO),
    ),
    Intent.KNOWN: SpokenReply(
        marked("Then tick off what you know, and your evenings go to what is new."),
        (
            (marked("Week"), "/week"),
            (marked("Next week"), "/next"),
            (marked("Pace and plan"), "/plan"),
        ),
    ),
    Intent.BEGINNER: SpokenReply(
        marked("Everybody started there. One small step an evening is all it takes."), (TODAY, TEN)
    ),
    Intent.LITTLE: SpokenReply(
        marked("Ten minutes are a whole study day. More is a bonus."), (TEN, TODAY)
    ),
    Intent.SICK: SpokenReply(
        marked("Get well first. Shall I pause three days? Nothing is lost."), (_DAYS, _WEEK, NO)
    ),
    Intent.PAUSE: SpokenReply(
        marked("Of course. How long shall I pause? Your plan moves with you, and nothing is lost."),
        (_DAYS, _WEEK, _FORTNIGHT, NO),
    ),
    Intent.SAD: SpokenReply(
        marked("I'm sorry. Be kind to yourself first; all you did here is kept. Shall I pause?"),
        (_DAYS, _WEEK, TEN, NO),
    ),
    Intent.TIRED: SpokenReply(
        marked("Tired is fine. Ten slow minutes count like any others, and so does a real rest."),
        (TEN, _DAYS, NO),
    ),
    Intent.HOLIDAY: SpokenReply(
        marked("Enjoy it! Shall I pause? Your plan moves with you, and your streak sleeps."),
        (_DAYS, _WEEK, _FORTNIGHT, NO),
    ),
    Intent.BUSY: SpokenReply(
        marked("Some weeks are like that. Ten minutes keep you in it, or the plan can bend."),
        (TEN, _DAYS, (marked("A lighter plan"), "/plan"), NO),
    ),
    Intent.GIVE_UP: SpokenReply(
        marked(
            "It is hard for everybody at some point, and that says nothing about you. What would help?"
        ),
        (TEN, (marked("A lighter plan"), "/plan"), _DAYS, (marked("Stop"), "/stop")),
    ),
    Intent.BACK: SpokenReply(
        marked("Welcome back! Nothing to catch up on. One small step is enough."),
        (TODAY, TEN, (marked("A lighter plan"), "/plan")),
    ),
    Intent.STUCK: SpokenReply(
        marked(
            "Being stuck is where the learning happens. Say the problem aloud in one sentence, then try the smallest piece of it."
        ),
        (TEN, (marked("Something to read"), "/resources"), TODAY),
    ),
    Intent.WEEK_DONE: SpokenReply(
        marked("Good work! Shall we go on to the next week?"),
        ((marked("Next week"), "/next"), (marked("Look at this week"), "/week"), NO),
    ),
    Intent.MISTAKE: SpokenReply(
        marked("Easily mended. Shall I take back what you logged last?"),
        ((marked("Take it back"), "/undo"), NO),
    ),
    Intent.WHAT_NOW: SpokenReply(
        marked("Here is a way in: today's page, or ten minutes of it."),
        (TODAY, TEN, (marked("Week"), "/week")),
    ),
    Intent.CHANGE: SpokenReply(
        marked("All of that can be changed. Where shall we look?"),
        (
            (marked("Settings"), "/settings"),
            (marked("Pace and plan"), "/plan"),
            (marked("Other roadmap"), "/roadmaps"),
            NO,
        ),
    ),
    Intent.QUESTION: SpokenReply(
        marked("I can't answer that: I keep your plan, but I'm no teacher. This may help:"),
        (TODAY, (marked("Something to read"), "/resources"), HELP),
    ),
    Intent.PROUD: SpokenReply(
        marked("That is great to hear, and it is all yours. Shall we keep it?"),
        (DONE, (marked("Look at this week"), "/week"), _PROGRESS),
    ),
    Intent.STREAK: SpokenReply(
        marked("Your streak, and how each day counted:"),
        ((marked("Streak"), "/streak"), (marked("Day by day"), "/why")),
    ),
    Intent.TIME: SpokenReply(
        marked("I can write at another time. When suits you?"),
        ((marked("Choose a time"), "setting at"), (marked("Settings"), "/settings"), NO),
    ),
    Intent.LATER: SpokenReply(
        marked("Later is fine. I am here, and ten minutes make the day count."), (TODAY, TEN)
    ),
    Intent.NOT_TODAY: SpokenReply(
        marked(
            "That is all right. Tomorrow is a new day, and ten minutes would still make this one count."
        ),
        (TEN, _DAYS, NO),
    ),
    Intent.HELP: SpokenReply(
        marked("Happy to. These are all you need on most days:"), (TODAY, DONE, HELP)
    ),
    Intent.WHO: SpokenReply(
        marked(
            "I'm Waymark, a study coach: a small program, not a person and no AI. I know your roadmap, say what to do today, and keep what you did."
        ),
        (TODAY, HELP),
    ),
    Intent.HELLO: SpokenReply(marked("Hello! Shall we look at today?"), (TODAY, DONE, HELP)),
    Intent.THANKS: SpokenReply(
        marked("You're welcome. You do the work, I only keep the list."), (TODAY, _PROGRESS)
    ),
    Intent.BYE: SpokenReply(
        marked("See you! If you studied today and have not said so yet:"), (DONE,)
    ),
    Intent.UNSURE: SpokenReply(
        marked("No matter, nothing here has to be exact. Whenever you are ready:"), (TODAY, TEN)
    ),
    Intent.YES: SpokenReply(marked("Good. Where shall we go?"), (TODAY, DONE, HELP)),
    Intent.NO: SpokenReply(marked("All right, everything stays as it is."), (TODAY,)),
}

NEWCOMER: Final = SpokenReply(
    marked("Hello! I'm a study coach. Shall we set up your plan? It takes a minute."),
    (SET_UP, ABOUT),
)
"""What is said before the set-up."""

SHOWN: Final[Mapping[str, tuple[str, str]]] = {
    "today": TODAY,
    "week": (marked("Week"), "/week"),
    "progress": _PROGRESS,
    "plan": (marked("Plan"), "/plan"),
    "journal": (marked("Journal"), "/journal"),
    "settings": (marked("Settings"), "/settings"),
    "resources": (marked("Something to read"), "/resources"),
    "roadmaps": (marked("Roadmaps"), "/roadmaps"),
    "checklist": (marked("Checklist"), "/checklist"),
    "checkin": (marked("Check-in"), "/checkin"),
    "calendar": (marked("Calendar"), "/calendar"),
    "project": (marked("Project"), "project"),
}
"""A button for each page that people ask for by its name."""

UNCHANGED: Final = frozenset({Intent.WHO, Intent.NO, Intent.GROUP, Intent.BEGINNER, Intent.LITTLE})
"""Intents that are answered the same before the set-up, with its buttons."""
