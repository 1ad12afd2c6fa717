"""What all tables share: their names' form, instants, and columns that recur."""

from typing import Any, Final

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, String

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


Id: Final = BigInteger().with_variant(Integer(), "sqlite")
"""The type of an id: it has 64 bits, which SQLite only lets count by itself as an INTEGER."""


def id_column() -> "Column[int]":
    return Column("id", Id, primary_key=True, autoincrement=True)


def claim_columns() -> "tuple[Column[Any], Column[Any]]":
    """Whose work a row is, and until which second of the database's clock."""
    return Column("claimed_by", String(64)), Column("claimed_until", BigInteger)


def owner_column(table: str) -> "Column[int]":
    target = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(f"{table}_id", Id, target, nullable=False, index=True)


def learner_column() -> "Column[int]":
    target = ForeignKey("learner.id", ondelete="CASCADE")
    return Column("learner_id", Id, target, nullable=False)
