"""Every fact of the article is in the engineer's roadmap and in its extension."""

import pytest

from bot.domain.roadmap.model import Roadmap
from bot.roadmaps.files import Roadmaps
from support.facts import figures, missing, named, shown

ID = "engineer"
EXTENSION = "engineer-ai"

# The facts of each part of the article, as it names them, between bars.
PARTS = {
    "intro": (
        "2023|After|APIs|applications|approach|backend|biggest|built|changes|clear|code|"
        "companion|concept|consumed|content|core|database|design|developer|developers|"
        "diagrams|Django|down|engineer|engineering|engineers|expresses|FastAPI|fifteen|"
        "frameworks|habits|head|hired|integration|judgment|language|layer|learning|libraries|"
        "list|little|logic|maintain|messy|mindset|mistake|model|names|noise|order|Overflow|"
        "overview|path|People|phases|pieces|problem|problems|production|python|ready|"
        "reasonable|reduce|reliable|remove|requirement|rest|rise|roadmap|roadmap.sh|says|"
        "shift|shopping|shows|simple|slow|something|Stack|summarized|Survey|syntax|system|"
        "teaches|tools|touch|touched|trade-offs|version|very|wanted|weeks|worth"
    ),
    "foundations": (
        "accountability|advanced|APIs|awareness|backend|base|basic|basics|become|begin|"
        "beginner|beginners|behavior|boring|branding|break|built|changes|clarity|code|"
        "collaboration|comfort|command|commit|concepts|concerns|conditionals|constrained|"
        "core|data|debugging|decision|decomposition|deployment|developer|disciplined|edits|"
        "employers|enough|environment|Error|examples|exercises|explain|feedback|finish|flow|"
        "Focus|form|Foundations|framework|Frameworks|functions|fundamentals|goal|Good|GUI|"
        "habits|handling|happens|history|impressive|Input|instructions|intentional|iteration|"
        "junior|layer|learning|line|Linux|literacy|logic|loops|magnify|making|management|"
        "memorized|names|navigation|once|passive|path|phase|practical|precise|problem|"
        "problems|professional|project|projects|Python|random|record|relearn|repeat|rule|"
        "rush|save|scope|scripts|Separation|Servers|services|sessions|setup|show|simple|"
        "skill|small|solid|solve|State|steps|stop|stuff|surface|syntax|teaches|terminal|"
        "testable|Those|topics|transformations|tutorial|underestimate|vague|validation|"
        "watching|workflow|workflows|write|years"
    ),
    "application-builder": (
        "2|3|30|40|75|admin|analysis|API|API-centric|API-first|API-heavy|APIs|application|"
        "applications|architecture|area|assembly|auth|backend|backend-specific|badly|becomes|"
        "beginners|behavior|belong|boundaries|breaking|broken|builder|built|cases|choose|"
        "class|classes|clean|clear|clearer|clients|clone|code|Codeling|commit|completely|"
        "concepts|confusing|consistency|Constraints|consumers|contract|control|conventions|"
        "data|database|dealt|decisions|deep|design|development|difference|Django|domain|down|"
        "edge|enough|errors|evolves|exercises|expensive|experience|fast|FastAPI|feature|"
        "features|Flask|framework|Full-featured|future|gets|giant|GitHub|half-finished|hand|"
        "handling|hands-on|harder|hierarchy|hire|history|important|inheritance|instructions|"
        "isolated|JSON|land|lasts|learners|learning|level|liability|Lightweight|likely|"
        "local-style|longer|main|making|manual|memorizing|migrations|model|modeling|models|"
        "modern|move|Nobody|Object-oriented|obvious|once|OOP|Option|ORM|pain|passive|percent|"
        "permissions|phase|playlist|portfolio|PostgreSQL|postings|practical|product|"
        "programming|programs|project|project-based|projects|Python|query|questions|README|"
        "reason|rely|request|required|REST|roadmap|route|routes|rules|Scaler|schema|schemas|"
        "scripts|serializers|services|setup|shape|shows|sloppy|smaller|spend|spots|SQL|stall|"
        "stay|strong|structured|successful|surface|synced|system|systems|target|teach|"
        "teaching|Those|tool|tools|track|tutorial|tutorials|typing|unstructured|validation|"
        "variation|watched|weak|Whichever|writing|year|yourself"
    ),
    "architectural-thinking": (
        "access|API|architectural|architecture|asks|assumptions|authorization|backend|basic|"
        "behavior|Better|break|change|changes|choices|CI/CD|class|code|confidence|"
        "containerization|conversation|cost|coupled|data|debugging|Define|deliver|depend|"
        "deploy|deployment|deploys|design|developer|diagrams|discipline|Docker|Does|drift|"
        "Earlier|early|engineer|engineers|environment|environments|Even|evolve|exact|"
        "examining|expect|explicit|failure|faster|feature|features|formalizes|future|"
        "glamorous|Good|Here|heroic|hope|implementation|input|internal|invalid|junior|layers|"
        "learning|library|load|local|locally|long-lived|machine|maintenance|making|methods|"
        "mindset|model|mostly|move|nobody|operational|optimization|order|outcomes|painful|"
        "passes|path|pattern|people|performance|phase|pipeline|postponed|practical|"
        "predictability|private|problem|production|protect|purity|python|query|question|"
        "readiness|ready|reduce|refactoring|reliable|rely|Remove|Repeatable|responsibility|"
        "reveals|roadmap|rules|runtime|safely|safer|Senior|setup|shape|simple|slow|small|"
        "software|stability|stack|stays|stop|stronger|system|systems|task|teaches|teammate|"
        "teammates|test|testing|tests|tightly|topics|under|unrelated|users|verified|version|"
        "view|workflows|working|write|wrong|yourself"
    ),
    "portfolio": (
        "ability|align|anchor|answer|API|applications|authentication|backend|behind|boxes|"
        "branches|builders|built|calmly|capable|challenge|code|Codeling|completers|concrete|"
        "consistent|course|coverage|data|debugged|decision-making|decisions|definitions|"
        "designed|development|Django|Docker|documented|Employers|endpoints|engineer|"
        "exercises|explain|fail|fake|feature|finished|fundamentals|GitHub|handled|hands-on|"
        "hire|Hiring|implemented|Instead|judgment|junior|juniors|Keep|keyword|learners|"
        "learning|line|Linux|Managed|managers|materials|message|metrics|models|Most|obvious|"
        "option|ORM|passive|path|pile|portfolio|portfolios|PostgreSQL|practical|present|"
        "problems|project|projects|public|pull|Python|queries|ready|recites|relational|repo|"
        "repositories|requests|responsibilities|REST|resume|resumes|reveals|roadmap|schemas|"
        "scope|setup|shows|signs|skills|software|sound|SQL|stronger|structured|system|"
        "systems|technical|test|textbook|Those|tool-heavy|trade-offs|transcript|tutorials|"
        "Weak|Why is it built this way?|Worked|workflows"
    ),
}

# Those of its section on AI.
AI = {
    "whole": (
        "abandon|AI engineer|alone|API|APIs|architecture|backend|become|behavior|"
        "better prompting|built|cases|category|chatbot|checks|clean|collaborator|context|"
        "contracts|core|correct|data|demands|demos|dependency|design|disciplined|edge|"
        "engineer|engineering|failures|flow|gets|hand|handle|inconsistent|input|integrate|"
        "interfaces|layer|learning|least|logic|machine|maintenance|manage|Many|model|models|"
        "noisy|novelty|obscure|observability|output|powerful|product|production|products|"
        "prompting|rarely|researcher|resilience|resource|responses|responsibility|retrieval|"
        "roadmap|role|rule|safety|ship|sloppy|software|specialization|Strong|system|target|"
        "theory|together|tools|Treat|trigger|unless|untrusted|users|workflows|working"
    ),
}


@pytest.fixture(scope="module")
def one() -> Roadmap:
    return Roadmaps().get(ID)


@pytest.mark.parametrize("part", PARTS)
def test_each_fact_of_a_part_is_there(part: str) -> None:
    data = shown(ID)
    around = {name: value for name, value in data.items() if name != "phases"}
    phase = named(data, "phases").get(part)
    assert missing([around, phase] if phase else data, PARTS[part]) == []


@pytest.mark.parametrize("part", AI)
def test_each_fact_on_ai_is_in_the_extension(part: str) -> None:
    assert missing(shown(EXTENSION), AI[part]) == []


def test_twenty_four_weeks_of_ours_with_a_gate_at_the_end_of_each_phase(one: Roadmap) -> None:
    walked = {step.id for step in one.steps}
    spans = [
        sum(step.weeks.span for step in phase.steps if step.id in walked) for phase in one.phases
    ]
    assert spans == [8, 9, 5, 2]
    assert one.weeks == 24
    assert 30 <= 100 * 9 / 24 <= 40
    assert {step.weeks.status for step in one.steps} == {"ours"}
    for phase in one.phases:
        assert phase.steps[-1].gate
        assert not any(step.gate for step in phase.steps[:-1])


def test_what_is_lost_is_not_filled_in_under_its_name(one: Roadmap) -> None:
    statuses = {question.id: question.status for question in one.interview}
    assert statuses["why-this-way"] == "printed"
    assert set(statuses.values()) == {"printed", "derived", "ours"}
    assert any("15 bullet lists" in note.text for note in one.source_notes)
    assert "printed" not in {gate.status for step in one.steps for gate in step.gate}


def test_one_main_framework_is_chosen_among_three(one: Roadmap) -> None:
    (fork,) = one.branches
    offered = [option.id for option in fork.options]
    assert offered == ["django", "fastapi", "flask"]
    assert [option.id for option in fork.options if option.recommended] == [fork.default]
    for option in offered:
        step = one.chosen({fork.id: option}).step_of(11)
        assert step.weeks.span == 2
        pages = " ".join(topic.resource.url for topic in step.topics if topic.resource)
        assert [each for each in offered if each in pages] == [option]
        taught = {concept for topic in step.topics for concept in topic.concepts}
        assert [each for each in offered if each in taught] == [option]


def test_only_what_the_article_names_is_printed(one: Roadmap) -> None:
    statuses = {topic.id: topic.status for step in one.steps for topic in step.topics}
    assert {statuses[topic] for topic in ("compose", "basic-pipeline")} == {"ours"}
    derived = ("terminal", "framework-shape", "first-endpoints", "explain-project")
    assert {statuses[topic] for topic in (*derived, "align-materials")} == {"derived"}
    assert {part.status for step in one.steps if (part := step.project)} == {"ours"}
    assert {project.status for project in one.projects} == {"ours"}
    extension = Roadmaps().get(EXTENSION)
    (noisy,) = [t for step in extension.steps for t in step.topics if t.id == "noisy-context"]
    assert noisy.status == "derived"


def test_four_tables(one: Roadmap) -> None:
    told = {table.id: (len(table.columns), len(table.rows)) for table in one.comparisons}
    assert told == {
        "setup": (2, 4),
        "frameworks": (2, 3),
        "mindset": (2, 4),
        "resume-lines": (2, 3),
    }


def test_statistics_name_their_source(one: Roadmap) -> None:
    values = [(each.value.min, each.value.max) for each in one.statistics if each.value]
    assert values == [(2, 3), (30, 40), (75, None)]
    assert all(each.via for each in one.statistics)


def test_the_extension_belongs_to_it(one: Roadmap) -> None:
    extension = Roadmaps().get(EXTENSION)
    assert extension.extends == one.id
    assert one.extensions == (extension.id,)
    assert extension.weeks == 4
    assert {each["status"] for each in figures(shown(EXTENSION))} == {"ours"}
