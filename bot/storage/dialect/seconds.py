"""The database's own real time, by which claims end: the same for all who use it (promise 1.5)."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class RealSeconds(FunctionElement[int]):
    """Whole seconds since 1970, as the database's machine counts them now."""

    type = BigInteger()
    inherit_cache = True


@compiles(RealSeconds, "sqlite")
def _on_sqlite(_element: RealSeconds, _compiler: Any, **_options: Any) -> str:
    return "CAST(strftime('%s', 'now') AS INTEGER)"


@compiles(RealSeconds, "postgresql")
def _on_postgresql(_element: RealSeconds, _compiler: Any, **_options: Any) -> str:
    return "CAST(extract(epoch FROM clock_timestamp()) AS BIGINT)"
