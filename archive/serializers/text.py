"""Records as the text of a file: the form that `archive.fixture_files` reads, laid out to be read by people.

One field a line in the order of the model, long texts folded, dates in quotes, each citation under its claim.
"""

import json
import textwrap
from collections.abc import Iterable
from typing import Any

import yaml

from archive.fields import EDTFField
from archive.fixture_entries import fields_of
from archive.models import OldSlug, Record, Source

WIDTH = 108
#: What YAML makes of an unquoted text by its first character: numbers, dates, yes and no.
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers


def of(record: Record) -> str:
    """The item of a file that holds `record` and its citations."""
    lines = [f"- {record.kind_name}: {scalar(record.slug)}"]
    for name, value in filled(record):
        lines += pair(name, value, 2, is_date(type(record), name))
    if old := [each.slug for each in OldSlug.objects.filter(kind=record.kind_name, record_id=record.pk)]:
        lines += pair("old_slugs", sorted(old), 2)
    if not isinstance(record, Source) and (claims := by_claim(record)):
        lines.append("  citations:")
        for claim, citations in claims.items():
            lines += under_claim(claim, citations)
    return "\n".join(lines) + "\n"


def is_date(model, name: str) -> bool:
    return isinstance(fields_of(model).get(name), EDTFField)


def filled(record) -> Iterable[tuple[str, Any]]:
    """Fields that hold something else than what they hold anyway, ready to be written."""
    for name, field in fields_of(type(record)).items():
        if field.many_to_many:
            value: Any = [other.slug for other in getattr(record, name).all()]
        elif field.is_relation:
            other = getattr(record, name)
            value = other.slug if other else None
        else:
            value = getattr(record, name)
        if name in ("created_at", "changed_at", "published_at"):
            value = value and value.isoformat()
        if value not in (None, "", []) and (
            name == "status" or field.many_to_many or value != field.get_default()
        ):
            yield name, value


def by_claim(record: Record) -> dict[str, list[dict[str, Any]]]:
    """Citations by claim, claims in the order in which their first citation stands."""
    claims: dict[str, list[dict[str, Any]]] = {}
    for citation in record.citations.select_related("source"):
        claims.setdefault(citation.claim, []).append(dict(filled(citation)))
    return claims


def under_claim(claim: str, citations: list[dict[str, Any]]) -> list[str]:
    """A claim and its sources, as slugs in one line where there is nothing to say about them."""
    only_slugs = [citation["source"] for citation in citations if set(citation) == {"source"}]
    if len(only_slugs) == len(citations):
        return pair(claim, only_slugs, 4)
    lines = [f"    {claim}:"]
    for citation in citations:
        if set(citation) == {"source"}:
            lines.append(f"      - {citation['source']}")
            continue
        ordered = {"source": citation["source"], **citation}
        block = [
            line
            for name, value in ordered.items()
            for line in pair(
                name, value, 8, name == "as_of" or (name == "asserts" and value[:1] in "0123456789[")
            )
        ]
        lines += ["      - " + block[0].strip(), *block[1:]]
    return lines


def pair(name: str, value: Any, indent: int, quoted: bool = False) -> list[str]:
    """One field as lines that stand `indent` spaces in."""
    start = f"{' ' * indent}{name}: "
    if isinstance(value, bool):
        return [start + ("true" if value else "false")]
    if isinstance(value, int):
        return [f"{start}{value}"]
    if isinstance(value, list):
        flow = f"[{', '.join(map(scalar, value))}]"
        return textwrap.wrap(
            f"{name}: {flow}",
            WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + 2),
            break_long_words=False,
            break_on_hyphens=False,
        )
    if quoted:
        return [start + json.dumps(value, ensure_ascii=False)]
    if "\n" in value and block(value):
        body = [f"{' ' * (indent + 2)}{line}" if line else "" for line in value.split("\n")]
        return [start + "|-", *body]
    if len(start) + len(value) > WIDTH and block(value) and "  " not in value:
        wrapped = textwrap.wrap(value, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
        return [start + ">-", *(f"{' ' * (indent + 2)}{line}" for line in wrapped)]
    return [start + scalar(value)]


def block(value: str) -> bool:
    """Whether YAML gives a block back as it was: no space at an edge, nothing that it cannot print."""
    lines = value.split("\n")
    return (
        value != ""
        and value == value.strip()
        and all(line == line.rstrip() and (len(lines) > 1 or line == line.lstrip()) for line in lines)
        and "\t" not in value
        and not any(character < " " or "\x7f" <= character < "\xa0" for character in value.replace("\n", ""))
        and not set(value) & set("\x85\u2028\u2029\ufeff")
    )


def scalar(value: str) -> str:
    """A text in one line, in quotes only where YAML would take it for something else."""
    plain = (
        block(value)
        and "\n" not in value
        and value[0] not in "-?:,[]{}#&*!|>'\"%@`"
        and ": " not in value
        and " #" not in value
        and value[-1] != ":"
        and not any(pattern.match(value) for _tag, pattern in _RESOLVERS.get(value[0], []))
    )
    return value if plain else json.dumps(value, ensure_ascii=False)
