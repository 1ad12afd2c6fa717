"""The languages a learner can choose: the platform's is a first guess only (promise 8)."""

from bot.chat.translate import Say, languages
from bot.errors import CoachError


def language_meant(say: Say, wanted: str) -> str:
    """The language that is wanted by its code or a name: `de`, `Deutsch`, `german`.

    Raises CoachError where Waymark does not speak it.
    """
    told = wanted.strip().casefold()
    for language in languages():
        names = {Say(each).language_name(language).casefold() for each in languages()}
        if told == language or told in names:
            return language
    spoken = say.listed([say.language_name(each) for each in languages()])
    raise CoachError("I only speak {languages} so far: language=en", languages=spoken)


def languages_by_name() -> dict[str, str]:
    """Every language that is spoken, with its own name for itself: `Deutsch`."""
    names = {each: Say(each).language_name(each) for each in languages()}
    return {each: f"{name[:1].upper()}{name[1:]}" for each, name in names.items()}
