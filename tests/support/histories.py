"""Histories of learners at random: what they may say and press over some weeks."""

import random
from typing import Final

START: Final = (
    "/start tz=Europe/Berlin pace=standard days=mon-sat",
    "/start roadmap=six-month pace=accelerated tz=America/New_York days=mon-fri at=07:30",
    "/start roadmap=europe-jobs tz=Asia/Kathmandu days=mon,wed,fri from=2026-03-05",
    "/start tz=Pacific/Auckland days=fri-mon rollover=0",
)
DEEDS: Final = (
    "/done {minutes} kata =1+1 “quoted”",
    "/done",
    "/done {minutes} yesterday",
    "/done {minutes} 2026-03-02",
    "/week|!press Functions",
    "/week|!press Git",
    "/next",
    "/back",
    "/undo",
    "/today|!press Done",
    "/today|!press Still at it",
    "/checkin|- loops & lists\n|a calculator|recursion|4|at my desk at 19:00|2",
    "/checkin|naïve 🙂 text|Skip",
    "/checkin|!press Just move on",
    "/pause 4d",
    "/resume",
    "/settings days=mon-sun",
    "/settings tz=Europe/Paris",
    "/settings rollover=3 at=21:00",
    "/settings streak=off",
    "/settings streak=on names=on",
    "/plan|!press Trim optional topics|!press Yes, leave them out",
    "/plan|!press Accelerated|!press Yes",
    "/checklist|!press Build a complete",
    "/start roadmap=six-month",
    "/roadmaps|!press Switch|!press Yes, switch",
)
SKIPS: Final = ("!skip 3h", "!skip 9h", "!skip 1d", "!skip 1d", "!skip 1d", "!skip 2d", "!skip 5d")


def history(seed: int, most: int = 40) -> list[str]:
    """Lines of one learner, from their set-up on."""
    dice = random.Random(seed)
    lines = [dice.choice(START)]
    for _ in range(dice.randrange(most)):
        deed = dice.choice(DEEDS).format(minutes=dice.randrange(1, 300))
        lines += deed.split("|")
        if dice.random() < 0.6:
            lines.append(dice.choice(SKIPS))
    return lines
