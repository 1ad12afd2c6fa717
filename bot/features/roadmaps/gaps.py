"""What a roadmap has nothing on, of what learners ask about (promise 8)."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.chat.translate import marked
from bot.domain.roadmap.model import Roadmap

SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    marked("Git"): ("git-basics", "git-branches", "pull-requests"),
    marked("FastAPI"): ("fastapi",),
    marked("Django"): ("django",),
    marked("Flask"): ("flask",),
    marked("SQL"): ("sql", "postgresql", "sqlite"),
    marked("MongoDB"): ("mongodb",),
    marked("Redis"): ("redis",),
    marked("pytest"): ("pytest",),
    marked("asyncio"): ("async-basics", "async-http"),
    marked("Celery"): ("celery",),
    marked("Docker"): ("docker",),
    marked("Kubernetes"): ("kubernetes",),
    marked("AWS"): ("aws",),
    marked("CI/CD"): ("ci-cd", "github-actions"),
    marked("Linux"): ("linux", "terminal"),
    marked("algorithms"): ("algorithms",),
    marked("interviews"): ("interviews",),
}
"""What learners ask about, and the shared concepts that mean it."""


def left_out(roadmap: Roadmap) -> tuple[str, ...]:
    """The subjects that no topic teaches and no step, project or topic so much as names."""
    taught = {concept for concepts in roadmap.concepts.values() for concept in concepts}
    words = "\n".join(_words(roadmap))
    return tuple(
        name
        for name, concepts in SUBJECTS.items()
        if not taught & {*concepts} and not _named(name, words)
    )


def _named(subject: str, words: str) -> bool:
    stem = re.escape(subject.removesuffix("s"))
    return bool(re.search(rf"(?<!\w){stem}s?(?!\w)", words, re.IGNORECASE))


def _words(roadmap: Roadmap) -> Iterator[str]:
    """All that stands in the weeks, also of an option not taken."""
    for phase in roadmap.phases:
        for step in phase.steps:
            yield from (step.title, step.text or "", *(goal.text for goal in step.goals))
            if step.project:
                yield from (step.project.title, step.project.brief)
            for topic in step.topics:
                yield from (topic.title, topic.text or "")
