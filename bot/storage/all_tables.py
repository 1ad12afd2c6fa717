"""All tables of the schema, whichever module they stand in."""

from bot.storage import group_tables, quarantine_table, tables, tables_lease, tables_roadmap

__all__ = ["group_tables", "metadata", "quarantine_table", "tables_lease", "tables_roadmap"]

metadata = tables.metadata
