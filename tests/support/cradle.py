"""A fixture: one parent of many processes."""

from collections.abc import Iterator

import pytest

from support.zygote import Nursery, nursery


@pytest.fixture(scope="session")
def cradle() -> Iterator[Nursery]:
    """Real processes of `waymark` that start in a few milliseconds."""
    with nursery() as opened:
        yield opened
