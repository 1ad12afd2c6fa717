"""Every fact of the saved search page is in the islands: the map, the links, the questions."""

import pytest

from bot.domain.roadmap.model import Roadmap
from bot.roadmaps.files import Roadmaps
from support.facts import figures, missing, shown

ID = "islands"

# Each island's facts, as the source names them, between bars.
ISLANDS = {
    "data-structures": (
        "Actively|Alexander|array|away|book|carpenter|contents|data|debugger|deep|Dive|"
        "documentation|elements|experiment|Gordian|Great|green|guide|information|knot|layer|"
        "left|list|mind|objects|official|plane|read|resulting|seek|size|sources|"
        "Stackoverflow|structure|Structures|sword|table|tasks|thin|type|write|yourself"
    ),
    "data-management": (
        "binary|bisect|clay|data|elements|entries|file|files|formats|future|JSON|Keras|"
        "malleable|Management|million|obtained|obvious|orange|Perhaps|Pickle|quickly|reason|"
        "regex|results|save|simple|solve|structure|task|tasks|TensorFlow|topics|values|"
        "vocation|write"
    ),
    "data-flows": (
        "covered|data|dead|essential|Flows|Java|languages|management|modern|present|"
        "programming|Python|specific|switch|topics|weight"
    ),
    "oop": (
        "code|develop|Dive|easier|features|friends|maintain|Object-Oriented|objects|OOP|"
        "partition|programming|properties|reasons|tasks|Understand|utilitarian|very"
    ),
    "language-skeleton": "awry|data|deeper|exceptions|GIL|Language|operations|Skeleton|structures",
    "multithreading": (
        "approaches|calculations|capabilities|cases|changes|cons|data|dive|fast|gain|"
        "implement|input|minimal|multiprocessing|multithreading|non-existent|once|processing|"
        "pros|Python|simultaneous|stick|task|There|typical|understand|user"
    ),
    "common-practices": (
        "100%|608|almost|code|combative|common|coverage|covered|I/O|line|lines|logging|"
        "Practices|profession|profiling|projects|pytest|Python|quality|sleep|software|sound|"
        "source|SQLite|test|Testing|tests|wisely"
    ),
    "algorithms": (
        "Algorithms|average|classes|curve|delve|difficult|discussion|endlessly|Equality|hand|"
        "known|learning|maybe|practical|programmer"
    ),
    "databases": (
        "Android|Chromium|concepts|convenient|data|databases|DBA|dozens|files|future|general|"
        "later|local|management|Perhaps|popular|PostgreSQL|projects|specific|specifics|"
        "SQLite|storage|Structures|understand|very|working"
    ),
    "net": (
        "API|client|CSS|development|experiment|frontend|full-stack|HTML|open|perhaps|poke|"
        "popular|programmer|server|website"
    ),
    "architecture": (
        "abstraction|Agile|architecture|behind|benefit|business|common|cost|developers|"
        "embedded|encapsulation|functional|functools|Haskell|implementation|inheritance|"
        "inheritance, encapsulation, polymorphism|layers|Liskov|logic|LSP|main|microservice|"
        "outside|paradigm|paradigms|polymorphism|possible|price|principle|principles|"
        "problems|procedures|program|programming|Python|root|say the three main words|"
        "specific|substitution|support|tangible|three|triad|understand|words|world|writing|"
        "wrong"
    ),
    "deployment": (
        "Actions|add-commit-push|Administration|beginning|console|curve|Deployment|DevOps|"
        "ends|extensive|familiar|flawed|free|GitHub|green|history|linter|Linux|machine|open|"
        "project|projects|PuTTY|Python|remote|revision|scripts|section|source|SSH|steep|text|"
        "topics|tutorials|very|video|WinSCP"
    ),
}

# The links to other roadmaps, the questions and the learner's post.
AROUND = {
    "links": (
        "1|10|12|14|17|18|19|2 months|2 weeks|20|2022|2024|2025|2026|23|24|28|31|5|6|7|"
        "7436405345767550976|8|83|Aadil|absolute|advanced|advice|AI-powered|algorithms|"
        "alongside|Android|Answer|API|APIs|application|applications|apply|apps|architecture|"
        "August|authentication|automation|back-end|backend|"
        "backend-developer-roadmap-for-2025-a-step-by-step-guide-using-python-40876651f357|"
        "bash|basic|basics|become|becomes|begin|beginner|beginner-friendly|beginners|blog|"
        "blog.masteringbackend.com|blogs|boot.dev|By497ZTIK|careers|cases|choice|CI/CD|"
        "classes|clean|clear|cloud|cloud/DevOps|code|CodeChef|codechef.com|compiled|"
        "comprehension|concepts|containerization|core|courses|CSE|current|daily|data|"
        "database|databases|DataCamp|datacamp.com|December|decorators|deploy|deploying|"
        "deployment|depth|description|design|detailed|developer|developers|development|"
        "devops|direction|Dive|Django|Docker|docs|DSA|dynamically|early|ebojacky|engineer|"
        "engineers|english|experience|expert|familiar|FastAPI|February|Find|finish|Flask|"
        "Flask/Django|flexible|focus|frameworks|front-end|frontend|full|"
        "full-stack-python-developer-roadmap-step-by-step-guide|functions|generators|getting|"
        "GitHub|github.com|Golang|google|google.nl|guide|HackMD|hackmd.io|hand|"
        "how-to-become-a-python-developer|https://roadmap.sh/backend|idea|important|industry|"
        "inheritance|inside|Internet|interpreted|interviews|Jackson|jannctu|"
        "jannctu/Python-Backend-Developer-Roadmap|Java|job-ready|jobs|June|JVM|JVM-based|JWT|"
        "KCRowan|known|Kotlin|language|languages|leads|learning|level|LinkedIn|linkedin.com|"
        "linux|list|logic|lost|machine|Mallick|management|March|master|mastering|"
        "masteringbackend|mastery|meaningful|medium|medium.com|methods|microservices|models|"
        "modern|modern Python developer|month|months|mostafic|move|nahid|NareshIT|"
        "nareshit.com|Node.js|November|NumPy|onboarding|OOP|Operating|option|ORM|others|"
        "overwhelming|page|Pandas|path|paths|perfect|performance|phase|plain|posts|Practical|"
        "processing|programming|projects|Purpose|python|Python-Backend-Developer-Roadmap|"
        "python-backend-development|python-development|python.plainenglish.io|r/backend|"
        "r/python|real-world|reasonably|reddit|reddit.com|requires|resource|resources|REST|"
        "RESTful|roadmap|roadmap.sh|roadmaps|Ruby|scalable|scale|scaler|science|scientist|"
        "scraping|scripter|section|sense|server-side|services|shows|simple|simpler|skills|"
        "Skillset|slower|small|software|solid|SQL|stack|started|statically|step|Step-by-Step|"
        "student|syntax|system|systems|tech|technology|testing|"
        "the-ultimate-python-developer-2025-roadmap-6d274438de28|These|tools|topics|trends|"
        "true|tutorial|typed|types|ultimate|upskilling|user|variables|verbose|virtual|wanted|"
        "ways|weeks|Would|write|yellahy|YouTube"
    ),
    "post": (
        "8|Acceptance|Algorithms|Algorithms and Data Structures|basic|become|begin|beginner|"
        "boiling|bottom|brain|breaks|bricks|brief|capabilities|change|clean|code|column|"
        "completed|constructs|control|correct|corrections|count|counts|course|curiosity|Data|"
        "Databases|decades|deep|deeper|described|detailed|diagrams|difficult|difficulty|"
        "docs.python.org|documentation|Easy|effort|embedded|Emelyanov|engineer|enough|"
        "entries|essence|examples|experience|extent|filter|findings|focus|free|GitHub|goal|"
        "gradually|gray|green|guide|hacks|hands|head|hours|IDE|illustrations|impenetrable|"
        "important|in-depth|infrastructure|installation|intimidating|island|islands|jarring|"
        "jobs|jump|Kubernetes|lake|language|languages|lava|learning|leave|leetcode.com|left|"
        "level|library|lines|list|little|marked|master|Mermaid|Mikhail|must|necessity|"
        "obtained|office|official|opinion|Orange|outside|pass|passages|path|plan|png/svg|"
        "practicing|primer|pushes|python|ready|roadmap|secret|section|sections|shore|since|"
        "skills|smoothly|software|something|sorting|source|sources|stand|standard|started|"
        "starting|straightforward|strength|Structures|syntax|task|tasks|text|third|topics|"
        "tutorials|upgrade|very|video|virtualenv|walls|weaknesses|welcome|whatever|When|"
        "words|working|world|write|years"
    ),
}


@pytest.fixture(scope="module")
def one() -> Roadmap:
    return Roadmaps().get(ID)


@pytest.mark.parametrize("island", ISLANDS)
def test_each_fact_of_an_island_is_on_it(island: str) -> None:
    data = shown(ID)
    steps = [step for phase in data["phases"] for step in phase["steps"]]
    there = [step for step in steps if step["lane"] in (island, None)]
    lane = next(lane for lane in data["lanes"] if lane["id"] == island)
    assert missing([lane, there, data["tips"], data["statistics"]], ISLANDS[island]) == []


@pytest.mark.parametrize("part", AROUND)
def test_each_other_fact_is_in_the_roadmap(part: str) -> None:
    assert missing(shown(ID), AROUND[part]) == []


def test_twelve_islands_twice_and_a_menu(one: Roadmap) -> None:
    islands = [lane.id for lane in one.lanes]
    assert len(islands) == 12
    assert [one.step_of(week).lane for week in range(1, 25)] == islands * 2
    assert {one.step_of(week).id for week in range(25, 31)} == {"menu"}
    assert one.weeks == 30
    assert {step.weeks.status for step in one.steps} == {"ours"}


def test_the_pass_of_a_topic_is_that_of_its_phase(one: Roadmap) -> None:
    for number, phase in enumerate(one.phases, 1):
        topics = [topic for step in phase.steps for topic in step.topics]
        assert {topic.pass_no for topic in topics} == {number}
        ours = {t.id for t in topics if t.id.startswith("today-") or t.id == "before-you-start"}
        assert {t.id for t in topics if t.optional} == (
            {t.id for t in topics} if number == 3 else ours
        )


def test_the_third_pass_is_a_menu_with_a_topic_for_each_island(one: Roadmap) -> None:
    menu = one.step_of(25)
    assert (menu.pick, len(menu.topics)) == (6, 12)
    assert all(step.pick is None for step in one.steps if step is not menu)


def test_the_chapters_are_ours_and_each_step_has_one(one: Roadmap) -> None:
    parts = [step.project for step in one.steps]
    assert [part.part for part in parts if part] == list(range(1, 26))
    assert {(part.family, part.status) for part in parts if part} == {("chapters", "ours")}
    assert one.project("chapters").status == "ours"


def test_the_tasks_that_we_only_derived_say_so(one: Roadmap) -> None:
    derived = {t.id for step in one.steps for t in step.topics if t.status == "derived"}
    assert derived == {"leetcode-more", "other-languages"}


def test_what_joined_since_is_ours_and_may_be_left_out(one: Roadmap) -> None:
    for step in one.steps:
        since = [topic for topic in step.topics if topic.title.startswith("Today: ")]
        assert len(since) <= 1
        assert all(topic.optional and topic.status == "ours" for topic in since)
        assert since == list(step.topics[-1:] if since else ())


def test_only_the_colours_that_the_words_tell_are_printed(one: Roadmap) -> None:
    status = {topic.id: topic.pass_status for step in one.steps for topic in step.topics}
    printed = {topic for topic, given in status.items() if given == "printed"}
    assert {"tensorflow-keras", "github-actions", "types-create"} <= printed
    derived = {topic for topic, given in status.items() if given == "derived"}
    assert derived == {"regex", "pickle", "sizes", "list-vs-array"}
    assert sum(given == "ours" for given in status.values()) > 60


def test_sixteen_linked_roadmaps_and_no_guessed_address(one: Roadmap) -> None:
    assert len(one.directory) == 16
    without = [entry.printed_address for entry in one.directory if entry.url is None]
    assert len(without) == 4
    assert all(address and "\u203a" in address for address in without)


def test_the_five_questions_of_the_learner_are_answered_by_us(one: Roadmap) -> None:
    ours = [entry for entry in one.faq if entry.status == "ours"]
    assert len(ours) == 5
    assert len(one.faq) == 8
    assert all(entry.answer for entry in one.faq)


def test_no_duration_is_printed() -> None:
    found = list(figures(shown(ID)))
    assert {each["unit"] for each in found if each["status"] == "printed"} == {
        "month",
        "percent",
        "count",
        "hour",
    }
