"""How long is waited before something that failed is tried again.

Real, monotonic time only (promise 1.5).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds. All but `store` are doubled from one time to the next, up to a most.

    `again`: a poll, or a step of the start. `probe`: a question whether Telegram answers.
    `cool`: nothing is sent once it took nothing for a while. `store`: a reply, after the database.
    """

    again: float = 0.5
    again_most: float = 15.0
    probe: float = 0.2
    probe_most: float = 30.0
    cool: float = 5.0
    cool_most: float = 120.0
    store: float = 5.0
