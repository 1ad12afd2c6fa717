"""Week 9: three releases under load, and no failed request is counted.

`release` brings what is committed to PARCELS_URL and ends when it is there. GET /health answers
{"instance": ...} with a word that is new with each start, so that a release can be seen.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Thread

from proof import NotYetError, command, must, run, until
from service import SilentError, ask, event, new_parcel, report, reported, rows

RELEASES = 3
EACH_SECONDS = 0.1
AROUND_SECONDS = 3.0
SEEN_SECONDS = 60.0


class Load:
    """Ten requests a second, whether the ones before are answered or not."""

    def __init__(self, parcel: str) -> None:
        self.parcel = parcel
        self._over = Event()
        self._thread = Thread(target=self._ask, daemon=True)
        self._replies: list[Future[str]] = []
        self.kept = 0

    def __enter__(self) -> "Load":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(60)

    def _ask(self) -> None:
        number = 0
        with ThreadPoolExecutor(50) as pool:
            while not self._over.wait(EACH_SECONDS):
                number += 1
                self._replies.append(pool.submit(self._one, number))

    def _one(self, number: int) -> str:
        """What went wrong with one request; nothing, if nothing did."""
        try:
            if number % 2:
                status = ask("GET", f"/parcels/{self.parcel}").status
            else:
                status = report(event(self.parcel, number, "in_transit")).status
        except SilentError as silent:
            return str(silent)
        return "" if 200 <= status < 300 else f"a request was answered {status}"

    def counted(self) -> tuple[int, list[str]]:
        """How many were asked, and what failed."""
        said = [each.result(60) for each in self._replies]
        return len(said), [each for each in said if each]


def check(
    releases: int = RELEASES, around: float = AROUND_SECONDS, seen: float = SEEN_SECONDS
) -> str:
    parcel = new_parcel()
    reported(event(parcel, 0))
    pause = Event()
    with Load(parcel) as load:
        pause.wait(around)
        for _ in range(releases):
            before = _instance()
            must(command("release"))
            if not until(lambda: _instance() != before, seen, 0.2):  # noqa: B023
                raise NotYetError("a release changes nothing: GET /health shows the old instance")
            pause.wait(around)
    asked, failed = load.counted()
    if failed:
        raise NotYetError(f"{len(failed)} of {asked} requests failed, {failed[0]}: stop gracefully")
    if (kept := rows(parcel)) != asked // 2 + 1:
        raise NotYetError(
            f"{asked // 2 + 1} events were taken, {kept} are there: commit, then answer"
        )
    return f"{releases} releases, {asked} requests, 0 failed"


def _instance() -> str:
    """Which start of the service answers."""
    try:
        body = ask("GET", "/health").body
    except SilentError:
        return ""
    if not isinstance(body, dict) or not body.get("instance"):
        raise NotYetError("GET /health names no `instance`: a new word for each start")
    return str(body["instance"])


if __name__ == "__main__":
    run(9, check)
