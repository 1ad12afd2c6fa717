"""Every fact of the learning plan for jobs in Europe is in its data: the 24 stages."""

import pytest

from support.facts import missing, named, shown

ID = "europe-jobs"

# Each stage's facts, as the source names them, between bars.
STAGES = {
    "python-basics": (
        "1-2 months|3|algorithms|Basics|Codecademy|Coursera|data|easy/medium|Everybody|"
        "free/paid|Learn Python 3|LeetCode|months|problems|Python|Python for Everybody|"
        "structures"
    ),
    "web-frameworks": (
        "2-3 months|API|blog|CRUD|Django|FastAPI|Flask|Frameworks|Girls|"
        "https://fastapi.tiangolo.com/tutorial/|https://flask.palletsprojects.com/|"
        "https://tutorial.djangogirls.org/|manager|months|official|project|REST|simple|small|"
        "task|tutorial|Web"
    ),
    "async-programming": (
        "1 month|AIOHTTP|async|Asynchronous|asyncio|chat|FastAPI|guide|"
        "https://realpython.com/async-io-python/|library|month|Programming|project|Python|"
        "Real|server|small"
    ),
    "rest-fundamentals": (
        "2-3 weeks|API|basics|Docs|freeCodeCamp|Fundamentals|HTTP|"
        "https://developer.mozilla.org/en-US/docs/Web/HTTP|"
        "https://www.freecodecamp.org/news/rest-api-tutorial-rest-client-rest-service-and-api-calls-explained-with-code-examples/|"
        "MDN|REST|REST API Tutorial|Tutorial|Web|weeks"
    ),
    "api-development": (
        "2 months|API|APIs|authentication|Development|Django|docs|FastAPI|Framework|"
        "https://fastapi.tiangolo.com/|"
        "https://www.django-rest-framework.org/tutorial/quickstart/|JWT|months|official|"
        "PyJWT|REST|security|tutorial|utilities"
    ),
    "api-documentation": (
        "2 weeks|API|auto-generated|built-in|docs|Documentation|endpoints|FastAPI|manually|"
        "OpenAPI|Postman|Swagger|weeks"
    ),
    "sql-postgresql": (
        "2 months|database|design|docs|e-commerce|https://mode.com/sql-tutorial/|"
        "https://sqlzoo.net/|https://www.postgresql.org/docs/current/tutorial.html|instance|"
        "LeetCode|local|Mode|months|official|PostgreSQL|problems|project|queries|schema|Set|"
        "SQL|SQLZoo|Tutorial"
    ),
    "nosql": (
        "1 month|basics|course|Databases|free|"
        "https://university.mongodb.com/courses/M001/about|https://university.redis.com/|"
        "MongoDB|month|NoSQL|PostgreSQL|profiles|project|Redis|small|University|user"
    ),
    "query-optimization": (
        "2-3 weeks|database|https://realpython.com/python-sqlite-postgres-performance/|"
        "indexing|Optimization|performance|PostgreSQL|Python|queries|query|Real|sample|weeks"
    ),
    "git-basics": (
        "2-3 weeks|Atlassian|Basics|commands|Git|Git and GitHub Learning Lab|GitHub|"
        "https://lab.github.com/|https://www.atlassian.com/git/tutorials|Lab|Learning|local|"
        "repository|tutorial|weeks"
    ),
    "git-workflows": (
        "2 weeks|Collaborative|GitHub|good first issue|issue|open-source|project|pull|"
        "repository|requests|Simulate|team|weeks|Workflows"
    ),
    "git-conflicts": (
        "1 week|conflict|conflicts|Intentionally|merge|repository|Resolution|resolve|test|week"
    ),
    "aws-fundamentals": (
        "1 month|AWS|Cloud|Cloud Practitioner Essentials|course|EC2|Essentials|free|"
        "Fundamentals|"
        "https://aws.amazon.com/training/digital/aws-cloud-practitioner-essentials/|month|"
        "Practitioner|RDS|tier"
    ),
    "aws-deploying": (
        "1.5 months|3|Applications|AWS|Beanstalk|connect|Deploy|Deploying|Elastic|FastAPI|"
        "files|https://github.com/zappa/Zappa|Lambda|months|PostgreSQL|RDS|Zappa"
    ),
    "serverless": (
        "2-3 weeks|API|AWS|Basics|Gateway|"
        "https://aws.amazon.com/getting-started/hands-on/build-serverless-web-app-lambda-apigateway-s3-dynamodb-cognito/|"
        "Lambda|serverless|tutorial|weeks"
    ),
    "docker-basics": (
        "3-4 weeks|Basics|Django|Docker|Dockerize|FastAPI|Get|Get Started|guide|"
        "https://docs.docker.com/get-started/|"
        "https://www.docker.com/blog/containerized-python-development-part-1/|Started|"
        "tutorial|weeks"
    ),
    "docker-compose": (
        "2 weeks|API|apps|Compose|Docker|https://docs.docker.com/compose/django/|manage|"
        "multi-container|PostgreSQL|tutorial|weeks"
    ),
    "kubernetes": (
        "2-3 weeks|basics|cluster|Deploy|Dockerized|https://kubernetes.io/docs/tutorials/|"
        "Intro|Kubernetes|Kubernetes.io|local|Minikube|tutorials|weeks"
    ),
    "testing-basics": (
        "2-3 weeks|Basics|concepts|docs|Getting|Getting Started with Testing in Python|"
        "https://docs.pytest.org/en/stable/|https://realpython.com/python-testing/|official|"
        "pytest|Python|Real|Started|testing|weeks"
    ),
    "unit-integration-tests": (
        "1.5 months|CRUD|database|Django|endpoints|external|FastAPI|Integration|mocking|"
        "months|project|services|test|tests|unit|unittest.mock"
    ),
    "tdd": (
        "2-3 weeks|API|authentication|code|development|Example|feature|small|TDD|Test-driven|"
        "tests|user|weeks|write"
    ),
    "ci-cd-basics": (
        "2-3 weeks|Actions|Basics|CI/CD|CircleCI|concepts|docs|GitHub|guide|"
        "https://circleci.com/blog/what-is-ci-cd/|https://docs.github.com/en/actions|"
        "official|weeks|What|What is CI/CD?"
    ),
    "pipelines": (
        "1.5 months|Actions|Automate|AWS|deploy|deployment|FastAPI|GitHub|Heroku|"
        "Implementation|linting|months|Pipeline|project|Python|test|testing|workflow"
    ),
    "devops-intro": (
        "2 weeks|basic|Black|code|DevOps|enforce|Flake8|formatting|Intro|linting|pipeline|"
        "quality|Set|tools|weeks"
    ),
}

# The facts of each of the eight skills.
LANES = {
    "python": (
        "2-3|4-6 months|AIOHTTP|API|asynchronous|asyncio|Automate|"
        "Automate the Boring Stuff with Python|backend|Boring|data|descriptions|development|"
        "Django|e-commerce|FastAPI|Flask|Fluent|Fluent Python|frameworks|free|fundamentals|"
        "Goals|modules|months|online|OOP|portfolio|proficiency|programming|projects|Python|"
        "roles|structures|Stuff|to-do|~93%"
    ),
    "rest": (
        "2|2.5-3 months|API|APIs|authentication|codes|CRUD|database|Design|Development|"
        "Django|documentation|expertise|FastAPI|Flask|Framework|Goals|HTTP|JWT|methods|"
        "months|movie|OAuth2|operations|portfolio|Postman|principles|Projects|REST|RESTful|"
        "roles|scalable|secure|statelessness|status|Swagger|Swagger/OpenAPI|testing|Tools|"
        "~74%"
    ),
    "databases": (
        "3.5-4 months|backend|Compass|critical|data|database|databases|design|familiarity|"
        "Goals|indexing|Management|migrations|MongoDB|months|MySQL|NoSQL|pgAdmin|PostgreSQL|"
        "Projects|queries|query|Redis|relational|roles|schema|skills|SQL/NoSQL|Tools|user|"
        "~65%"
    ),
    "git": (
        "1-2|1.5-2 months|branch|clone|Code|collaborative|commands|commit|conflicts|control|"
        "Desktop|development|essential|flow|Git|GitHub|Goals|integration|merge|months|"
        "open-source|pull|rebase|requests|roles|Tools|version|workflows|~56%"
    ),
    "aws": (
        "2|2.5-3 months|3|API|application|architecture|AWS|basic|CLI|Cloud|core|EC2|"
        "experience|Free|Goals|Lambda|months|Platforms|portfolio|Projects|Python|RDS|roles|"
        "serverless|services|Tier|Tools|~46%"
    ),
    "docker": (
        "2-3 months|applications|backend|basic|concepts|Containerization|containerized|"
        "containers|database|Desktop|Docker|Dockerized|full-stack|Goals|images|Kubernetes|"
        "Minikube|months|Projects|Python|roles|Tools|~37%"
    ),
    "testing": (
        "2-3 months|80%+|APIs|automated|coverage|coverage.py|critical|end-to-end|Frameworks|"
        "Goals|integration|months|portfolio|principles|Projects|pyramid|pytest|Python|roles|"
        "TDD|test|testing|tests|Tools|unit|unittest|~37%"
    ),
    "ci-cd": (
        "2-3 months|Actions|automated|AWS|basic|builds|CI/CD|CodePipeline|deployment|"
        "deployments|DevOps|GitHub|Goals|Heroku|months|pipelines|portfolio|practices|"
        "Projects|required|roles|Set|testing|tests|Tools|workflows|~28%"
    ),
}


@pytest.mark.parametrize("stage", STAGES)
def test_each_fact_of_a_stage_is_in_that_stage(stage: str) -> None:
    assert missing(named(shown(ID), "phases", "steps")[stage], STAGES[stage]) == []


@pytest.mark.parametrize("lane", LANES)
def test_each_fact_of_a_skill_is_in_its_lane(lane: str) -> None:
    assert missing(named(shown(ID), "lanes")[lane], LANES[lane]) == []
