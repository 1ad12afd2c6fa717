"""Settings as options of a command, and how a value is shown: in words (promise 8)."""

from datetime import time
from typing import Any, Final

from bot.chat.arguments import ArgumentType, option, setting
from bot.chat.messages import Text, plain
from bot.chat.translate import Say, marked
from bot.domain.preferences import WRITE, Preferences
from bot.features.setup.choosing import days_in_words

LABELS: Final = {
    "tz": marked("Time zone"),
    "at": marked("Daily prompt"),
    "days": marked("Study days"),
    "rollover": marked("My day begins at"),
    "quiet": marked("Quiet hours"),
    "checkin": marked("Check-in"),
    "streak": marked("Streak shown"),
    "saver": marked("Evening reminder"),
    "names": marked("Name on group boards"),
    "look": marked("Pictures"),
    "language": marked("Language"),
}

VALUE_WORDS: Final = {
    True: marked("on"),
    False: marked("off"),
    "light": marked("light"),
    "dark": marked("dark"),
}
"""Values that are few words."""

HELP: Final = {
    "rollover": marked("the hour your day begins, 0 to 23"),
    "quiet": marked("no messages then: 22:00-07:00, or off"),
    "checkin": marked("the weekly check-in, like sun-18:00"),
    "streak": marked("show the streak, on or off"),
    "saver": marked("an evening reminder, on or off"),
    "names": marked("my name on group boards, on or off"),
    "look": marked("pictures on a light or a dark ground"),
    "language": marked("the language, like en"),
}
"""What the options say that both `/start` and `/settings` take."""


def habit(key: str) -> Any:
    """An option of the name of a setting, with what it says."""
    kind = ArgumentType(str) if key == "language" else setting(key)
    return option(kind, HELP[key])


def shown(say: Say, wanted: Preferences, key: str) -> Text:
    """The value of a setting as a learner reads it."""
    match key:
        case "days":
            return plain(days_in_words(say, wanted.days))
        case "rollover":
            return plain(f"{time(wanted.rollover):%H:%M}")
        case "checkin":
            weekday, at = wanted.checkin
            return say("every {weekday} at {time}", weekday=say.weekday(weekday, "wide"), time=at)
        case "streak" | "saver" | "names" | "look":
            return say(VALUE_WORDS[getattr(wanted, key)])
        case "language":
            return say("{language}", language=say.language_name(wanted.language))
        case _:
            value = getattr(wanted, key)
            return plain(WRITE[key](value)) if value else say(VALUE_WORDS[False])
