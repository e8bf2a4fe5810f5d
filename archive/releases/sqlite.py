"""The whole archive as one SQLite file, for Datasette and everything else that reads SQLite."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

from archive.releases.content import Reference, Table
from archive.releases.meaning import Meaning

TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}

#: Of a document that was withdrawn there is no row, so that nothing can lead to one.
WITHDRAWN = Meaning(
    "withdrawn_source",
    "string",
    "The citation key of the document, if it was withdrawn: `source` is empty then",
)

Records = dict[str, list[dict[str, Any]]]


def write(path: Path, tables: list[Table], whole: Records, about: dict[str, str]) -> None:
    """Tables as in CSV, `records` with the whole JSON of each, and what the file is.

    What names a row of another table is a foreign key, so that programs lead from one to the other.
    """
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA page_size = 4096")
        db.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        db.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        db.execute("CREATE TABLE columns_explained (table_name TEXT, column_name TEXT, meaning TEXT)")
        for table in tables:
            if table.name == "citations":
                _citations(db, table)
            else:
                keys = [f"PRIMARY KEY ({quoted(table.key)})"]
                if table.key != "slug":
                    keys.append('UNIQUE ("slug")')
                _table(db, table, table.meanings("en"), table.rows, keys)
        db.execute("CREATE TABLE records (type TEXT, slug TEXT, json TEXT, PRIMARY KEY (type, slug))")
        for kind, records in whole.items():
            rows = [(kind, one["slug"], json.dumps(one, ensure_ascii=False)) for one in records]
            db.executemany("INSERT INTO records VALUES (?, ?, ?)", rows)
    db.close()


def _citations(db: sqlite3.Connection, table: Table) -> None:
    """The citations; a withdrawn document stands in a column of its own."""
    meanings = [*table.meanings("en"), WITHDRAWN]
    names = [each.name for each in meanings]
    source, heard = names.index("source"), names.index("heard")
    rows = []
    for row in table.rows:
        if row[heard] == "true":
            rows.append([*row, ""])
        else:
            rows.append([*row[:source], "", *row[source + 1 :], row[source]])
    record = Reference(("type", "slug"), "records", ("type", "slug"))
    _table(db, table, meanings, rows, [foreign(record)])
    db.execute('CREATE INDEX citations_record ON citations ("type", "slug")')


def _table(
    db: sqlite3.Connection, table: Table, meanings: list[Meaning], rows: list[list[str]], keys: list[str]
) -> None:
    types = [TYPES.get(each.type, "TEXT") for each in meanings]
    heads = [f"{quoted(each.name)} {sort}" for each, sort in zip(meanings, types, strict=True)]
    keys = [*keys, *map(foreign, table.references)]
    db.execute(f"CREATE TABLE {quoted(table.name)} ({', '.join([*heads, *keys])})")
    places = ", ".join("?" * len(meanings))
    values = ([value(cell, each.type) for cell, each in zip(row, meanings, strict=True)] for row in rows)
    db.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({places})", values)  # noqa: S608 (our own names)
    for name in (name for reference in table.references for name in reference.columns):
        db.execute(f"CREATE INDEX {quoted(f'{table.name}_{name}')} ON {quoted(table.name)} ({quoted(name)})")
    told = [(table.name, each.name, each.text) for each in meanings]
    db.executemany("INSERT INTO columns_explained VALUES (?, ?, ?)", told)


def foreign(reference: Reference) -> str:
    here, there = (", ".join(map(quoted, names)) for names in (reference.columns, reference.there))
    return f"FOREIGN KEY ({here}) REFERENCES {quoted(reference.table)} ({there})"


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
