"""Week 6: 50 parallel copies of an event leave one row, 100 times running."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from proof import NotYetError, run
from service import event, new_parcel, report, reported, rows

COPIES, RUNS = 50, 100


def check(copies: int = COPIES, runs: int = RUNS) -> str:
    with ThreadPoolExecutor(copies) as pool:
        for number in range(1, runs + 1):
            _race(pool, copies, number)
    return f"{copies} copies, 1 row, {runs} of {runs} runs"


def _race(pool: ThreadPoolExecutor, copies: int, number: int) -> None:
    parcel = new_parcel()
    reported(event(parcel))  # else the copies wait for the row of their parcel, and race no more
    told, start = event(parcel, 2, "picked_up"), Barrier(copies, timeout=10)

    def post(_: int) -> int:
        start.wait()
        return report(told).status

    statuses = list(pool.map(post, range(copies)))
    if bad := [each for each in statuses if not 200 <= each < 300]:
        raise NotYetError(f"run {number}: a copy is answered {bad[0]}; say what the first one got")
    if (count := rows(parcel) - 1) != 1:
        raise NotYetError(f"run {number}: {copies} copies left {count} rows; let an index decide")


if __name__ == "__main__":
    run(6, check)
