"""Runs the steps on the connection that the store hands over; the store commits."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection)
context.run_migrations()
