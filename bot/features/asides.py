"""Lines that a platform says in the coach's name where no event comes of what came in."""

from typing import Final

from bot.chat.translate import marked

NOT_YOURS: Final = marked("That button is for somebody else. Yours come with /today")
"""Said to who presses another person's button (promise 11.3)."""

TEXT_ONLY: Final = marked("I can only read text. What to do now: /today")
UNREADABLE: Final = marked("I could not read that. Here is a fresh start: /today")
NOBODY: Final = marked("I can't see who you are: write to me as yourself, not as the group.")

SLOW_DOWN: Final = marked("Slow down, please: I can't keep up. Try again in a minute.")
"""Said once to who writes too much (promise 11.5)."""

PRIVATE_ONLY: Final = marked(
    "That is between you and me: write /{name} to me in private, at @{bot}"
)
HELLO_GROUP: Final = marked(
    "Hello! I help a group keep one study streak together. Whoever manages this chat can start it: /group start"
)
"""Said to a group that the bot was brought to."""
