"""Every fact of the complete roadmap of 2025 is in its data."""

from typing import Any

import pytest

from bot.domain.roadmap.model import Roadmap, Step, Topic
from bot.roadmaps.files import Roadmaps
from support.facts import figures, missing, named, shown

ID = "complete-2025"

# Each block's facts, as the source names them, between bars.
BLOCKS = {
    "core-basics": (
        "1|1 day|1-2 days|2|2-3 days|3-4 days|arithmetic|assignment|bool|break|comparison|"
        "Conditionals|continue|elif|else|f-strings|float|for|if|input|Input/Output|int|"
        "logical|Loops|nested conditions|Operators|print|range|str|string formatting|"
        "type conversion|Variables and Data Types|while"
    ),
    "data-structures": (
        "1-2 days|2 days|3|3 days|3-4 days|4|append|concise list creation|creation|"
        "Dictionaries|filtering|immutability|indexing|key-value pairs|List Comprehensions|"
        "Lists|methods|nested dicts|packing|pop|set operations|Sets|slicing|sort|Tuples|"
        "unique elements|unpacking"
    ),
    "functions-modules": (
        "2 days|2-3 days|3-4 days|5|6|anonymous functions|context managers|creating modules|"
        "def|default args|File Handling|filter|from|Functions|import|Lambda Functions|map|"
        "Modules and Packages|open|parameters|pip|read|return|variable arguments|with|write"
    ),
    "errors-oop": (
        "2 days|2-3 days|3 days|4-5 days|7|8|__init__|attributes|child classes|class|"
        "Classes and Objects|custom exceptions|Encapsulation|except|Exception Handling|"
        "finally|Inheritance|methods|parent|private|protected members|public|raise|self|"
        "super|try"
    ),
    "advanced-oop": (
        "10|2 days|3 days|4-5 days|9|@property|@staticmethod|__eq__|__iter__|__len__|"
        "__next__|__repr__|__str__|custom iterators|Decorators|duck typing|"
        "function decorators|generator expressions|Generators|Iterators|Magic/Dunder Methods|"
        "memory efficiency|method overriding|Polymorphism|yield"
    ),
    "libraries": (
        "1 day|11|12|2 days|3 days|annotations|API data|date|Datetime Module|formatters|"
        "handlers|JSON Handling|json.dumps|json.loads|Logging|logging levels|"
        "pattern matching|pip freeze|re module|Regular Expressions|requirements.txt|time|"
        "timezone handling|Type Hints|typing module|venv|Virtual Environments"
    ),
    "async-python": (
        "13|14|2-3 days|3-4 days|4-5 days|aiohttp|async|Async Basics|Async HTTP Requests|"
        "asyncio|await|Concurrency Concepts|httpx|multiprocessing|threading"
    ),
    "web-http": (
        "15|16|2 days|3 days|3-4 days|API versioning|body|client-server|cookies|DELETE|DNS|"
        "endpoints|GET|headers|hosting|How the Web Works|HTTP Protocol|JSON and API Design|"
        "methods|POST|PUT|request|Request/Response Cycle|resources|response formats|"
        "REST API Concepts|sessions|statelessness|status codes"
    ),
    "fastapi": (
        "2 days|3 days|3-4 days|5-6 days|async tasks|Authentication|Background Tasks|body|"
        "Celery integration|custom responses|data validation|dependencies|"
        "Dependency Injection|FastAPI Basics|file uploads|form data|headers|JWT|middleware|"
        "OAuth2|path|Pydantic Models|query parameters|Request Handling|Response Models|"
        "routing|security utilities|serialization|status codes"
    ),
    "django": (
        "2 days|2-3 days|3-4 days|4-5 days|5-6 days|6-7 days|admin actions|Admin Panel|apps|"
        "Authentication|basic|built-in auth|class views|customization|database models|"
        "Django Basics|Django REST Framework|function|inheritance|migrations|Models and ORM|"
        "permissions|project structure|queries|routers|serializers|settings|"
        "template language|Templates|token auth|URL routing|Views and URLs|viewsets"
    ),
    "databases": (
        "2-3 days|21|24|3-4 days|4-5 days|5-6 days|advanced queries|Alembic|caching|"
        "constraints|Database Design|DELETE|Django migrations|indexes|INSERT|installation|"
        "JOINs|Migrations|models|MongoDB (Optional)|normalization|NoSQL concepts|"
        "ORM (SQLAlchemy/Django ORM)|PostgreSQL|psql|pub|PyMongo|queries|Redis Basics|"
        "relationships|SELECT|sessions|SQL Fundamentals|sub|UPDATE"
    ),
    "api-security": (
        ".env files|1-2 days|2 days|25|27|3 days|API Documentation|API quotas|automatic docs|"
        "bcrypt|certificates|configuration|CORS|cross-origin requests|Environment Variables|"
        "hashing|HTTPS and SSL|Input Validation|OpenAPI|Password Security|Rate Limiting|"
        "salting|sanitization|secrets management|secure communication|"
        "SQL injection prevention|Swagger|throttling"
    ),
    "testing-quality": (
        "1 day|1-2 days|2 days|2-3 days|28|3-4 days|30|4-5 days|API testing|assertions|"
        "automated code checks|black|Code Quality|coverage reports|coverage.py|flake8|"
        "formatting|Integration Testing|linting|Mocking|Pre-commit Hooks|pytest|ruff|"
        "Test Coverage|test databases|test fixtures|test isolation|Unit Testing|unittest.mock"
    ),
    "devops": (
        "3-4 days|31|32|5-6 days|automated testing|branching|CI/CD Basics|commands|"
        "containers|Docker|docker-compose|Dockerfile|file system|Git Advanced|GitHub Actions|"
        "Linux Basics|merging|permissions|rebasing|workflows"
    ),
    "production": (
        "2 days|2-3 days|3 days|3-4 days|33|36|4-5 days|AWS|Azure basics|caching strategies|"
        "Cloud Platforms|compute services|connection pooling|Database Hosting|Deployment|"
        "error tracking|GCP|Gunicorn|load balancing basics|logging|managed databases|"
        "Monitoring|Nginx setup|optimization|or AWS deployment|Performance|profiling|Railway|"
        "Render|Reverse Proxy|Sentry|Uvicorn configuration|Web Servers"
    ),
}

# What is not in a block: comparison, advice, tools, resources, schedule, checklist, projects.
AROUND = {
    "whole": (
        "1|2|2025|3|3-4|3-4 weeks|3.7+|4|4-6 weeks|5|6|6-8 weeks|6-9 months|7|8-12 weeks|"
        "admin|admin-heavy|Adoption|Advanced|AI/ML|Alternative|API|APIs|applications|apps|"
        "architecture|articles|async|Async file downloader|auto|automatic|automatically|"
        "available|backend|based|basic|basics|Batteries|Batteries included|blog|Boot.dev|"
        "bugs|built|built-in|Calculator application|Can|capabilities|Category|Checklist|"
        "clean|Client|code|coding|commands|community|concepts|concurrent|Cons|"
        "Containerization|Control|core|courses|current|Currently|curve|daily|"
        "Data validation library|Database|Day|DBeaver|decisions|Deploy|Deployment|design|"
        "Desktop|developer|development|Django|Django Official Tutorial|Django/Flask|Docker|"
        "documentation|DRF|Duration|E-commerce product API|Easy|ecosystem|enterprise|"
        "Essential|excellent|exercises|experience|extensions|FastAPI|faster|Fastest|fewer|"
        "File-based contact manager|Flask|flexibility|Focus|framework|frameworks|Free|"
        "FreeCodeCamp|FreeCodeCamp YouTube|Fri|Full-featured REST API with authentication|"
        "full-stack|fundamentals|generated|Git|GitHub|Good|Growing|GUI|Heavier/slower|"
        "high-performance|hints|hours|httpie|Huge|IDE|Ideal|included|Industry|Integration|"
        "interactive|Intermediate|interviews|Job-Ready|Jobs|large|learning|light|lightweight|"
        "limited|LinkedIn/Twitter|Linux/bash|Manual|Many|Mature|maximum|"
        "Microservice architecture project|microservices|Microsoft|mini-project|models|"
        "modern|Mon-Tue|Monolithic|months|native|Need|Netflix|Network|newer|newer/limited|"
        "Official|open|opinionated|Optional|ORM|overkill|Paid|panel|Path|Perfect|performance|"
        "pgAdmin|Phase|portfolio|PostgreSQL|postings|Postman|posts|Powerful|prior|production|"
        "profile|projects|Pros|Python|Python.org|Python.org Official Tutorial|rapid|rapidly|"
        "Real|Real-time chat application (WebSockets)|Recommended|Resources|Rest|"
        "RESTful API for a blog|review|sales|Sat|Schedule|scratch|separate|setup|Simple|"
        "Simple quiz game|skills|small|Smaller|source|SQLAlchemy|Steeper|suitable|Summary|"
        "Sun|support|Swagger|system|technical|Template|Terminal|TestDriven.io|testing|"
        "Thunder|Times|To-do list (console based)|Tools|Total|trending|trends|tutorial|"
        "tutorials|type|Uber|Udemy|understand|upward|User authentication system|validation|"
        "vary|Version|very|wait|Web scraper with requests/BeautifulSoup|Wed-Thu|Weekly|weeks|"
        "Write|YouTube"
    ),
}


@pytest.fixture(scope="module")
def one() -> Roadmap:
    return Roadmaps().get(ID)


def printed(step: Step) -> list[Topic]:
    """The topics of a step that the source names."""
    return [topic for topic in step.topics if topic.status == "printed"]


def days(*steps: Step) -> tuple[float, float]:
    """The printed days of all topics of some steps, least and most."""
    ranges = [topic.duration for step in steps for topic in step.topics if topic.duration]
    return sum(each.min for each in ranges), sum(each.max or each.min for each in ranges)


@pytest.mark.parametrize("block", BLOCKS)
def test_each_fact_of_a_block_is_in_that_block(block: str) -> None:
    assert missing(named(shown(ID), "phases", "steps")[block], BLOCKS[block]) == []


@pytest.mark.parametrize("part", AROUND)
def test_each_other_fact_is_in_the_roadmap(part: str) -> None:
    assert missing(shown(ID), AROUND[part]) == []


def test_fourteen_blocks_in_thirty_six_weeks_of_five_phases(one: Roadmap) -> None:
    blocks = [(step.weeks.first, step.weeks.last) for step in one.steps]
    assert blocks == [
        (1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12), (13, 14), (15, 16),
        (17, 20), (21, 24), (25, 27), (28, 30), (31, 32), (33, 36),
    ]  # fmt: skip
    assert one.weeks == 36
    printed = [phase.duration.printed for phase in one.phases if phase.duration]
    assert printed == ["6-8 weeks", "4-6 weeks", "8-12 weeks", "6-8 weeks", "3-4 weeks"]
    assert sum(phase.duration.min for phase in one.phases if phase.duration) == 27
    assert sum(phase.duration.max or 0 for phase in one.phases if phase.duration) == 38


def test_topics_and_their_days_add_up_as_the_source_prints_them(one: Roadmap) -> None:
    every = [step for phase in one.phases for step in phase.steps]
    assert sum(len(printed(step)) for step in every) == 83
    assert sum(len(printed(step)) for step in one.steps) == 76
    assert days(*one.steps) == (195, 238)
    told = {step.id: days(step) for step in every}
    assert told["advanced-oop"] == (14, 15)
    assert told["django"] == (25, 31)
    assert told["databases"] == (25, 32)
    assert told["api-security"] == (13, 15)
    assert told["testing-quality"] == (13, 17)
    assert told["devops"] == (14, 18)
    assert told["production"] == (19, 24)
    optional = [topic.id for step in every for topic in printed(step) if topic.optional]
    assert optional == ["mongodb"]


def test_a_topic_of_ours_is_optional_and_one_a_week(one: Roadmap) -> None:
    for roadmap in (one, one.chosen({"framework": "django"})):
        for week in range(1, roadmap.weeks + 1):
            ours = [topic for topic in roadmap.topics_of(week) if topic.status == "ours"]
            assert len(ours) <= 1
            assert all(topic.optional and 30 <= topic.work <= 45 for topic in ours)


def test_a_topic_has_as_many_sittings_as_the_source_prints_days(one: Roadmap) -> None:
    for step in (step for phase in one.phases for step in phase.steps):
        for topic in printed(step):
            assert topic.duration is not None
            assert topic.days in range(int(topic.duration.min), int(topic.duration.max or 0) + 1)


def test_the_blog_moves_to_the_framework_before_it_is_protected(one: Roadmap) -> None:
    for roadmap in (one, one.chosen({"framework": "django"})):
        part = roadmap.step_of(17).project
        assert part is not None
        assert part.family == "user-auth"
        assert " moves to " in part.brief
        needs = [need for piece in part.slices for need in piece.needs]
        assert needs[0].endswith("-basics")
        assert any(need.endswith("-authentication") for need in needs)


def test_the_words_that_are_ours_do_not_count_as_printed(one: Roadmap) -> None:
    steps = {step.id: step for step in one.steps}
    web = steps["web-http"].project
    assert web is not None
    assert web.title == "RESTful API for a blog"
    parts = [step.project for step in one.steps if step.project is not None]
    assert {part.status for part in parts if part.part > 1} == {"ours"}
    assert {part.status for part in parts if part.part == 1} == {"derived", "printed"}
    assert not any("among others" in line for line in one.branches[0].advice)


def test_topics_come_in_order_of_their_days(one: Roadmap) -> None:
    for roadmap in (one, one.chosen({"framework": "django"})):
        weeks = range(1, roadmap.weeks + 1)
        spread = [topic for week in weeks for topic in roadmap.topics_of(week)]
        assert spread == [topic for step in roadmap.steps for topic in step.topics]
        assert all(roadmap.topics_of(week) for week in weeks)
    assert [topic.id for topic in one.topics_of(2)] == [
        "git-first-commits",
        "conditionals",
        "loops",
    ]
    assert [topic.id for topic in one.topics_of(27)] == [
        "https-ssl",
        "environment-variables",
        "today-argon2",
    ]


def test_paces_tell_how_long_it_really_takes(one: Roadmap) -> None:
    told = {
        pace.id: (
            pace.hours_a_week.min,
            pace.hours_a_week.max,
            pace.calendar_weeks.min,
            pace.calendar_weeks.max,
            pace.calendar_weeks.status,
        )
        for pace in one.paces
    }
    assert told == {
        "standard": (18, 24, 36, 36, "derived"),
        "accelerated": (27, 36, 24, 24, "ours"),
        "slow": (12, 16, 54, 54, "ours"),
        "evenings": (10, 15, 43, 86, "derived"),
    }
    assert (one.total_hours.min, one.total_hours.max) == (36 * 18, 36 * 24)


def test_sunday_is_for_rest(one: Roadmap) -> None:
    (template,) = one.templates
    assert [row.weekday for row in template.rows] == ["mon", "tue", "wed", "thu", "fri", "sat"]
    assert [rest.weekday for rest in template.rest] == ["sun"]
    assert {row.minutes for row in template.rows} == {210}


def test_the_checklist_has_seven_items(one: Roadmap) -> None:
    assert one.checklist is not None
    assert len(one.checklist.items) == 7
    target = one.checklist.items[0].target
    assert target is not None
    assert (target.min, target.max) == (3, 4)


def test_ten_practice_projects_and_three_capstones(one: Roadmap) -> None:
    assert len(one.projects) == 11
    assert [option.id for option in one.capstones] == ["rest-api", "chat", "microservices"]


def test_the_fork_is_compared(one: Roadmap) -> None:
    (branch,) = one.branches
    told: Any = {
        option.id: (option.recommended, len(option.pros), len(option.cons))
        for option in (*branch.options, *branch.others)
    }
    assert told == {"fastapi": (True, 6, 5), "django": (False, 6, 5), "flask": (False, 4, 4)}
    assert len(branch.advice) == 7


def test_figures_say_where_they_come_from() -> None:
    found = list(figures(shown(ID)))
    assert len(found) > 100
    assert all(each["printed"] for each in found if each["status"] == "printed")
