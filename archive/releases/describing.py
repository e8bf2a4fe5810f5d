"""What a release says about itself: for Frictionless, for DataCite, for people, for who cites it."""

import json
from typing import Any

from django.conf import settings

from archive import languages
from archive.data.records import LICENCE
from archive.releases.content import Table

TITLE = (
    "IMCTC Archive: members, events, statements and sources of the Islamic Military Counter Terrorism "
    "Coalition"
)
ABOUT = (
    "An independent archive, in Hindi and English, of the Islamic Military Counter Terrorism Coalition: who "
    "its members are, what happened, who said what, and which source says so. Dates are in EDTF and never "
    "more exact than their sources; where sources disagree, each is given."
)


def text(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def package(name: str, tables: list[Table], files: dict[str, tuple[int, str]]) -> bytes:
    """`datapackage.json` (Frictionless Data Package); `files` are sizes and SHA-256 by path."""
    return text(
        {
            "profile": "data-package",
            "name": "imctc-archive",
            "title": TITLE,
            "description": ABOUT,
            "version": name,
            "homepage": settings.SITE_URL,
            "licenses": [{"name": "CC-BY-SA-4.0", "path": LICENCE, "title": "CC BY-SA 4.0"}],
            "sources": [{"title": "IMCTC Archive", "path": settings.SITE_URL}],
            "resources": [resource(table, *files[f"csv/{table.name}.csv"]) for table in tables],
        }
    )


def resource(table: Table, size: int, digest: str) -> dict[str, Any]:
    fields = [{"name": one.name, "type": one.type, "description": one.text} for one in table.meanings("en")]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.name != "citations":
        schema["primaryKey"] = "slug"
        if table.references:
            schema["foreignKeys"] = [
                {
                    "fields": list(each.columns),
                    "reference": {"resource": each.table, "fields": list(each.there)},
                }
                for each in table.references
            ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title.get("en", table.name),
        "path": f"csv/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def datasette(name: str, tables: list[Table]) -> bytes:
    """`datasette.json`, with which Datasette explains columns and calls rows by their names."""
    told = {
        table.name: {
            "description": table.title.get("en", table.name),
            "columns": {each.name: each.text for each in table.meanings("en")},
            **({"label_column": table.label} if table.label else {}),
        }
        for table in tables
    }
    return text(
        {
            "title": TITLE,
            "description": ABOUT,
            "license": "CC BY-SA 4.0",
            "license_url": LICENCE,
            "source": f"IMCTC Archive, release {name}",
            "source_url": address(name),
            "databases": {"archive": {"tables": told}},
        }
    )


def datacite(name: str, size: int) -> bytes:
    """Metadata with the names of DataCite 4.5; a DOI is given by whoever deposits it."""
    return text(
        {
            "identifiers": [{"identifier": address(name), "identifierType": "URL"}],
            "creators": [{"name": "IMCTC Archive", "nameType": "Organizational"}],
            "titles": [{"title": TITLE, "lang": "en"}],
            "publisher": {"name": "IMCTC Archive"},
            "publicationYear": int(name[:4]),
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Archive of sourced claims"},
            "subjects": [{"subject": "International organizations"}, {"subject": "Counter-terrorism"}],
            "dates": [{"date": name[:10], "dateType": "Issued"}],
            "language": languages.codes()[0],
            "version": name,
            "sizes": [f"{size} bytes"],
            "formats": ["text/csv", "application/json", "application/vnd.sqlite3"],
            "rightsList": [
                {
                    "rights": "Creative Commons Attribution Share Alike 4.0 International",
                    "rightsUri": LICENCE,
                    "rightsIdentifier": "CC-BY-SA-4.0",
                    "rightsIdentifierScheme": "SPDX",
                }
            ],
            "descriptions": [{"description": ABOUT, "descriptionType": "Abstract", "lang": "en"}],
            "schemaVersion": "http://datacite.org/schema/kernel-4",
        }
    )


def address(name: str) -> str:
    return f"{settings.SITE_URL}/releases/{name}/"


def citation(name: str) -> bytes:
    """`CITATION.cff`, which says how to cite it."""
    lines = [
        "cff-version: 1.2.0",
        "message: Cite this release by its version.",
        "type: dataset",
        f'title: "{TITLE}"',
        'authors:\n  - name: "IMCTC Archive"',
        f"version: {name}",
        f"date-released: {name[:10]}",
        "license: CC-BY-SA-4.0",
        f"url: {address(name)}",
    ]
    return ("\n".join(lines) + "\n").encode()


def readme(name: str, tables: list[Table]) -> bytes:
    listed = "\n".join(
        f"| `csv/{each.name}.csv`, `json/{each.name}.json` | {each.title.get('en', '')} | {len(each.rows)} |"
        for each in tables
        if each.name != "citations"
    )
    cited = next(len(each.rows) for each in tables if each.name == "citations")
    return f"""# IMCTC Archive, release {name}

{ABOUT}

| file | what it is | rows |
|---|---|---|
{listed}
| `csv/citations.csv` | what each document says about each claim | {cited} |
| `archive.sqlite3` | all of it as one file: `datasette archive.sqlite3 -m datasette.json` | |
| `datapackage.json` | every column with its meaning (Frictionless) | |
| `CHANGES.md` | what changed since the release before | |
| `SHA256SUMS` | checksums: `sha256sum -c SHA256SUMS` | |

A column that ends in `_hi` is in Hindi, in `_en` in English. Tables open in LibreOffice and Excel.
A date is in EDTF; beside it stand the first and the last day that it allows.

Licence: CC BY-SA 4.0, {LICENCE}. Quotations belong to those who wrote them.
Cite: IMCTC Archive, release {name}, {address(name)}
""".encode()
