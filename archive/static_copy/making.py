"""Making and renewing a copy, in any number of attempts."""

import json
import multiprocessing
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connections
from django.utils import translation

from archive import languages, revision
from archive.public import registry
from archive.public.http import release
from archive.public.registry import Entry
from archive.static_copy import searching
from archive.static_copy.asking import Site, body
from archive.static_copy.pages import Pages, redirect
from archive.static_copy.places import file_of, known, path_of

#: What the copy notes of itself; a copy without it was made by nobody, or is no copy.
STATE, JOURNAL = ".copy.json", ".copy-journal"

Progress = Callable[[int, int], None]


class CopyError(Exception):
    """The folder cannot be made a copy; the message is for the operator."""


class Done(NamedTuple):
    """What was done: files asked for, files that differ from before, files that went."""

    asked: int
    written: int
    removed: int


class Task(NamedTuple):
    """One file of the copy."""

    entry: Entry
    lang: str
    path: str


def export(folder: Path, progress: Progress = lambda done, total: None, processes: int = 1) -> Done:
    """Make the copy in `folder`, or renew it if the content, the code or the address changed.

    What an attempt that was interrupted has made is not made again, unless something changed meanwhile. The
    state is noted last: until then the next attempt goes on.
    """
    prepare(folder)
    with revision.one():
        now = {"revision": revision.seen(), "release": release(), "site": settings.SITE_URL}
        state = read(folder / STATE)
        if state == now:
            return Done(0, 0, 0)
        entries = list(registry.everything())
        tasks = list(listed(entries))
        made = journal(folder, now)
        left = [task for task in tasks if task.path not in made]
        written = 0
        with (folder / JOURNAL).open("a", encoding="utf-8") as log:
            for number, (path, differs) in enumerate(done(left, Maker(folder, known(entries)), processes)):
                written += differs
                log.write(f"{path}\n")
                if number % 50 == 0:
                    log.flush()
                    progress(len(made) + number, len(tasks))
        written += files_of_pages(folder)
        written += own(folder, entries)
        index = searching.files()
        written += sum(write(folder / path, content) for path, content in index.items())
        removed = clear(folder, {file_of(task.path) for task in tasks} | set(index))
        write(folder / STATE, (json.dumps(now) + "\n").encode())
        (folder / JOURNAL).unlink()
    progress(len(tasks), len(tasks))
    return Done(len(left), written, removed)


class Maker:
    """Makes the files of one copy, in this process."""

    def __init__(self, folder: Path, there: dict[str, str]):
        self.folder, self.pages, self.site = folder, Pages(there), Site()

    def make(self, task: Task) -> tuple[str, int]:
        """The path, and whether the file differs from what was there."""
        content = made_of(task, self.site, self.pages)
        return task.path, write(self.folder / file_of(task.path), content)


def done(tasks: list[Task], maker: Maker, processes: int) -> Iterator[tuple[str, int]]:
    """Every task done, by so many processes at once."""
    if processes == 1 or len(tasks) < TOGETHER:
        yield from map(maker.make, tasks)
        return
    connections.close_all()  # no process may write to the connection of another
    with multiprocessing.get_context("fork").Pool(processes, begin, [maker]) as pool:
        yield from pool.imap_unordered(of_process, tasks, chunksize=TOGETHER)


#: Tasks that a process takes at once.
TOGETHER = 40


def begin(maker: Maker) -> None:
    """What a process of the pool begins with; kept on the function that its tasks come to."""
    of_process.make = maker.make  # type: ignore[attr-defined]


def of_process(task: Task) -> tuple[str, int]:
    return of_process.make(task)  # type: ignore[attr-defined]


def prepare(folder: Path) -> None:
    """A folder that is new, empty or a copy: nothing else is ever written into or cleared."""
    folder.mkdir(parents=True, exist_ok=True)
    inside = {each.name for each in folder.iterdir()}
    if inside and not inside & {STATE, JOURNAL}:
        raise CopyError(f"{folder} holds files that no copy left there. Name a new or an empty folder.")
    if not inside:
        (folder / JOURNAL).touch()


def read(path: Path) -> dict | None:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def journal(folder: Path, now: dict) -> set[str]:
    """What was made of the present content already; begun anew for another."""
    path, head = folder / JOURNAL, json.dumps(now)
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    if not lines or lines[0] != head:
        path.write_text(f"{head}\n", "utf-8")
        return set()
    return set(lines[1:])


def listed(entries: list[Entry]) -> Iterator[Task]:
    for entry in entries:
        for lang in languages.codes() if entry.by_language else [""]:
            yield Task(entry, lang, path_of(entry, lang))
    yield Task(Entry("/", "redirect", leads_to="/", by_language=False), "", "/")


def made_of(task: Task, site: Site, pages: Pages) -> bytes:
    """The content of a file of the copy."""
    entry, lang = task.entry, task.lang
    with translation.override(lang or languages.codes()[0]):
        if entry.sort == "redirect":
            there = f"/{lang or languages.codes()[0]}{entry.leads_to}"
            if not task.path.endswith("/"):
                response = site.ask(there)
                return body(response)
            return redirect(there, lang or languages.codes()[0]).encode()
        address = entry.address(lang)
        response = site.ask(address)
        if response.status_code != 200:
            raise CopyError(f"{address} answers with {response.status_code}; the copy was not finished.")
        whole = body(response)
        if "text/html" in response.headers["Content-Type"]:
            return pages.changed(whole.decode(), address).encode()
        return whole


def write(path: Path, content: bytes) -> int:
    """1 if the file is not as it was; it is there as a whole or not at all."""
    if path.is_file() and path.read_bytes() == content:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
        half.write(content)
    Path(half.name).chmod(0o644)
    Path(half.name).replace(path)
    return 1


def files_of_pages(folder: Path) -> int:
    """Style, icons and whatever else pages ask for, under the names that they have on the site."""
    root, count = Path(settings.STATIC_ROOT), 0
    if (root / "archive").is_dir() and not settings.DEBUG:
        found = {path: path.relative_to(root) for path in (root / "archive").rglob("*") if path.is_file()}
    else:
        found = {
            Path(storage.path(name)): Path(name)
            for finder in finders.get_finders()
            for name, storage in finder.list([])
            if name.startswith("archive/")
        }
    for path, name in found.items():
        count += write(folder / "static" / name, path.read_bytes())
    return count


#: Types of endings that not every server knows.
TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "part": "application/octet-stream",
}


def own(folder: Path, entries: list[Entry]) -> int:
    """Types, the content policy and redirects, for servers that read `_headers` and `_redirects`."""
    policy = "; ".join(
        f"{name} {' '.join(sources)}"
        for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    )
    heads = f"/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n"
    heads += "".join(f"/*.{ending}\n  Content-Type: {sort}\n" for ending, sort in TYPES.items())
    leads = "".join(
        f"{path_of(entry, lang)} /{lang}{entry.leads_to} 301\n"
        for entry in entries
        if entry.sort == "redirect"
        for lang in languages.codes()
    )
    return write(folder / "_headers", heads.encode()) + write(folder / "_redirects", leads.encode())


def clear(folder: Path, wanted: set) -> int:
    """Take away what the site has no longer."""
    gone = 0
    keep = {str(path) for path in wanted} | {STATE, JOURNAL, "_headers", "_redirects"}
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            if not any(path.iterdir()):
                shutil.rmtree(path)
        elif name not in keep and not name.startswith("static/"):
            path.unlink()
            gone += 1
    return gone
