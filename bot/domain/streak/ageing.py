"""Entries grow old: what is past changing is summed up, and the fold goes on from there."""

from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain import policy
from bot.domain.entries import EarlierEntries, EntryLog, sums_of
from bot.domain.log import Page
from bot.domain.streak.fold import checkpoint, held
from bot.domain.streak.ledger import History

_AT_HAND = timedelta(days=policy.AT_HAND_DAYS)
_EVERY = timedelta(days=policy.AGED_EVERY_DAYS)


def aged(history: History, now: datetime) -> EntryLog:
    """A history's entries, with the old ones summed up where it is time for that again."""
    entries = history.entries
    until = history.timeline.day(now) - _AT_HAND
    if entries.earlier is not None and held(history, now) is None:
        entries = EntryLog(entries)  # something else of the past has changed
        history = history.with_entries(entries)
    first = min((each.made_on for each in entries.recent), default=until)
    if first > until - _EVERY or not _in_order(entries):
        return entries
    since = checkpoint(history, now, until)
    if since is None:
        return entries
    old = tuple(each for each in entries.recent if each.made_on <= since.upto)
    recent = (each for each in entries.recent if each.made_on > since.upto)
    before = entries.earlier
    page = Page(max(each.made_on for each in old), lambda: old)
    sums = sums_of(old, since.upto, before.sums if before else None)
    return EntryLog(recent, EarlierEntries(since, sums, (*(before.pages if before else ()), page)))


def _in_order(entries: EntryLog) -> bool:
    """Whether they stand in the order in which they were made; an import may mix them."""
    pairs = pairwise(entries.recent)
    return all(one.id < other.id and one.made_on <= other.made_on for one, other in pairs)
