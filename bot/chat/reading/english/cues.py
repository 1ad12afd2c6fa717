"""English words that hint at what is meant (promise 8.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading.vocabulary import Intent

CUES: Final[Mapping[Intent, str]] = {
    Intent.SICK: "stomach tummy poisoning throat throats teeth puking puked antibiotics bronchitis sinus allergy allergies cramps concussion operation infection virus dizzy nausea hungover hangover shivering sprained plaster flu fever fevr cold cough covid corona migraine hospital doctor pain vomiting injured broken",
    Intent.SAD: "cry crying funeral grief lonely unhappy breakup divorce miserable",
    Intent.HOLIDAY: "skiing sailing surfing cruise hols roadtrip trip airport beach camping flight hiking vacation holiday wifi festival abroad mountains seaside sea ski travelling traveling travel hotel visiting",
    Intent.TIRED: "brain energy energie toast sleep sleepy tired exhausted nap bed headspace drained",
    Intent.BUSY: "busy overtime deadline exam exams meeting meetings wedding guests boss shift stress appointment work office visitors kids childcare",
    Intent.GIVE_UP: "failure loser stupid dumb useless pointless hopeless quit quitting impossible worse crazy nowhere",
    Intent.MISTAKE: "mistake typo oops wrong undo entry accidentally accident",
    Intent.CHANGE: "easy slower faster pace slow boring advanced beginner harder easier timezone roadmap settings",
    Intent.STOP: "unsubscribe annoying spam pings nagging",
    Intent.WHAT_NOW: "anything something chapter menu lesson lessons topic topics learn study task exercise bored quick short idea ideas suggestion suggest today motivation",
    Intent.STUCK: "python pip git github code coding loop loops list lists dict dictionary function functions class classes debug install error bug terminal vscode pycharm windows linux mac import module variable variables string pytest decorator decorators generator generators modules errors bugs files venv pandas sql flask django docker api regex file syntax inheritance recursion polymorphism encapsulation closure closures lambda iterator comprehension comprehensions async await asyncio threads exception exceptions query queries migration migrations database databases schema join joins index merge rebase commit branch repo endpoint endpoints route routes request response server localhost port json csv yaml html http rest jwt oauth token postgres postgresql mysql sqlite redis celery mongodb kubernetes aws nginx uvicorn fastapi pydantic sqlalchemy alembic numpy tuple tuples set sets string strings print indentation traceback package packages dependency test tests mock fixture fixtures",
    Intent.PROGRESS: "progress stats finish percent",
    Intent.HELP: "help cost price premium free pay money command commands menu works feature features",
    Intent.WHO: "joke name bot robot human ai old creator language languages",
    Intent.THANKS: "awesome great nice love cool best amazing perfect fun happy",
    Intent.NOT_TODAY: "nothing skip lazy tv netflix gym party",
    Intent.LATER: "later tomorrow soon tonight monday tuesday wednesday thursday friday saturday sunday weekend",
}
"""Words that hint at an intent where nothing else was understood, the surest first."""
