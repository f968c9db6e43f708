"""Databases of tests on their PostgreSQL server: copied from a template, and dropped again."""

import psycopg
from sqlalchemy import make_url


def named(server: str, database: str) -> str:
    """Return the address of a database on a server."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def on_server(server: str, command: str) -> None:
    """Run one command that takes no transaction."""
    with psycopg.connect(server.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(command.encode())


def copy_database(server: str, template: str, name: str) -> str:
    """Make a database as another one is and return its address.

    Files are copied as they are: block by block through the write-ahead log, as is PostgreSQL's default,
    they take three times as long.
    """
    on_server(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return named(server, name)


def drop_database(server: str, name: str) -> None:
    """Remove a database, whoever is still connected."""
    on_server(server, f"DROP DATABASE {name} WITH (FORCE)")
