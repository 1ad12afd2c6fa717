"""Old records are summed up, and nobody can tell (promise 2.9)."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.checkins import CheckinLog
from bot.domain.entries import EntryLog
from bot.domain.explain.found import Explanation, ExplanationLog, ShownQuestion
from bot.domain.forecast import ForecastLog, KeptForecast
from bot.domain.history import EntryKind
from bot.domain.learner import Learner, stamped
from bot.domain.recall.answers import RecallAnswer, Review, Sureness
from bot.domain.recall.recalled import RecallLog, ReviewLog
from bot.domain.reflection import Answer, Checkin, Question
from bot.domain.streak.fold import held, ledger
from bot.ports.store import Store, Work
from support.stores import NOW, TODAY, Opener, do, enrol, loaded, said

DAYS = 80
THEN = NOW + timedelta(days=DAYS)


async def live(work: Work, learner: Learner) -> Learner:
    """A topic on the first day, minutes on each."""
    for number in range(DAYS):
        at = NOW + timedelta(days=number)
        topic = "six-month/loops" if not number else None
        kind = EntryKind.TICK if topic else EntryKind.DONE
        entry = stamped(learner, at, kind, minutes=25, topic=topic, note="https://me.dev/x \u00fc")
        learner = await work.entries.log(learner, entry)
    return learner


async def reflect(work: Work, learner: Learner) -> Learner:
    """Reviews, check-ins, forecasts and questions about code, on the same days."""
    for number in range(0, DAYS, 2):
        at, day = NOW + timedelta(days=number), TODAY + timedelta(days=number)
        review = Review(0, at, day, phase="basics" if number % 9 == 0 else None)
        learner = await work.recalls.open(learner, review)
        review = replace(learner.reviews[-1], closed_at=at, finished_on=day)
        for question in ("loops", f"other-{number % 5}"):
            given = RecallAnswer(0, question, number % 3 > 0, Sureness.SURE, at, day, review.id)
            learner = await work.recalls.answer(learner, given)
        learner = await work.recalls.change(learner, review)
        if number % 5:
            continue
        here = learner.enrolments[-1].id
        learner = await work.checkins.open(learner, Checkin(0, at, day, 1, enrolment_id=here))
        for asked, text in ((Question.BUILT, "https://me.dev/x"), (Question.PLAN, f"\u00fc {day}")):
            learner = await work.checkins.answer(
                learner, learner.checkins[-1], Answer(asked, text, at)
            )
        learner = await work.checkins.close(
            learner, learner.checkins[-1], now=at, today=day, late_by=number
        )
        learner = await work.enrolments.keep_forecast(learner, KeptForecast(at, day, 9, number))
        shown = ShownQuestion("binds", 3, "a = b", "What?", "So.", ("a", "b"), 1)
        learner = await work.explanations.begin(learner, Explanation(0, at, day, (shown,)))
    return learner


async def aged(store: Store, by: str = "me") -> Learner:
    """Somebody who lived, and whose old records are summed up now."""
    async with store.work() as work:
        learner = await live(
            work, await enrol(work, await work.learners.by_origin(said(by=by).origin, NOW))
        )
        learner = await reflect(work, learner)
        await work.learners.keep(learner, None, THEN)
        return learner


def told_one_by_one(learner: Learner) -> Learner:
    """The same learner, of whom nothing is summed up."""
    return replace(
        learner,
        entries=EntryLog(learner.entries),
        checkins=CheckinLog(learner.checkins),
        reviews=ReviewLog(learner.reviews),
        recalled=RecallLog(learner.recalled),
        explanations=ExplanationLog(learner.explanations),
        forecasts=ForecastLog(learner.forecasts),
    )


def same(found: Learner, told: Learner) -> None:
    """What was loaded says what was told one by one."""
    bare = told_one_by_one(told)
    assert found.recalled.sums == bare.recalled.sums
    assert found.checkins.plan == bare.checkins.plan
    assert found.checkins.reflections == bare.checkins.reflections
    assert found.reviews.open == bare.reviews.open
    for name in ("checkins", "reviews", "recalled", "explanations", "forecasts"):
        assert getattr(found, name) == getattr(bare, name), name
    assert found.forecast_score(THEN.date()) == bare.forecast_score(THEN.date())
    now = max(each.made_at for each in told.entries) + timedelta(hours=1)
    assert found.entries == bare.entries
    assert found.ticked("six-month") == bare.ticked("six-month")
    assert found.minutes() == bare.minutes()
    one, other = ledger(found.history, now), ledger(bare.history, now)
    assert one == replace(other, lately=one.lately)
    assert one.days == other.days


async def test_whoever_opens_the_store_goes_on_from_there(store: Store, another: Opener) -> None:
    told = await aged(store)
    for each in (store, await another()):
        found = await loaded(each)
        for log in (found.entries, found.checkins, found.reviews, found.recalled):
            assert log.earlier is not None
            assert len(log.recent) < len(log) / 2 + 20
        assert found.explanations.earlier
        assert found.forecasts.earlier
        assert held(found.history, THEN)
        same(found, told)


async def test_what_is_logged_later_is_added(store: Store, another: Opener) -> None:
    await aged(store)
    other = await another()

    async def go_on(work: Work, learner: Learner) -> Learner:
        return await work.entries.log(learner, stamped(learner, THEN, EntryKind.DONE, minutes=5))

    told = await do(other, go_on)
    assert len(told.entries) == DAYS + 1
    same(await loaded(store), told)
    same(await loaded(await another()), told)


async def test_an_old_entry_that_changes_is_told_by_itself_again(
    store: Store, another: Opener
) -> None:
    await aged(store)

    async def untick(work: Work, learner: Learner) -> Learner:
        return await work.entries.untick(learner, learner.entries[0], THEN)

    async def take_back(work: Work, learner: Learner) -> Learner:
        return await work.entries.take_back(learner, learner.entries[1], THEN)

    async def rewrite(work: Work, learner: Learner) -> Learner:
        return await work.checkins.answer(
            learner, learner.checkins[1], Answer(Question.PLAN, "other", THEN)
        )

    async def explain(work: Work, learner: Learner) -> Learner:
        done = replace(learner.explanations[0], finished_at=THEN)
        return await work.explanations.change(learner, done)

    async def reopen(work: Work, learner: Learner) -> Learner:
        return await work.recalls.change(learner, replace(learner.reviews[0], phase=None))

    for deed in (untick, take_back, rewrite, explain, reopen):
        told = await do(store, deed)
        found = await loaded(await another())
        same(found, told)
        assert found.ticked("six-month") == frozenset()
    assert len(found.entries) == DAYS - 1


async def test_a_clock_that_was_set_back_loses_nothing(store: Store, another: Opener) -> None:
    await aged(store)

    async def log_back_then(work: Work, learner: Learner) -> Learner:
        back = NOW + timedelta(days=3)
        return await work.entries.log(learner, stamped(learner, back, EntryKind.DONE, minutes=7))

    told = await do(await another(), log_back_then)
    assert told.entries.earlier is None
    assert len(told.entries) == DAYS + 1
    same(await loaded(store), told)
    same(await loaded(await another()), told)


async def test_two_who_become_one_and_two_again(store: Store, another: Opener) -> None:
    one, other = await aged(store), await aged(store, "you")
    async with store.work() as work:
        merged = await work.links.merge(one, other, THEN)
        await work.learners.keep(merged, None, THEN)
    assert len(merged.entries) == 2 * DAYS
    same(await loaded(await another()), merged)
    async with store.work() as work:
        parted = await work.links.part(merged, "terminal", "you", NOW)
        assert parted is not None
        for each in parted:
            await work.learners.keep(each, None, THEN)
    same(await loaded(await another()), one)
    same(await loaded(await another(), "you"), other)


async def test_an_archive_in_the_place_of_it_all(store: Store, another: Opener) -> None:
    told = await aged(store)
    async with store.work() as work:
        archive = await work.people.archive(told)
        assert len(archive.entries) == DAYS
        assert len(archive.checkins) == len(told.checkins)
        assert sum(len(each.answers) for each in archive.reviews) == len(told.recalled)
        parts = dict.fromkeys(("entries", "checkins", "reviews", "explanations"), ())
        found = await work.people.restore(told, archive.model_copy(update=parts))
        await work.learners.keep(found, None, THEN)
    for each in (found, await loaded(await another())):
        assert not [*each.entries, *each.checkins, *each.recalled, *each.explanations]
        assert each.forecasts
