"""How migrations meet the database: on the connection that `shared.models.migrate` hands over."""

from alembic import context

from shared.models.base import Base, every_table

#: Search tables are made by hand for each database; a comparison of schemas leaves them alone.
BY_HAND = ("case_search",)

every_table()

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    include_name=lambda name, kind, parents: not (kind == "table" and name.startswith(BY_HAND)),
)
with context.begin_transaction():
    context.run_migrations()
