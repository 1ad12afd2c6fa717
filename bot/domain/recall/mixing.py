"""Mixing what is easily taken for one another (promise 12.3).

Whoever meets list and tuple, or 401 and 403, side by side learns what tells them apart; a row of
questions about one thing only teaches the row.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.recall.question import AnyQuestion

CONFUSED: Final = tuple(
    frozenset(names.split())
    for names in (
        "sequences dicts-sets iterators generators comprehensions",
        "variables functions arguments lambda decorators",
        "exceptions custom-exceptions error-responses",
        "classes inheritance composition polymorphism encapsulation dunder-methods dataclasses",
        "http rest error-responses authentication role-access",
        "authentication jwt oauth2 password-hashing https",
        "sql sql-joins orm indexes query-plans transactions",
        "orm migrations schema-design django-orm sqlite postgresql",
        "async-basics async-http threads-processes background-tasks celery",
        "git-basics git-branches git-conflicts pull-requests",
        "pytest integration-tests mocking coverage tdd",
        "docker docker-compose deployment kubernetes app-servers reverse-proxy",
        "redis caching rate-limiting message-brokers celery",
        "files json pickle csv input-output modules",
        "pydantic type-hints dataclasses input-validation request-handling response-models",
        "virtual-environments modules environment-variables",
        "logging monitoring profiling debugging",
        "cors owasp sql-injection input-validation file-uploads",
    )
)
"""Concepts that are taken for one another."""


def mixed(
    questions: Iterable[AnyQuestion], after: AnyQuestion | None = None
) -> tuple[AnyQuestion, ...]:
    """The same questions, so that one after another is about something else, best something near.

    The first goes on from the one they come `after`; without one it stays the first. What is as
    good as any other keeps its place.
    """
    left, row = list(questions), list[AnyQuestion]()
    while left:
        before = row[-1] if row else after
        place = min(range(len(left)), key=lambda each: (_sameness(before, left[each]), each))
        row.append(left.pop(place))
    return tuple(row)


def _sameness(before: AnyQuestion | None, after: AnyQuestion) -> int:
    """0 where two are confused, 1 where they have nothing in common, 2 where they are about one thing."""
    if before is None:
        return 0
    if {*before.concepts} & {*after.concepts}:
        return 2
    return 0 if are_confused(before.concepts, after.concepts) else 1


def are_confused(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a concept of the one is taken for one of the other."""
    return any(family & {*one} and family & {*other} for family in CONFUSED)
