"""What changed from one release to the next, record by record."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from archive import languages


class Changes(NamedTuple):
    """The records of one table that came, went, or say something else, by their titles."""

    added: list[str]
    removed: list[str]
    changed: list[str]


#: What changes without the content saying anything else.
UNSAID = ("changed_at", "published_at", "version")


def between(old: dict[str, list[dict]] | None, new: dict[str, list[dict]]) -> dict[str, Changes]:
    """By table; all is added where there was no release before."""
    found = {}
    for name in sorted({*(old or {}), *new}):
        before = {one["slug"]: one for one in (old or {}).get(name, [])}
        after = {one["slug"]: one for one in new.get(name, [])}
        found[name] = Changes(
            [title(after[slug]) for slug in after if slug not in before],
            [title(before[slug]) for slug in before if slug not in after],
            [
                title(after[slug])
                for slug in after
                if slug in before and said(after[slug]) != said(before[slug])
            ],
        )
    return found


def said(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in UNSAID}


def title(one: dict[str, Any]) -> str:
    texts = dict.fromkeys(languages.pick(one["title"], code).text for code in languages.codes())
    return f"{' / '.join(filter(None, texts))} (`{one['slug']}`)"


def read(folder: Path) -> dict[str, list[dict]]:
    """The records of an earlier release, by table."""
    return {path.stem: json.loads(path.read_bytes()) for path in sorted((folder / "json").glob("*.json"))}


def written(name: str, before: str, found: dict[str, Changes]) -> bytes:
    lines = [f"# Changes in release {name}", ""]
    if not before:
        lines += ["The first release.", ""]
    else:
        lines += [f"Since release {before}.", ""]
    for table, (added, removed, changed) in found.items():
        parts = [("Added", added if before else []), ("Removed", removed), ("Changed", changed)]
        if not before and added:
            lines += [f"- {table}: {len(added)} records"]
        if any(which for _word, which in parts):
            lines += [f"## {table}", ""]
            for word, which in parts:
                if which:
                    lines += [f"{word} ({len(which)}):", "", *(f"- {one}" for one in which), ""]
    if before and not any(any(each) for each in found.values()):
        lines += ["No record says anything else.", ""]
    return ("\n".join(lines).rstrip() + "\n").encode()
