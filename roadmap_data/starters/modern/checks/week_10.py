"""Week 10: three planted faults named in 10 minutes each, from dashboards.

Without a word it plants one of your six faults at random, by the command `fault`, and does not say
which. With a word it is your answer: `week_10.py slow-query`. A wrong name ends the round.
"""

import json
import secrets
import sys
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any

from proof import ROOT, NotYetError, command, must, run, setting

ROUNDS, MINUTES, FAULTS = 3, 10, 6
STATE = Path(".parcels/week_10.json")


def check(words: list[str], now: float) -> str:
    names = setting("faults")
    if not isinstance(names, list) or len(set(names)) < FAULTS:
        raise NotYetError(f"faults in [tool.parcels] must name {FAULTS} different faults")
    state = _state()
    found: dict[str, float] = state["found"]
    if len(found) < ROUNDS and not state["planted"]:
        _plant([each for each in names if each not in found], state, now)
        raise NotYetError("a fault is planted: find it by dashboards, then run this with its name")
    if len(found) < ROUNDS:
        _judge(words, state, now)
    if len(found) < ROUNDS:
        raise NotYetError(f"{len(found)} of {ROUNDS} found: run this again for the next fault")
    times = ", ".join(f"{minutes:.0f}" for minutes in found.values())
    return f"{len(found)} faults named from dashboards, in {times} min"


def _plant(names: list[str], state: dict[str, Any], now: float) -> None:
    name = secrets.choice(names)
    salt = secrets.token_hex(8)
    must(command("fault", name=name))
    _keep({**state, "planted": _hidden(name, salt), "salt": salt, "at": now})


def _judge(words: list[str], state: dict[str, Any], now: float) -> None:
    minutes = (now - state["at"]) / 60
    if not words:
        raise NotYetError(f"a fault was planted {minutes:.0f} min ago: run this with its name")
    name = words[0]
    must(command("fault", name="none"))
    right = _hidden(name, state["salt"]) == state["planted"]
    if right and minutes <= MINUTES:
        state["found"][name] = minutes
    _keep({"found": state["found"], "planted": ""})
    if not right:
        raise NotYetError(f"it was not {name}: what do the dashboards lack? Run this again")
    if minutes > MINUTES:
        raise NotYetError(f"right, but after {minutes:.0f} min of {MINUTES}: run this again")


def _hidden(name: str, salt: str) -> str:
    """The name so that a look into the file does not tell it."""
    return sha256(f"{salt} {name}".encode()).hexdigest()


def _state() -> dict[str, Any]:
    file = ROOT / STATE
    kept: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return {"found": {}, "planted": "", **kept}


def _keep(state: dict[str, Any]) -> None:
    file = ROOT / STATE
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(state), encoding="utf-8")


if __name__ == "__main__":
    run(10, lambda: check(sys.argv[1:], time()))
