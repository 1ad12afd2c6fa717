"""A picture in words: made from the same figures as the picture itself (promise 14.2)."""

from typing import assert_never

from bot.chat.drawings import (
    DayMap,
    Drawing,
    Figures,
    HourBars,
    Legend,
    MonthMap,
    NameList,
    Note,
    Outlook,
    Panel,
    Picture,
    Trail,
)
from bot.chat.translate import Say


def picture(say: Say, name: str, drawing: Drawing) -> Picture:
    """A drawing as a block of a message: `name` is that of its file, without an ending."""
    words = tuple(in_words(say, panel) for panel in drawing.panels)
    return Picture(name=f"{name}.png", drawing=drawing, words=words)


def in_words(say: Say, panel: Panel) -> str:
    """One panel as a line."""
    match panel:
        case Note():
            return panel.text
        case Figures():
            figures = (say.line("{value} {label}", **vars(each)) for each in panel.items)
            return " · ".join(figures)
        case _:
            return say.line("{label}: {told}", label=panel.label, told=_told(say, panel))


def _told(say: Say, panel: Trail | DayMap | MonthMap | HourBars | NameList | Outlook) -> str:
    match panel:
        case Trail():
            return panel.value
        case DayMap() | MonthMap():
            return _counted(say, panel.legend) or panel.value
        case HourBars():
            return _hours(say, panel)
        case NameList():
            return "; ".join(panel.names)
        case Outlook():
            days = panel.planned, panel.likely, panel.surely
            return ", ".join(
                say.line("{name} {text}", name=day.name, text=day.text) for day in days
            )
        case _:
            assert_never(panel)


def _counted(say: Say, legend: tuple[Legend, ...]) -> str:
    counted = (say.line("{label} {n}", label=each.label, n=each.count) for each in legend)
    return ", ".join(counted)


def _hours(say: Say, panel: HourBars) -> str:
    """`2 Mar 5.5 h, 9 Mar 4 h (the plan: 8-10 h a week)`."""
    bars = (
        say.line("{day} {hours} h", day=say.short_day(bar.day), hours=bar.value)
        for bar in panel.bars
    )
    hours = ", ".join(bars)
    return say.line("{hours} ({plan})", hours=hours, plan=panel.plan) if panel.plan else hours
