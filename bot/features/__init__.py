"""Every feature, in the order of the menus: one file a command or a nudge."""

from bot.features import (
    background,
    checkin,
    checklist,
    done,
    forks,
    group,
    hint,
    journal,
    kudos,
    milestones,
    moving,
    pause,
    plan,
    progress,
    prompts,
    resources,
    roadmaps,
    settings,
    start,
    streak,
    switching,
    today,
    trimming,
    undo,
    updates,
    week,
    why,
)
from bot.features.help import help_feature

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
    journal.FEATURE,
    plan.FEATURE,
    pause.FEATURE,
    checklist.FEATURE,
    resources.FEATURE,
    roadmaps.FEATURE,
    settings.FEATURE,
    group.FEATURE,
    kudos.FEATURE,
)

_BUTTONS_ONLY = (
    background.FEATURE,
    forks.FEATURE,
    trimming.FEATURE,
    switching.FEATURE,
    updates.FEATURE,
)

FEATURES = (
    *_OTHERS,
    help_feature(_OTHERS),
    hint.FEATURE,
    *_BUTTONS_ONLY,
    prompts.FEATURE,
    milestones.FEATURE,
)
