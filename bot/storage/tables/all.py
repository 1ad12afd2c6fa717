"""All tables of the schema, whichever module they stand in."""

from bot.storage.tables import groups, learners, leases, quarantine, roadmaps

__all__ = ["groups", "leases", "metadata", "quarantine", "roadmaps"]

metadata = learners.metadata
