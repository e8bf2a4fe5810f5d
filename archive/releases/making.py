"""Making a release: all its files in a folder of their own, which gets its name when it is whole."""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from archive import revision
from archive.public.sections import newest_change
from archive.releases import changes, content, describing, sqlite
from archive.releases.stored import SUMS, Release, order, released


class Made(NamedTuple):
    """The newest release, and whether it had to be made."""

    release: Release
    is_new: bool


Progress = Callable[[int, int], None]


def make(base: Path | None = None, progress: Progress = lambda done, total: None) -> Made:
    """The release of what is published now; the last one, if that says the same."""
    folder = Path(base or settings.RELEASE_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    earlier = released(folder)
    last = earlier[0] if earlier else None
    with revision.one(), tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as made:
        whole, tables = gathered(progress)
        records = {content.name_of(kind): whole[kind.name] for kind in content.kinds_released()}
        old = changes.read(last.folder) if last else None
        if last and old == records:
            return Made(last, False)
        name = named([each.name for each in earlier])
        build(Path(made), name, last.name if last else "", old, whole, tables)
        there = folder / name
        shutil.move(made, there)
        Path(made).mkdir()  # for the temporary folder to be taken away
    release = next(each for each in released(folder) if each.name == name)
    return Made(release, True)


def gathered(progress: Progress):
    """Every record and every table, read at one revision."""
    found = content.kinds_released()
    total = 2 * len(found)
    whole, tables = {}, []
    for done, kind in enumerate(found):
        progress(2 * done, total)
        whole[kind.name] = list(content.records(kind))
        progress(2 * done + 1, total)
        tables.append(content.table(kind))
    progress(total, total)
    tables.append(content.citations(whole))
    return whole, tables


def named(taken: list[str]) -> str:
    """The day of the last change; with a number if there is a release of that day."""
    days = filter(None, (newest_change(kind) for kind in content.kinds_released()))
    newest = max(days, default=timezone.now())
    day = timezone.localtime(newest).date().isoformat()
    if taken and order(taken[0])[0] > day:  # what changed last was taken away again
        day = order(taken[0])[0]
    same = [order(name)[1] for name in taken if order(name)[0] == day]
    return f"{day}.{max(same) + 1}" if same else day


def build(folder: Path, name: str, before: str, old, whole, tables) -> None:
    """All files of a release; nothing in them tells when or where they were made."""
    folder.chmod(0o755)
    (folder / "csv").mkdir()
    (folder / "json").mkdir()
    for table in tables:
        heads = [each.name for each in table.meanings("en")]
        (folder / "csv" / f"{table.name}.csv").write_bytes(content.written(heads, table.rows))
    records = {content.name_of(kind): whole[kind.name] for kind in content.kinds_released()}
    for table_name, found in records.items():
        (folder / "json" / f"{table_name}.json").write_bytes(describing.text(found))
    about = {
        "title": describing.TITLE,
        "release": name,
        "licence": describing.LICENCE,
        "address": describing.address(name),
    }
    sqlite.write(folder / "archive.sqlite3", tables, whole, about)
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    known = {str(path.relative_to(folder)): size_and_digest(path) for path in files}
    (folder / "datapackage.json").write_bytes(describing.package(name, tables, known))
    (folder / "datasette.json").write_bytes(describing.datasette(name, tables))
    (folder / "CHANGES.md").write_bytes(changes.written(name, before, changes.between(old, records)))
    (folder / "CITATION.cff").write_bytes(describing.citation(name))
    (folder / "README.md").write_bytes(describing.readme(name, tables))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    (folder / "datacite.json").write_bytes(describing.datacite(name, size))
    pack(folder, f"imctc-archive-{name}.zip")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    lines = [f"{size_and_digest(path)[1]}  {path.relative_to(folder).as_posix()}" for path in paths]
    (folder / SUMS).write_text("\n".join(lines) + "\n", "utf-8")


def size_and_digest(path: Path) -> tuple[int, str]:
    """The size and the SHA-256 of a file."""
    body = path.read_bytes()
    return len(body), hashlib.sha256(body).hexdigest()


def pack(folder: Path, name: str) -> None:
    """Everything as one file, in which all files have the same age."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in paths:
            entry = zipfile.ZipInfo(f"{name.removesuffix('.zip')}/{path.relative_to(folder).as_posix()}")
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, path.read_bytes())
