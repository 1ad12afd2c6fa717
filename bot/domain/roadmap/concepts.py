"""The names that roadmaps share for what a topic teaches.

With them, what was learnt in one roadmap can be offered for ticking in another; nothing is ticked
by itself. A file may name these and no others, so that two roadmaps never call one thing two names.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import AfterValidator, Field

_LANGUAGE: Final = """
variables operators conditionals loops functions arguments lambda comprehensions sequences
dicts-sets input-output modules files json exceptions custom-exceptions classes inheritance
composition encapsulation polymorphism dunder-methods decorators generators iterators
virtual-environments type-hints dataclasses regex datetime logging pickle memory functional
algorithms data-structures machine-learning
"""
_CONCURRENCY: Final = "async-basics async-http threads-processes websockets"
_TOOLS: Final = """
git-basics git-branches git-conflicts pull-requests open-source terminal linux editor debugging
profiling linting pre-commit
"""
_WEB: Final = """
web-basics http rest api-design api-versioning fastapi django flask drf django-orm pydantic
request-handling response-models dependency-injection crud pagination error-responses middleware
background-tasks openapi-docs cors rate-limiting input-validation file-uploads frontend-basics
idempotency webhooks
"""
_SECURITY: Final = """
authentication jwt oauth2 password-hashing role-access sql-injection https environment-variables
owasp threat-models supply-chain
"""
_DATA: Final = """
sql sql-joins sqlite postgresql orm schema-design indexes migrations transactions query-plans redis
caching mongodb celery message-brokers
"""
_TESTS: Final = (
    "pytest integration-tests mocking coverage tdd property-tests mutation-tests load-tests"
)
_OPERATIONS: Final = """
docker docker-compose kubernetes ci-cd github-actions cloud-basics aws object-storage serverless
app-servers reverse-proxy managed-databases monitoring deployment tracing service-levels backups
incidents
"""
_CRAFT: Final = """
design-principles layered-architecture microservices readme-docs system-design capacity
decision-records code-review portfolio resume interviews
"""
_MODELS: Final = "llm-apis llm-evaluation retrieval resilience ai-assistance"
CONCEPTS: Final = tuple(
    " ".join(
        (
            _LANGUAGE,
            _CONCURRENCY,
            _TOOLS,
            _WEB,
            _SECURITY,
            _DATA,
            _TESTS,
            _OPERATIONS,
            _CRAFT,
            _MODELS,
        )
    ).split()
)
_KNOWN: Final = frozenset(CONCEPTS)


def _shared(name: str) -> str:
    if name not in _KNOWN:
        near = get_close_matches(name, CONCEPTS, 3) or ["see the schema"]
        raise ValueError(f"is no shared concept; the nearest: {', '.join(near)}")
    return name


Concept = Annotated[str, AfterValidator(_shared), Field(json_schema_extra={"enum": list(CONCEPTS)})]


def already_met(
    topics: Mapping[str, Iterable[str]], learnt: Iterable[str]
) -> Mapping[str, tuple[str, ...]]:
    """The topics all of whose concepts are among those `learnt`, with these concepts."""
    known = frozenset(learnt)
    named = {topic: tuple(concepts) for topic, concepts in topics.items()}
    return MappingProxyType(
        {topic: concepts for topic, concepts in named.items() if concepts and known >= {*concepts}}
    )
