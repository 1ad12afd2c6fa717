"""How the value of a setting is shown: in words, as what is typed is short (promise 8)."""

from datetime import time
from typing import Final

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
    "language": marked("Language"),
}


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
        case "language":
            return say("{language}", language=say.language_name(wanted.language))
        case _:
            return plain(WRITE[key](getattr(wanted, key)))
