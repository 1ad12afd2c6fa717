"""Whatever comes in from outside: nothing fails, and what is refused changes nothing (promise 10).

`make soak` draws cases for a while; one that breaks something is kept in `corpus/`, in the folder of
its surface, and tried again with every run of the tests.
"""

import asyncio
import json
from pathlib import Path
from time import monotonic, process_time

import pytest
from hypothesis import HealthCheck, given, settings

from support.fuzzing import Case, keep, kept_in, nothing_fails
from support.network_surfaces import NETWORK_SURFACES
from support.surfaces import SURFACES, Surface

CORPUS = Path(__file__).parent / "corpus"
EVERY: dict[str, Surface] = {**SURFACES, **NETWORK_SURFACES}

CPU_MOST, WALL_MOST, AT_ONCE = 8.0, 20.0, 100
"""Seconds of CPU, and of real time, for each surface; and cases that Hypothesis draws together."""


@pytest.mark.soak
@pytest.mark.parametrize("name", EVERY)
def test_what_may_come(name: str, tmp_path: Path) -> None:
    began, ends = process_time(), monotonic() + WALL_MOST
    surface, last = EVERY[name], list[Case]()
    with asyncio.Runner() as runner:
        opened = surface.opened(tmp_path)
        take_in = runner.run(opened.__aenter__())

        @settings(
            max_examples=AT_ONCE,
            derandomize=False,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(surface.cases)
        def comes(case: Case) -> None:
            last[:] = [case]
            with nothing_fails():
                runner.run(take_in(case))

        try:
            while process_time() - began < CPU_MOST and monotonic() < ends:
                comes()
        except Exception:
            keep(CORPUS / name, last[0])
            raise
        finally:
            runner.run(opened.__aexit__(None, None, None))


@pytest.mark.parametrize("name", EVERY)
async def test_what_was_found_once(name: str, tmp_path: Path) -> None:
    found = [path for path in kept_in(CORPUS) if path.parent.name == name]
    if not found:
        return
    async with EVERY[name].opened(tmp_path) as take_in:
        for path in found:
            with nothing_fails():
                await take_in(json.loads(path.read_text("utf-8")))
