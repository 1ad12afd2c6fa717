"""Week 5: on a real PostgreSQL, a test counts the queries of each endpoint.

A test counts when its name holds `queries` and its endpoint, as in
@pytest.mark.parametrize("endpoint", ["GET /parcels/{parcel_id}"]), and it records what it saw:
record_property("queries", 2) and record_property("database", what SELECT version() says).
"""

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
    """What the test of one endpoint counted."""
    test = next((each for each in found if f"[{endpoint}" in each.name), None)
    if test is None:
        raise NotYetError(
            f"no test counts the queries of {endpoint}: write test_queries[{endpoint}]"
        )
    if not test.recorded.get("database", "").startswith("PostgreSQL"):
        raise NotYetError(
            f"{test.name} records no PostgreSQL: record_property('database', version)"
        )
    if not test.recorded.get("queries", "").isdigit():
        raise NotYetError(f"{test.name} records no count: record_property('queries', count)")
    return int(test.recorded["queries"])


if __name__ == "__main__":
    run(5, check)
