"""Records as the text of a file: the form that `archive.entries.files` reads, laid out to be read by people.

One field a line in the order of the model, long texts folded, dates in quotes, each citation under its claim.
"""

import json
import textwrap
from typing import Any

import yaml

from archive.entries.parts import fields_of
from archive.entries.written import Written
from archive.fields import EDTFField

WIDTH = 108
#: What YAML makes of an unquoted text by its first character: numbers, dates, yes and no.
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers


def of(written: Written) -> str:
    """The item of a file that holds a record and its citations."""
    lines: list[str] = []
    for name, value in written.plain().items():
        if name == written.kind:
            lines.append(f"- {name}: {scalar(value)}")
        elif name == "citations":
            lines.append("  citations:")
            for claim, citations in value.items():
                lines += under_claim(claim, citations)
        else:
            lines += pair(name, value, 2, is_date(written.model, name))
    return "\n".join(lines) + "\n"


def is_date(model, name: str) -> bool:
    return isinstance(fields_of(model).get(name), EDTFField)


def under_claim(claim: str, citations: list[str | dict[str, Any]]) -> list[str]:
    """A claim and its sources, as slugs in one line where there is nothing to say about them."""
    slugs = [citation for citation in citations if isinstance(citation, str)]
    if len(slugs) == len(citations):
        return pair(claim, slugs, 4)
    lines = [f"    {claim}:"]
    for citation in citations:
        if isinstance(citation, str):
            lines.append(f"      - {citation}")
            continue
        block = [
            line
            for name, value in citation.items()
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
