"""All tables of the schema, whichever module they stand in."""

from bot.storage.tables.attendance import group_day, member_change, member_day, member_step
from bot.storage.tables.columns import metadata
from bot.storage.tables.dues import due, dues_of
from bot.storage.tables.groups import (
    board,
    group_due,
    kudos,
    pause_cut,
    quorum,
    settlement,
    stay,
    study_group,
)
from bot.storage.tables.host import memo, uptime
from bot.storage.tables.inputs import input_window
from bot.storage.tables.learners import (
    account,
    answer,
    booking,
    checkin,
    earlier,
    enrolment,
    entry,
    focus,
    import_draft,
    learner,
    milestone,
    move,
    pacing,
    pause,
    setting_change,
)
from bot.storage.tables.leases import lease
from bot.storage.tables.links import link_request, link_try, merger
from bot.storage.tables.messages import delivery, inbox, reply
from bot.storage.tables.quarantine import quarantine
from bot.storage.tables.recall import explanation, recall_answer, review
from bot.storage.tables.roadmaps import choice, forecast, mark, offer, roadmap_content

__all__ = [
    "account",
    "answer",
    "board",
    "booking",
    "checkin",
    "choice",
    "delivery",
    "due",
    "dues_of",
    "earlier",
    "enrolment",
    "entry",
    "explanation",
    "focus",
    "forecast",
    "group_day",
    "group_due",
    "import_draft",
    "inbox",
    "input_window",
    "kudos",
    "learner",
    "lease",
    "link_request",
    "link_try",
    "mark",
    "member_change",
    "member_day",
    "member_step",
    "memo",
    "merger",
    "metadata",
    "milestone",
    "move",
    "offer",
    "pacing",
    "pause",
    "pause_cut",
    "quarantine",
    "quorum",
    "recall_answer",
    "reply",
    "review",
    "roadmap_content",
    "setting_change",
    "settlement",
    "stay",
    "study_group",
    "uptime",
]
