"""Every feature, in the order of the menus: one file a command or a nudge."""

from bot.features import hint
from bot.features.data import calendar, export, forget, importing
from bot.features.explain import explain
from bot.features.groups import group, kudos, month
from bot.features.help import help_feature
from bot.features.links import joining, link, unlink
from bot.features.nudges import milestones, prompts
from bot.features.plan import forks, pause, plan, progress, repacing, trimming, updates
from bot.features.recall import review
from bot.features.roadmaps import background, resources, roadmaps, switching
from bot.features.setup import places, settings, start
from bot.features.streak import streak, why
from bot.features.study import (
    checklist,
    done,
    finishing,
    focus,
    gates,
    menus,
    project,
    proofs,
    run_out,
    today,
    undo,
    verdicts,
    week,
)
from bot.features.talk import stop, talk
from bot.features.weekly import checkin, going_on, journal, leaving, moving, noted, rewriting

_OTHERS = (
    start.FEATURE,
    today.FEATURE,
    week.FEATURE,
    moving.FEATURE,
    done.FEATURE,
    undo.FEATURE,
    progress.FEATURE,
    streak.FEATURE,
    why.FEATURE,
    checkin.FEATURE,
    rewriting.FEATURE,
    journal.FEATURE,
    review.FEATURE,
    explain.FEATURE,
    focus.FEATURE,
    plan.FEATURE,
    pause.FEATURE,
    stop.FEATURE,
    checklist.FEATURE,
    resources.FEATURE,
    roadmaps.FEATURE,
    settings.FEATURE,
    group.FEATURE,
    kudos.FEATURE,
    link.FEATURE,
    unlink.FEATURE,
    calendar.FEATURE,
    export.FEATURE,
    importing.FEATURE,
    forget.FEATURE,
)

_BUTTONS_ONLY = (
    background.FEATURE,
    month.FEATURE,
    run_out.FEATURE,
    going_on.FEATURE,
    verdicts.FEATURE,
    leaving.FEATURE,
    noted.FEATURE,
    forks.FEATURE,
    repacing.FEATURE,
    trimming.FEATURE,
    finishing.FEATURE,
    project.FEATURE,
    gates.FEATURE,
    menus.FEATURE,
    switching.FEATURE,
    updates.FEATURE,
)

FEATURES = (
    *_OTHERS,
    help_feature(_OTHERS),
    hint.FEATURE,
    proofs.FEATURE,
    talk.FEATURE,
    *_BUTTONS_ONLY,
    prompts.FEATURE,
    milestones.FEATURE,
    places.FEATURE,
    joining.FEATURE,
)
