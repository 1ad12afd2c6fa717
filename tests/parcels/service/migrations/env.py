"""Runs the migrations on the connection that the caller hands over."""

from alembic import context

connection = context.config.attributes["connection"]
connection.exec_driver_sql("SET lock_timeout = '5s'")
context.configure(connection=connection)
with context.begin_transaction():
    context.run_migrations()
