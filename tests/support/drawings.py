"""Drawings of every state a learner or a group can be in, for pictures that are looked at."""

from datetime import date, timedelta

from bot.chat.drawings import (
    DayMap,
    DayMark,
    Drawing,
    Figure,
    Figures,
    HourBar,
    HourBars,
    Landmark,
    Legend,
    Look,
    MonthMap,
    NameList,
    Note,
    Outlook,
    Panel,
    Trail,
)

MONDAY = date(2026, 3, 2)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NAMES = {
    DayMark.DONE: "done",
    DayMark.REPAIRED: "repaired",
    DayMark.FROZEN: "frozen",
    DayMark.REST: "rest",
    DayMark.PAUSED: "paused",
    DayMark.EXCUSED: "excused",
    DayMark.MISSED: "missed",
    DayMark.TODAY: "today",
}
PHASES = (4, 12, 16, 20)


def trail(done: int, total: int = 24) -> Trail:
    """Weeks behind."""
    return Trail(
        label="Weeks", value=f"{done} of {total} done", done=done, total=total, breaks=PHASES
    )


def day_map(days: str, first: date = MONDAY) -> DayMap:
    """Days, with the months above them."""
    months = []
    for week in range(-(-len(days) // 7)):
        monday = first + timedelta(weeks=week)
        if week == 0 or monday.day <= 7:
            months.append((week, f"{monday:%b}"))
    return DayMap(
        label="Study days",
        value=f"{days.count('d') + days.count('w')} done",
        first=first,
        days=days,
        months=tuple(months),
        weekdays=WEEKDAYS,
        legend=tuple(
            Legend(mark=mark, label=name, count=days.count(mark))
            for mark, name in NAMES.items()
            if mark in days
        ),
    )


def hours(*minutes: int, least: int = 480, most: int = 600) -> HourBars:
    """Hours by week beside the plan's 8 to 10."""
    bars = tuple(
        HourBar(
            day=MONDAY + timedelta(weeks=week),
            label=f"{MONDAY + timedelta(weeks=week):%-d/%-m}",
            minutes=each,
            value=f"{each / 60:.1f}".removesuffix(".0"),
        )
        for week, each in enumerate(minutes)
    )
    total = sum(minutes)
    return HourBars(
        label="Hours a week",
        value=f"{total // 60} h {total % 60} min in all",
        bars=bars,
        least=least,
        most=most,
        plan="the plan: 8-10 h a week",
    )


def names(*shipped: str) -> NameList:
    """Projects that were shipped."""
    return NameList(label="Shipped", value=str(len(shipped)), names=shipped, unnamed="a project")


def outlook(planned: int, likely: int, surely: int) -> Outlook:
    """Ends, in weeks from the second of March."""

    def landmark(weeks: int, name: str) -> Landmark:
        day = MONDAY + timedelta(weeks=weeks)
        return Landmark(day=day, text=f"{day:%-d %B %Y}", name=name)

    return Outlook(
        label="In sight",
        value="",
        today=landmark(6, "today"),
        planned=landmark(planned, "planned"),
        likely=landmark(likely, "likely"),
        surely=landmark(surely, "quite surely"),
    )


def figures(**counted: str) -> Figures:
    """Numbers that are to be seen at once."""
    items = (Figure(value=value, label=name.replace("_", " ")) for name, value in counted.items())
    return Figures(items=tuple(items))


def drawing(
    *panels: Panel,
    title: str = "Week 7 of 24",
    subtitle: str = "Six months of Python",
    look: Look = Look.LIGHT,
    badge: bool = False,
) -> Drawing:
    """A picture."""
    return Drawing(
        look=look, title=title, subtitle=subtitle, unnamed="My roadmap", badge=badge, panels=panels
    )


STEADY = "dddddrr" * 6
MIXED = "ddfdddrdmwddrrddddddrpppppprddddxdrdddt...".replace("\n", "")

STATES: dict[str, Drawing] = {
    "empty": drawing(
        trail(0),
        day_map("t......"),
        Note(text="Your first hours and projects will show here. Ten minutes are a beginning."),
        title="Week 1 of 24",
    ),
    "first-week": drawing(
        trail(0), day_map("dddt..."), hours(250), title="Week 1 of 24", subtitle="Anna"
    ),
    "steady": drawing(
        trail(6),
        day_map(MIXED),
        hours(310, 540, 615, 480, 0, 560),
        names("Command-line calculator", "Notes API"),
        outlook(24, 22, 27),
    ),
    "dark": drawing(
        trail(6),
        day_map(MIXED),
        hours(310, 540, 615, 480, 0, 560),
        names("Command-line calculator", "Notes API"),
        outlook(24, 22, 27),
        look=Look.DARK,
    ),
    "year": drawing(
        trail(30, 36),
        day_map(
            ("dddddrr" * 3 + "dfdddrr" + "ddddmwr" + "ppppppp" * 2 + "dddddrr") * 6 + "dddddrr" * 5
        ),
        hours(*(300, 450, 700, 480, 500, 1320, 480, 90)),
        names(*(f"Project number {each}" for each in range(1, 6)), "and 7 before these"),
        outlook(40, 12, 18),
        title="Week 31 of 36",
    ),
    "all-frozen": drawing(trail(1), day_map("ddddddrffffffrddddddrfft...."), hours(300, 0, 280, 0)),
    "paused": drawing(
        trail(3),
        day_map("ddddddr" * 2 + "ddppppp" + "ppppppp" * 2 + "pppp..."),
        hours(480, 480, 120, 0, 0, 0),
    ),
    "finished": drawing(
        figures(weeks="24", logged="214 h", projects="6", study_days="128"),
        trail(24),
        names("Capstone: a study tracker", "Task API", "Notes API"),
        title="Six months of Python",
        subtitle="finished on 16 August 2026",
        badge=True,
    ),
    "phase": drawing(
        figures(weeks="4", logged="38 h 30", study_days="22"),
        trail(4),
        title="Foundations",
        subtitle="phase finished · Six months of Python",
        badge=True,
        look=Look.DARK,
    ),
    "long-names": drawing(
        trail(3, 104),
        day_map("ddddddr" * 19),
        hours(6000, 61, least=60, most=90),
        names(
            "An exceedingly long name of a project that nobody could ever say in one breath, nor two",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverwaltung",
        ),
        title="Week 4 of 104",
        subtitle="The complete road from nothing at all to everything there is about distributed systems in Python",
    ),
    "persian": drawing(
        trail(3),
        day_map("ddddddr" * 3),
        names("ربات تلگرام", "وبلاگ شخصی با Django", "Прогноз погоды", "Αριθμομηχανή"),
        title="مسیر شش‌ماهه پایتون",
        subtitle="سارا رضایی",
    ),
    "emoji": drawing(
        trail(3),
        day_map("ddddddr" * 3),
        names("🎉🎉🎉", "Weather bot ☀️", "天气机器人", "नोट्स ऐप"),
        title="🐍🚀",
        subtitle="Sam 🎉",
    ),
    "recap": drawing(
        figures(study_days="5 of 6", logged="7 h 20", streak="23"),
        day_map("dddrd.d"),
        title="My week 7 of 24",
        subtitle="Six months of Python",
    ),
    "group-month": drawing(
        MonthMap(
            label="March 2026",
            value="19 of 26 days",
            offset=6,
            days="rdddddfrddmdddrddddddrddmddrdt.",
            weekdays=WEEKDAYS,
            legend=(
                Legend(mark=DayMark.DONE, label="made together", count=19),
                Legend(mark=DayMark.FROZEN, label="kept by a freeze", count=1),
                Legend(mark=DayMark.MISSED, label="fell short", count=2),
                Legend(mark=DayMark.REST, label="quiet", count=5),
            ),
        ),
        figures(group_streak="12", longest="15", kudos="31"),
        title="Python group",
        subtitle="March 2026",
    ),
}
"""Each is a golden picture, named after it."""
