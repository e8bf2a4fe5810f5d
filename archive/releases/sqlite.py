"""The whole archive as one SQLite file, for Datasette and everything else that reads SQLite."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

from archive.releases.content import Table

TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}


def write(
    path: Path, tables: list[Table], whole: dict[str, list[dict[str, Any]]], about: dict[str, str]
) -> None:
    """Tables as in CSV, `records` with the whole JSON of each, and what the file is."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA page_size = 4096")
        db.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        db.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        db.execute("CREATE TABLE columns_explained (table_name TEXT, column_name TEXT, meaning TEXT)")
        for table in tables:
            _table(db, table)
        db.execute("CREATE TABLE records (type TEXT, slug TEXT, json TEXT, PRIMARY KEY (type, slug))")
        for kind, records in whole.items():
            rows = [(kind, one["slug"], json.dumps(one, ensure_ascii=False)) for one in records]
            db.executemany("INSERT INTO records VALUES (?, ?, ?)", rows)
    db.close()


def _table(db: sqlite3.Connection, table: Table) -> None:
    meanings = table.meanings("en")
    types = [TYPES.get(each.type, "TEXT") for each in meanings]
    heads = ", ".join(f"{quoted(each.name)} {sort}" for each, sort in zip(meanings, types, strict=True))
    key = f", PRIMARY KEY ({quoted('slug')})" if table.name != "citations" else ""
    db.execute(f"CREATE TABLE {quoted(table.name)} ({heads}{key})")
    places = ", ".join("?" * len(meanings))
    rows = ([value(cell, each.type) for cell, each in zip(row, meanings, strict=True)] for row in table.rows)
    db.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({places})", rows)  # noqa: S608 (our own names)
    told = [(table.name, each.name, each.text) for each in meanings]
    db.executemany("INSERT INTO columns_explained VALUES (?, ?, ?)", told)
    if table.name == "citations":
        db.execute('CREATE INDEX citations_record ON citations ("type", "slug")')
        db.execute('CREATE INDEX citations_source ON citations ("source")')


def value(cell: str, sort: str) -> str | int | None:
    if cell == "":
        return None
    if sort == "boolean":
        return int(cell == "true")
    return int(cell) if sort == "integer" else cell


def quoted(name: str) -> str:
    if not re.fullmatch("[a-z0-9_]+", name):
        raise ValueError(f"{name} is no name for a table or a column.")
    return f'"{name}"'
