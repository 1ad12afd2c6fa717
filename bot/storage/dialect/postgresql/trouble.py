"""What is wrong with the database, in one line, and whether it passes."""

from typing import Final

from sqlalchemy import URL
from sqlalchemy.engine import ExceptionContext

from bot.errors import BusyError, HostError

WAITED_OUT: Final = ("08", "40", "53", "57", "58", "XX", "55P03", "25P02", "25P03", "25006")
"""SQLSTATEs, or their first two characters: connections, deadlocks, resources, an operator's word,
the system, a lock, a transaction that was cut off, a server that only reads for now."""

TO_MEND: Final = {
    "28": "does not let us in: check the user and WAYMARK_DATABASE_PASSWORD_FILE",
    "3D": "does not exist: create it, then run `waymark db upgrade`",
    "42501": "refuses that to our user: grant what it owns",
}
"""What a host has to mend first."""

OF_A_DRIVER: Final = frozenset(
    {
        "InterfaceError",
        "OperationalError",
        "InternalClientError",
        "InvalidCachedStatementError",  # the schema was changed; it is prepared anew
    }
)
"""What a driver says by itself, without an SQLSTATE, and what passes."""

_WORDS_MOST: Final = 200
_PASSES: Final = ("starting up", "shutting down", "recovery mode", "too many", "slots are reserved")


def explain(context: ExceptionContext) -> None:
    """Trouble with the database is the host's to mend: one line in the place of a traceback."""
    if context.is_pre_ping:
        return  # a connection that was lost meanwhile: another is opened
    error = context.original_exception
    url = context.engine.url if context.engine is not None else None
    found = explained(error, url)
    if found is not None:
        raise found from error


def explained(error: BaseException, url: URL | None) -> HostError | None:
    """The same error as a host reads it; None where it is a fault of ours."""
    if isinstance(error, HostError):
        return error
    where = _where(url)
    if isinstance(error, OSError):  # a connection that cannot be made, is reset or says nothing
        return BusyError(f"{where} cannot be reached: is its server running?")
    state = getattr(error, "sqlstate", None)
    if state is None:
        return _without_state(error, where)
    for begins, what in TO_MEND.items():
        if state.startswith(begins):
            return HostError(f"{where} {what}")
    if state.startswith(WAITED_OUT):
        return BusyError(f"{where} cannot do that now: {_words(error)}")
    return None


def _without_state(error: BaseException, where: str) -> HostError | None:
    """What a driver says by itself, or of a server that did not let it in."""
    if type(error).__name__ not in OF_A_DRIVER:
        return None
    words = _words(error)
    if "FATAL" in words and not any(each in words for each in _PASSES):
        return HostError(f"{where} does not let us in: {words}")
    return BusyError(f"{where} is not connected: {words}")


def _where(url: URL | None) -> str:
    if url is None:
        return "the database"
    host = url.host or url.query.get("host") or "localhost"
    return f"the database {url.database} at {host}"


def _words(error: BaseException) -> str:
    """The first words of an error. The server's own: no value of a learner's is in them."""
    first = str(error).strip().splitlines() or [type(error).__name__]
    return first[0].rpartition("'>: ")[2][:_WORDS_MOST]
