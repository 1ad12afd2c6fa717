"""Week 13: the dropped database is back in the time you had written down.

docs/runbook.md has a heading Restore, and a line `minutes promised:`, committed before `minutes
measured:` is there. The check reports some parcels, runs `backup`, reports some more, runs `drop`,
and then your clock runs: `restore`, until the parcels are back. It does so on your own machine
only; without those three commands it drops nothing.
"""

import re
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from pages import promised
from proof import NotYetError, command, must, run, text, until
from service import URL, event, new_parcel, reported, shown

PAGE = "docs/runbook.md"
BEFORE, AFTER = 20, 5
BACK_SECONDS = 600.0
HOME = {"127.0.0.1", "localhost", "::1"}


def check(back: float = BACK_SECONDS) -> str:
    if urlsplit(URL).hostname not in HOME:
        raise NotYetError(f"{URL} is not your own machine: practise on a copy there first")
    if not re.search(r"^#+ .*\brestore\b", text(PAGE), re.MULTILINE | re.IGNORECASE):
        raise NotYetError(f"{PAGE} has no heading Restore: write the steps down")
    written = promised(PAGE, "minutes promised", "minutes measured")
    commands = {name: command(name) for name in ("backup", "drop", "restore")}
    kept = _reported(BEFORE)
    must(commands["backup"])
    newer = _reported(AFTER)
    must(commands["drop"])
    if any(_is_there(parcel, told) for parcel, told in kept.items()):
        raise NotYetError("after `drop` the parcels are still there: drop the service's database")
    begun = monotonic()
    must(commands["restore"])
    until(lambda: _all_there(kept), back, 0.5)
    minutes = (monotonic() - begun) / 60
    if missing := [each for each in kept if not _is_there(each, kept[each])]:
        raise NotYetError(f"{len(missing)} of {BEFORE} parcels did not come back: mend the restore")
    if minutes > written:
        raise NotYetError(
            f"it took {minutes:.1f} min, you had written {written:g}: mend one of both"
        )
    lost = sum(not _is_there(parcel, told) for parcel, told in newer.items())
    return f"back in {minutes:.1f} of {written:g} min; {lost} of {AFTER} newer parcels lost"


def _reported(count: int) -> dict[str, dict[str, Any]]:
    """New parcels, each with what the service shows of it."""
    parcels = [new_parcel() for _ in range(count)]
    for each in parcels:
        reported(event(each))
    return {each: shown(each) for each in parcels}


def _all_there(parcels: dict[str, dict[str, Any]]) -> bool:
    return all(_is_there(parcel, told) for parcel, told in parcels.items())


def _is_there(parcel: str, told: dict[str, Any]) -> bool:
    try:
        return shown(parcel) == told
    except NotYetError:
        return False


if __name__ == "__main__":
    run(13, check)
