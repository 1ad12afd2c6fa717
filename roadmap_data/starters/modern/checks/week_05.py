"""Week 5: on a real PostgreSQL, a test counts the queries of each endpoint.

A test counts when its name holds `queries` and its endpoint, as by
@pytest.mark.parametrize("endpoint", ["GET /parcels/{parcel_id}"]), perhaps with more behind it, and
it records what it saw: record_property("queries", 2) and record_property("database", what SELECT
version() says). All tests of an endpoint count the same, with 5 parcels and with 50.
"""

import re

from proof import NotYetError, run
from service import ask
from suite import Result, passing

METHODS = {"get", "post", "put", "patch", "delete"}


def check() -> str:
    schema = ask("GET", "/openapi.json").body
    paths = schema.get("paths", {}) if isinstance(schema, dict) else {}
    wanted = [f"{name.upper()} {path}" for path in paths for name in paths[path] if name in METHODS]
    if not wanted:
        raise NotYetError("GET /openapi.json names no endpoint: serve the schema of your API")
    found = passing("queries")
    counts = [_queries(endpoint, found) for endpoint in wanted]
    return f"{len(wanted)} endpoints, at most {max(counts)} queries each, on PostgreSQL"


def _queries(endpoint: str, found: list[Result]) -> int:
    """What the tests of one endpoint counted, with few rows and with many."""
    tests = [each for each in found if re.search(rf"\[{re.escape(endpoint)}[\]-]", each.name)]
    if not tests:
        raise NotYetError(
            f"no test counts the queries of {endpoint}: write test_queries[{endpoint}]"
        )
    for each in tests:
        if not each.recorded.get("database", "").startswith("PostgreSQL"):
            raise NotYetError(
                f"{each.name} records no PostgreSQL: record_property('database', ...)"
            )
        if not each.recorded.get("queries", "").isdigit():
            raise NotYetError(f"{each.name} records no count: record_property('queries', count)")
    counts = sorted({int(each.recorded["queries"]) for each in tests})
    if len(counts) > 1:
        raise NotYetError(f"{endpoint} makes {counts[0]} to {counts[-1]} queries: load on purpose")
    return counts[0]


if __name__ == "__main__":
    run(5, check)
