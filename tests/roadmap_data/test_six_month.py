"""Every fact of the six-month roadmap is in its data, in words of our own."""

import pytest

from support.facts import figures, missing, shown

ID = "six-month"

# Each week's facts, as the source names them, between bars.
WEEKS = {
    1: (
        "Python|Basics|Environment|Git|Foundations|python3|venv|VSCode|PyCharm|syntax|variables"
        "|loops|conditionals|functions|Pythonic|idioms|list|dict|comprehensions|unpacking|init"
        "|add|commit|push|.gitignore|GitHub|simple|CLI|Calculator|argparse|commits|fundamentals"
        "|Core|Mastery"
    ),
    2: (
        "Data structures|modules|Git|workflow|lists|tuples|sets|dictionaries|depth|built-ins|map"
        "|filter|zip|enumerate|packages|virtual environments|branches|merges|rebasing"
        "|pull requests|conflict|File Organizer|os|pathlib|classifies|feature branch|PR"
        "|conflict resolution|month-1"
    ),
    3: (
        "OOP|error handling|classes|inheritance|composition|dunder|methods|exception|try|except"
        "|raise|custom exceptions|dataclasses|typing|Contacts Manager|JSON|contacts|saved"
    ),
    4: (
        "Files|JSON|Logging|Testing|File I/O|CSV|logging module|unit tests|unit testing|pytest"
        "|expense|Tracker|CLI|add|view|tests|logs|Month 1|40|60|3-4 CLI projects|fluent"
    ),
    5: (
        "HTTP|APIs|FastAPI|basics|verbs|status codes|REST|uvicorn|GET|POST|endpoints|Hello API"
        "|path|query|parameters|simple|Month 2|Backend Foundations"
    ),
    6: (
        "Routing|validation|CRUD|path|query parameters|request body|Pydantic|operations"
        "|Book Catalog|part 1|in-memory|list|FastAPI|book-catalog"
    ),
    7: (
        "Database|integration|architecture|SQL|fundamentals|joins|primary|foreign keys|SQLAlchemy"
        "|ORM|SQLite|models|sessions|tables|repository pattern|basic|separation of concerns"
        "|Book Catalog|part 2|persistence|repository layer|early"
    ),
    8: (
        "Relationships|migrations|transactions|one-to-many|many-to-many|Alembic|repository"
        "|structure|ACID|ORMs|Book Catalog|part 3|author|book|migration workflow|better|80|120"
        "|CRUD APIs|DB"
    ),
    9: (
        "Authentication|authorization|JWT|FastAPI|OAuth2PasswordBearer|password|hashing|bcrypt"
        "|role-based|access control|Blog API|part 1|register|log in|users|protected|routes"
        "|Month 3|Intermediate Backend Development"
    ),
    10: (
        "CRUD|authentication|authenticated|endpoints|token|validation|middleware|tests|testing"
        "|protected routes|Blog API|part 2|create|edit|delete|posts|JWT|protected"
    ),
    11: (
        "Pagination|filtering|error handling|query params|search|filter|custom|error responses"
        "|HTTPException|RequestValidationError|Blog API|part 3|custom errors"
    ),
    12: (
        "API|documentation|versioning|Swagger|ReDoc|strategies|modular|routers|__init__.py"
        "|Blog API|part 4|clean structure|docs|versioned endpoints|120|180|auth|polish|FastAPI"
        "|structure"
    ),
    13: (
        "Testing|linting|CI|pytest|fixtures|mocks|parametrization|code quality|black|flake8|isort"
        "|mypy|GitHub Actions|pipeline|automatic testing|Blog API|coverage|Month 4"
        "|Production Practices"
    ),
    14: (
        "Configuration|management|logging|environment variables|python-dotenv|Pydantic settings"
        "|structured|rotating|dev|test|prod|modes|refactor|Blog API|multi-environment|improve"
    ),
    15: (
        "Docker|deployment|Dockerfile|Compose|basics|FastAPI|PostgreSQL|containerize|Render"
        "|Railway|AWS Lightsail|free tiers|dockerize|deploy|Blog API|public|SQLite"
    ),
    16: (
        "Maintainability|advanced|architecture|modular packages|Dependency Injection|Depends"
        "|patterns|Repository|Service Layer|Refactor|Blog API|repository pattern|clear"
        "|folder structure|160|240|large app|review"
    ),
    17: (
        "Asynchronous|programming|event loops|async|await|httpx|drivers|DB|concurrency|endpoints"
        "|FastAPI|Weather Aggregator|concurrently|merged|APIs|several|Month 5"
        "|Advanced Backend Concepts"
    ),
    18: (
        "Redis|caching|theory|fundamentals|strategies|TTL|LRU|write-through|distributed|concepts"
        "|pitfalls|Weather Aggregator|part 2|integrate|aioredis"
    ),
    19: (
        "Task queues|event-driven|architecture|Celery|Redis|async jobs|scheduling|retries"
        "|monitoring|Flower|message brokers|Kafka|RabbitMQ|overview|producer|consumer|patterns"
        "|Email Worker|service|processed|job queue|asynchronously|design"
    ),
    20: (
        "Advanced API|rate limiting|throttling|CORS|middleware|uploads|downloads|file|testing"
        "|async endpoints|Async File Service|upload|process|manage|asynchronously|200|300"
        "|task queues|caching"
    ),
    21: (
        "Monitoring|performance|database|deep dive|profiling|cProfile|query optimization|plans"
        "|SQL|indexing|strategies|transactions|isolation levels|metrics|Prometheus|tracing"
        "|Grafana|OpenTelemetry|Blog API|Async Service|optimize|real profiling|tools|Month 6"
        "|Scaling|Cloud"
    ),
    22: (
        "Cloud|deployment|security|fundamentals|AWS|GCP|Azure|managed Postgres|object storage|S3"
        "|essentials|SQL injection|CSRF|XSS|secure|password storage|rate limiting|safe"
        "|file uploads|OWASP|API Top 10|FastAPI|hardened|endpoints"
    ),
    23: (
        "Capstone|planning|choose|project|system|diagram|architecture plan|models|endpoints|DB"
        "|schema|background tasks|Personal Finance Tracker API|Project Management Backend"
        "|E-commerce REST API|three"
    ),
    24: (
        "Capstone|execution|build|deploy|full|CI/CD|logging|monitoring|document|API|full README"
        "|optional|publish|short technical write-up|250|350|full backend app"
    ),
}

# The facts of each part that is not a week.
PARTS = {
    "total_hours": "250|350|250-350 hrs",
    "paces": (
        "standard|accelerated|slow|part-time|10|15|20|25|6|8|10-15 hrs/week|20-25 hrs/week"
        "|6-8 hrs/week|6-month|4 months|8-9 months|24|16|32|36|evenings|weekends|after work"
        "|1-2 hrs|3-4 days|4-6 hrs|1-2 sessions|compressed|deep focus|daily|extended|full-time"
        "|relaxed|master|concepts|projects|faster|derived"
    ),
    "time_split": (
        "learning|reading|lectures|docs|APIs|tutorials|3-5 hrs|hands-on|coding|practice|exercises"
        "|mini snippets|debugging|4-6 hrs|project work|built|expanded|tested|refactored|3-4 hrs"
        "|revision|notes|reflection|documenting|Git commits|journaling|1-2 hrs|10-15 hrs/week"
    ),
    "templates": (
        "mon|tue|wed|thu|sat|sun|1.5 hrs|4 hrs|2 hrs|90|240|120|12-14 hrs/week|12-13 hrs|read"
        "|tutorials|topic|exercises|snippets|learning|debugging task|mini-project"
        "|core functionality|build|documentation|testing|previous week's code"
    ),
    "checkpoints": (
        "Month 1|Month 2|Month 3|Month 4|Month 5|Month 6|40-60 hrs|80-120 hrs|120-180 hrs"
        "|160-240 hrs|200-300 hrs|250-350 hrs total|fluent|3-4 CLI projects|CRUD APIs|FastAPI|DB"
        "|auth|pagination|polish|Docker|testing|deployment|async|caching|task queues|capstone"
        "|full backend app|4|8|12|16|20|24"
    ),
    "guidelines": (
        "10-15 focused hours per week|sweet spot|6 months|burnout|steady|meaningful|progress"
        "|20+ hrs/week|faster|consistency|intensity|minimum effective load|10 hrs/week"
        "|ideal steady pace|12-15 hrs/week|aggressive|fast track|250-350 hrs|300 hours|bootcamps"
        "|upskill|2 hrs/day on weekdays|4 hrs on weekends|job-ready"
    ),
    "tips": (
        "project-first|passively|anchor|project|apply|explain|learned|feedback loops|push|GitHub"
        "|every week|small feature|progress|document weekly|3-5 bullet|retention|interviews|code"
        "|momentum|consistency|volume|alternate|building|refining|week 1|learn and build|week 2"
        "|refactor|add tests|real-world|cadence"
    ),
    "tools": (
        "Core|Python 3.12+|FastAPI|Pydantic|Database|PostgreSQL|SQLAlchemy|Alembic|Async|asyncio"
        "|httpx|aioredis|Caching|queues|Redis|Celery|Flower|Testing|quality|pytest|coverage|black"
        "|flake8|mypy|DevOps|Docker|Docker Compose|GitHub Actions|Deployment|Render|Railway"
        "|AWS Lightsail|GCP Cloud Run"
    ),
    "outcomes": (
        "complete backend|FastAPI|schema|database|optimize|queries|authentication|authorization"
        "|caching|async processing|containerize|deploy|CI/CD|pipelines|modern|architecture"
        "|patterns|portfolio|capstone|design|build|test|frameworks|Python|production|tooling"
        "|3-4 solid projects|1|GitHub portfolio|job-ready|backend developer|software engineer"
        "|6 months"
    ),
    "projects": (
        "Personal Finance Tracker API|Project Management Backend|E-commerce REST API"
        "|Book Catalog API|Blog API|Weather Aggregator|Async File Service|Email worker"
    ),
    "source_notes": (
        "11-17|10-15|12-14|12-13|Friday|5.5|240-360|250-350|348-435|208-313|7-14|12-15|14"
        "|3-4 solid projects|5 project families|PostgreSQL|SQLite|aioredis|GCP Cloud Run|isort"
        "|Prometheus|Grafana|40-60"
    ),
}


@pytest.mark.parametrize("week", WEEKS)
def test_each_fact_of_a_week_is_in_that_week(week: int) -> None:
    assert missing(shown(ID, "--week", str(week)), WEEKS[week]) == []


@pytest.mark.parametrize("part", PARTS)
def test_each_fact_that_is_no_week_is_in_its_part(part: str) -> None:
    assert missing(shown(ID)[part], PARTS[part]) == []


def test_the_facts_are_hundreds() -> None:
    assert sum(facts.count("|") + 1 for facts in WEEKS.values()) > 400
    assert sum(facts.count("|") + 1 for facts in PARTS.values()) > 200
    assert list(WEEKS) == list(range(1, 25))


def test_the_tool_table_is_whole() -> None:
    assert [len(group["tools"]) for group in shown(ID)["tools"]] == [3, 3, 3, 3, 5, 3, 4]


def test_figures_say_where_they_come_from() -> None:
    found = list(figures(shown(ID)))
    assert len(found) > 30
    assert all(one["printed"] for one in found)
    assert [one["printed"] for one in found if one["status"] == "derived"] == [
        "6-month timeline",
        "4 months",
        "8-9 months",
    ]
