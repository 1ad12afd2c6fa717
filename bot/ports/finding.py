"""What an examination of the host's set-up finds (promise 10)."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters: a note is well, too; an error has to be mended."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `waymark doctor`: no secret, no name of a learner is in it."""

    check: str
    level: Level
    what: str
    mend: str = ""


def well(check: str, what: str) -> Finding:
    """All is well."""
    return Finding(check, Level.OK, what)


def note(check: str, what: str) -> Finding:
    """Worth knowing; nothing has to be done."""
    return Finding(check, Level.NOTE, what)


def warning(check: str, what: str, mend: str) -> Finding:
    """It works, and should be mended."""
    return Finding(check, Level.WARNING, what, mend)


def error(check: str, what: str, mend: str) -> Finding:
    """It does not work until it is mended."""
    return Finding(check, Level.ERROR, what, mend)
