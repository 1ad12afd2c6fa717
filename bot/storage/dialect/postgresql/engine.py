"""The connections to the database, set up so that none of them waits for ever."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, NullPool, event, text
from sqlalchemy.dialects.sqlite.dml import OnConflictClause
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import HostError
from bot.storage.dialect.pooling import QUEUE_SECONDS, PatientPool
from bot.storage.dialect.postgresql.texts import take_only_text
from bot.storage.dialect.postgresql.trouble import explain, explained
from bot.storage.dialect.seam import Result

DRIVER: Final = "asyncpg"
POOLED: Final = "psycopg"
"""The driver for those behind a pooler: it prepares nothing, and keeps nothing in a session."""

CONNECTIONS: Final = 10
"""How many one process has at most."""

CONNECT_SECONDS: Final = 10
ANSWER_SECONDS: Final = 45
"""How long the server may take to let us in, and to answer at all, should the network be gone."""

LIMITS: Final = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "15s",
}
"""How long one statement may take, how long it may wait for a lock, and how long a transaction may
do nothing: a process that hangs in the middle of one lets go of what others wait for."""

SETTINGS: Final = {**LIMITS, "application_name": "waymark", "timezone": "UTC", "jit": "off"}

MIGRATIONS: Final = 0x7761796D61726B
"""The advisory lock of whoever changes the schema."""

# `upsert` makes SQLite's form, which knows of no named constraint: PostgreSQL's asks for one.
OnConflictClause.constraint_target = None  # type: ignore[attr-defined]


def address(url: URL) -> URL:
    """The address with its driver: asyncpg, unless psycopg is named. Raises HostError."""
    _, _, driver = url.drivername.partition("+")
    if driver not in {"", DRIVER, POOLED}:
        raise HostError(f"the driver {driver} is not supported: give postgresql://...")
    url = url.set(drivername=f"postgresql+{driver or DRIVER}")
    if url.get_driver_name() == DRIVER and "sslmode" in url.query:
        query = {("ssl" if name == "sslmode" else name): each for name, each in url.query.items()}
        url = url.set(query=query)
    return url


def named(url: URL) -> str:
    """The address, without driver, password and options."""
    parts = (url.username, None, url.host, url.port, url.database)
    return URL.create("postgresql", *parts).render_as_string()


def is_there(_url: URL) -> bool:
    """Its server says so to whoever connects."""
    return True


def serves_many(_url: URL) -> bool:
    """Replicas serve it side by side."""
    return True


def new_is_made(_url: URL) -> bool:
    """An empty database wants `waymark db upgrade` once: it may well be another's (promise 9.5)."""
    return False


def make_private(_url: URL) -> None:
    """Whose it is, its server knows."""


def connect(url: URL) -> AsyncEngine:
    """An engine whose transactions see what was committed before each of their statements."""
    return _engine(
        url,
        poolclass=PatientPool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=QUEUE_SECONDS,
        pool_pre_ping=True,
    )


def connect_for_simulation(url: URL) -> AsyncEngine:
    """The same for one process in virtual time: what it commits is written a moment later."""
    later = {"synchronous_commit": "off"}
    return _engine(url, more=later, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0)


def connect_to_migrate(url: URL) -> AsyncEngine:
    """An engine for one transaction whose statements may rewrite a table."""
    return _engine(url, answers_within=None, poolclass=NullPool)


def connect_to_wait(url: URL) -> AsyncEngine:
    """An engine for one transaction that does nothing for as long as its process lives."""
    idle = {"idle_in_transaction_session_timeout": "0"}
    return _engine(url, more=idle, poolclass=NullPool)


async def look_once(url: URL, at: Callable[[Connection], Result]) -> Result:
    """What `at` finds, or does, in one transaction. Raises HostError in one line."""
    engine = _engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(at)
    finally:
        await engine.dispose()


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same engine for statements that only read: each is a transaction of its own."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def before_migrating(connection: Connection) -> None:
    """Wait until nobody else changes the schema; until the commit nobody does."""
    for setting in ("statement_timeout", "lock_timeout"):
        connection.execute(text(f"SET LOCAL {setting} = '10min'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATIONS})


async def lock(connection: AsyncConnection, name: str) -> bool:
    """Have `name` alone until the transaction ends; others may have had it before."""
    query = text("SELECT pg_advisory_xact_lock(hashtextextended(CAST(:name AS text), 0))")
    await connection.execute(query, {"name": name})
    return True


def _engine(
    url: URL,
    *,
    more: dict[str, str] | None = None,
    answers_within: float | None = ANSWER_SECONDS,
    **options: Any,
) -> AsyncEngine:
    arguments = _connecting(url, more or {}, answers_within)
    try:
        engine = create_async_engine(url, connect_args=arguments, hide_parameters=True, **options)
    except ModuleNotFoundError:
        raise HostError("psycopg is not installed: pip install 'waymark[psycopg]'") from None
    except (ArgumentError, NoSuchModuleError):
        raise HostError(f"{named(url)} is no database's address") from None
    take_only_text(engine.dialect)
    event.listen(engine.sync_engine, "handle_error", explain)
    if url.get_driver_name() == DRIVER:
        engine.dialect.do_ping = _is_open  # type: ignore[assignment, method-assign]
    else:
        event.listen(engine.sync_engine, "begin", _limiting({**LIMITS, **(more or {})}))
    return engine


def _is_open(connection: Any) -> bool:
    """Whether a connection of asyncpg's can be used, as far as it knows by itself.

    Asking the server is a transaction of its own: as long a way as that of most of ours.
    """
    return not connection.driver_connection.is_closed()


def _connecting(url: URL, more: dict[str, str], answers_within: float | None) -> dict[str, Any]:
    if url.get_driver_name() == POOLED:
        return {
            "connect_timeout": CONNECT_SECONDS,
            "prepare_threshold": None,
            "async_creator_fn": _opening(url),
        }
    return {
        "timeout": CONNECT_SECONDS,
        "command_timeout": answers_within,
        "server_settings": {**SETTINGS, **more},
        "async_creator_fn": _opening(url),
    }


def _opening(url: URL) -> Callable[..., Any]:
    """Opens connections; that none can be opened is said in one line."""

    async def opened(*arguments: Any, **options: Any) -> Any:
        opening, unknown, lost = _of_driver(url.get_driver_name())
        try:
            return await opening(*arguments, **options)
        except unknown:
            raise HostError(f"{named(url)}: an option after ? is not known to the driver") from None
        except lost as error:
            raise explained(error, url) or error from None

    return opened


_Errors = tuple[type[Exception], ...]


def _of_driver(name: str) -> tuple[Callable[..., Any], _Errors, _Errors]:
    """What opens a connection, what it raises for an unknown option, and for all else.

    A driver is loaded only where it is used.
    """
    if name == POOLED:
        import psycopg

        return (
            psycopg.AsyncConnection.connect,
            (psycopg.ProgrammingError,),
            (OSError, psycopg.Error),
        )
    import asyncpg

    lost = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
    return asyncpg.connect, (TypeError,), lost


def _limiting(limits: dict[str, str]) -> Callable[[Connection], None]:
    """Behind a pooler a session is not ours: each transaction says its own limits."""
    words = "; ".join(f"SET LOCAL {name} = '{value}'" for name, value in limits.items())

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(words)

    return limit
