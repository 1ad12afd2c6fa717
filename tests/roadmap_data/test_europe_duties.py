"""Every fact of the learning plan for jobs in Europe is in its data: duties, shares, weeks."""

import pytest

from bot.domain.roadmap.model import Roadmap
from bot.roadmaps.files import Roadmaps
from support.facts import figures, missing, named, shown

ID = "europe-jobs"

# The facts of each responsibility.
DUTIES = {
    "backend-services": (
        "1000+|2-3|API|APIs|AWS|backend|clean|cloud|code|CRUD|Develop|Django|e-commerce|"
        "endpoints|existing|FastAPI|Heroku|input|JWT|Maintain|manager|performance|platform|"
        "portfolio|production|project|projects|Python|requests|response|RESTful|roles|"
        "scalability|scalable|security|services|Services/APIs|simulate|Swagger|task|"
        "validation|~93%"
    ),
    "collaboration": (
        "5|API|architecture|basic|brief|clearly|code|Collaborate|concepts|CSS|Design|"
        "developers|DevOps|experience|feature|freeCodeCamp|frontend|frontend-backend|GitHub|"
        "HTML|integration|JavaScript|live|meeting|minute|open-source|peer|product|project|"
        "pull|record|Replit|requests|Responsive|Responsive Web Design|reviews|roles|Share|"
        "small|team|teams|technical|video|Web|workflows|~74%"
    ),
    "database-design": (
        "analytics|backend|basic|comments|data|database|database-heavy|dataset|design|"
        "e-commerce|flexible|indexing|large|logs|media|MongoDB|NoSQL|optimization|PostgreSQL|"
        "posts|project|queries|query|relational|roles|schema|schemas|slow|social|users|~56%"
    ),
    "tests": (
        "80%+|cases|code|comprehensive|coverage|coverage.py|edge|end-to-end|ensure|failing|"
        "FastAPI|feature|inputs|integration|invalid|login|Maintain|portfolio|project|"
        "projects|pytest|roles|small|TDD|test|tests|tools|unit|user|Write|written|~46%"
    ),
    "deploy-monitor": (
        "Actions|AWS|basic|Beanstalk|CI/CD|cloud|CloudWatch|deploy|deployment|Elastic|failed|"
        "FastAPI|free|GitHub|high|issue|Lambda|latency|local|logs|monitor|monitoring|"
        "observability|performance|pipeline|platforms|production|Prometheus|Python|roles|"
        "services|setup|test|tool|~37%"
    ),
    "documentation": (
        "1|API|APIs|architecture|brief|concise|database|design|docs|documentation|FastAPI|"
        "feature|GitHub|instructions|overview|page|portfolio|Postman|project|README|"
        "requests/responses|roles|setup|specs|Swagger|technical|~28%"
    ),
}

# Tips, timeline, schedule and final notes.
AROUND = {
    "whole": (
        "1-2|1.5-2 months|2-3 months|2.5-3 months|3-4|3-5|3.5-4 months|4|4-6 months|5|5-6|6|"
        "6-12 months|6-9|7-8|9|API|APIs|apps|Associate|AWS|backend|basic|basics|boost|"
        "building|businesses|certifications|Certified|choose|CI/CD|clear|coding|"
        "collaboration|communication|communities|comprehensive|Concurrent|connect|consider|"
        "contribute|Databases|debugging|decisions|demonstrate|deploy|deployed|deployment|"
        "Dev.to|developer|developers|development|Discord|Docker|Dockerize|Dockerized|docs|"
        "Duration|e-commerce|Employers|English|Ensure|Europe|Example|experience|explicitly|"
        "FastAPI|Flask|fluency|Frameworks|free|Freelance|fundamentals|Gain|German|Germany|"
        "Git|GitHub|good first issue|hands-on|Heroku|How did you optimize a slow query?|"
        "intensity|interviews|issue|junior|Language|learned|Learning|LeetCode|local|manager|"
        "media|medium|meetups|mention|mid-level|mock|MongoDB|months|Network|NoSQL|Notes|"
        "online|open-source|optimization|optimize|Optional|overlap|pipelines|plan|plus|"
        "Polish|portfolio|PostgreSQL|Practical|prepare|prior|Prioritize|problem-solving|"
        "problems|proficiency|projects|Python|queries|query|r/Python|READMEs|ready|"
        "real-world|Reddit|required|responsibilities|REST|resume|roles|Sample|Schedule|"
        "simulate|skills|slow|small|social|Soft|Solve|spoken|Stay|Swagger|task|team|teamwork|"
        "tech|technical|testing|tests|Timeline|together|total|trends|University|Updated|"
        "value|versions|Why|Why did you choose FastAPI over Flask?|workflows|written|~10%|"
        "~50%"
    ),
}

# Each stage with its printed duration and its weeks, which are ours.
WEEKS = """
python-basics 1-2 months: 1-6 | web-frameworks 2-3 months: 7-16
async-programming 1 month: 29-32 | rest-fundamentals 2-3 weeks: 6-8
api-development 2 months: 9-16 | api-documentation 2 weeks: 17-18
sql-postgresql 2 months: 9-16 | nosql 1 month: 27-30 | query-optimization 2-3 weeks: 31-32
git-basics 2-3 weeks: 1-3 | git-workflows 2 weeks: 4-5 | git-conflicts 1 week: 6-6
aws-fundamentals 1 month: 17-20 | aws-deploying 1.5 months: 19-24 | serverless 2-3 weeks: 25-26
docker-basics 3-4 weeks: 17-19 | docker-compose 2 weeks: 20-21 | kubernetes 2-3 weeks: 22-24
testing-basics 2-3 weeks: 14-16 | unit-integration-tests 1.5 months: 25-30 | tdd 2-3 weeks: 31-32
ci-cd-basics 2-3 weeks: 19-20 | pipelines 1.5 months: 21-26 | devops-intro 2 weeks: 27-28
portfolio Month 9: 33-36
"""
MAIN = (
    "python-basics python-basics git-basics git-workflows git-workflows rest-fundamentals"
    " web-frameworks rest-fundamentals sql-postgresql web-frameworks web-frameworks"
    " web-frameworks web-frameworks testing-basics web-frameworks web-frameworks"
    " aws-fundamentals api-documentation ci-cd-basics aws-fundamentals docker-compose"
    " kubernetes aws-deploying aws-deploying serverless serverless nosql devops-intro"
    " async-programming nosql query-optimization async-programming"
    " portfolio portfolio portfolio portfolio"
)


@pytest.fixture(scope="module")
def one() -> Roadmap:
    return Roadmaps().get(ID)


@pytest.mark.parametrize("duty", DUTIES)
def test_each_fact_of_a_responsibility_is_in_it(duty: str) -> None:
    assert missing(named(shown(ID), "responsibilities")[duty], DUTIES[duty]) == []


@pytest.mark.parametrize("part", AROUND)
def test_each_other_fact_is_in_the_roadmap(part: str) -> None:
    assert missing(shown(ID), AROUND[part]) == []


def test_the_stages_take_their_printed_time_in_the_weeks_that_were_decided(one: Roadmap) -> None:
    told = {}
    for line in WEEKS.replace("|", "\n").strip().splitlines():
        stage, _, rest = line.strip().partition(" ")
        printed, _, weeks = rest.partition(": ")
        told[stage] = (printed, *map(int, weeks.split("-")))
    held = {
        step.id: (step.duration and step.duration.printed, step.weeks.first, step.weeks.last)
        for step in one.steps
    }
    assert held == told
    assert {step.weeks.status for step in one.steps} == {"ours"}
    for step in one.steps:
        assert step.duration is not None
        factor = 4 if step.duration.unit == "month" else 1
        assert step.weeks.span <= (step.duration.max or 0) * factor
        assert step.weeks.span >= step.duration.min * factor


def test_at_most_three_skills_a_week_and_four_around_the_frameworks(one: Roadmap) -> None:
    for week in range(1, 37):
        lanes = {step.lane for step in one.steps_of(week)}
        assert len(lanes) <= (4 if week in (14, 15, 16) else 3)


def test_one_main_lane_a_week(one: Roadmap) -> None:
    assert [one.step_of(week).id for week in range(1, 37)] == MAIN.split()
    for week in range(1, 37):
        main, *beside = one.steps_of(week)
        assert one.step_of(week) == main
        assert one.topics_of(week)[0] in main.topics
        order = [lane.id for lane in one.lanes]
        lanes = [order.index(step.lane or "") for step in beside]
        assert lanes == sorted(lanes)


def test_every_topic_has_its_week(one: Roadmap) -> None:
    spread = [topic.id for week in range(1, 37) for topic in one.topics_of(week)]
    assert sorted(spread) == sorted(topic.id for step in one.steps for topic in step.topics)


def test_shares_are_approximate_and_of_54_ads(one: Roadmap) -> None:
    skills = {lane.id: lane.share.min for lane in one.lanes if lane.share}
    assert skills == {
        "python": 93, "rest": 74, "databases": 65, "git": 56,
        "aws": 46, "docker": 37, "testing": 37, "ci-cd": 28,
    }  # fmt: skip
    assert [duty.share.min for duty in one.responsibilities] == [93, 74, 56, 46, 37, 28]
    shares = [lane.share for lane in one.lanes] + [duty.share for duty in one.responsibilities]
    assert all(share.printed.startswith("~") for share in shares if share and share.printed)
    assert one.ads is not None
    assert one.ads.min == 54


def test_months_of_the_schedule(one: Roadmap) -> None:
    weeks = [(phase.weeks.first, phase.weeks.last) for phase in one.phases if phase.weeks]
    assert weeks == [(1, 8), (9, 16), (17, 24), (25, 32), (33, 36)]
    assert [one.phase_of(week).id for week in (8, 9, 36)] == ["months-1-2", "months-3-4", "month-9"]


def test_twenty_seven_addresses_and_what_became_of_them() -> None:
    readings = [
        reading
        for step in named(shown(ID), "phases", "steps").values()
        for reading in step["readings"]
        if reading["url"]
    ]
    assert len({reading["url"] for reading in readings}) == 27
    states = {reading["link"] for reading in readings}
    assert states == {"unchecked", "gone", "doubtful"}
    gone = {reading["url"]: reading["text"] for reading in readings if reading["link"] == "gone"}
    assert set(gone) == {"https://lab.github.com/", "https://docs.docker.com/compose/django/"}
    assert "GitHub Skills" in gone["https://lab.github.com/"]
    assert "awesome-compose" in gone["https://docs.docker.com/compose/django/"]


def test_nothing_is_used_before_it_is_taught(one: Roadmap) -> None:
    week = {topic.id: at for at in range(1, 37) for topic in one.topics_of(at)}
    assert (week["frontend-basics"], week["monitoring"]) == (8, 24)
    assert week["local-postgresql"] < week["fastapi-postgresql"] == 13
    assert week["ec2-s3"] < week["beanstalk-or-lambda"] < week["first-deploy"] < week["connect-rds"]
    assert week["deploy-settings"] < week["first-deploy"]
    assert week["workflow-secrets"] < week["workflow-deploy"] < week["workflow-rollback"]
    assert week["monitoring"] < week["debug-from-logs"]


def test_the_last_four_weeks_go_from_the_portfolio_to_the_interviews(one: Roadmap) -> None:
    assert [[topic.id for topic in one.topics_of(week)] for week in range(33, 37)] == [
        ["polish-readmes", "polish-pipelines", "polish-live"],
        ["open-source-issue", "open-source-more"],
        ["explain-video", "architecture-brief", "frontend-brief"],
        ["leetcode-interviews", "mock-interviews"],
    ]


def test_what_we_cut_or_added_is_not_called_printed(one: Roadmap) -> None:
    told = {topic.id: topic.status for step in one.steps for topic in step.topics}
    ours = "before-you-start course-files course-errors fastapi-postgresql aws-account ci-by-hand"
    assert {told[each] for each in [*ours.split(), "deploy-settings", "asyncio-tasks"]} == {"ours"}
    cut = "course-start fastapi-tutorial-start django-blog-whole sql-joins schema-design"
    assert {told[each] for each in [*cut.split(), "scalable-secure", "docker-images"]} == {
        "derived"
    }
    assert {told[each] for each in told if each.startswith("today-")} == {"ours"}


def test_figures_say_where_they_come_from() -> None:
    found = list(figures(shown(ID)))
    assert len(found) > 60
    assert all(each["printed"] for each in found if each["status"] == "printed")
