"""Alembic's entry: online only, on the engine the rest of the house uses."""

from alembic import context

from models.engine import open_engine
from models.tables import Base

engine = open_engine(context.config.get_main_option("sqlalchemy.url") or "", lock_seconds=30)
with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
