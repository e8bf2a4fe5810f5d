"""Words in another script within a text, marked with their language."""

import re
from functools import lru_cache

from markupsafe import Markup

from archive import languages

#: Script -> the language it most likely writes here, and the languages that are written in it.
SCRIPTS = (
    ("\u0900-\u097f", "hi", ("hi", "mr", "ne", "sa")),
    ("\u0600-\u06ff\u0750-\u077f", "ar", ("ar", "ur", "fa", "ps", "sd", "ug")),
    ("\u0980-\u09ff", "bn", ("bn", "as")),
    ("\u0400-\u04ff", "ru", ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn")),
    ("\u3040-\u30ff", "ja", ("ja",)),
    ("\u4e00-\u9fff", "zh", ("zh", "ja")),
)
TAG = re.compile(r"(<[^>]*>|&[#\w]+;)")


@lru_cache(maxsize=16)
def _foreign_runs(lang: str) -> re.Pattern:
    """Runs of letters that `lang` does not write, with the spaces and hyphens between them."""
    runs = []
    for letters, code, written_in in SCRIPTS:
        if lang.split("-")[0] not in written_in:
            runs.append(f"(?P<{code}>[{letters}](?:[{letters}\u200c\u200d\\s‘’'\\-]*[{letters}])?)")
    return re.compile("|".join(runs))


def mark(html: Markup, lang: str) -> Markup:
    """HTML of a text in `lang`, with runs of another script in a `span` that names their language."""
    runs = _foreign_runs(lang)
    if not runs.search(html):
        return html
    parts = TAG.split(html)
    parts[::2] = [runs.sub(_span, part) for part in parts[::2]]
    return Markup("".join(parts))  # noqa: S704 (what came in as safe, with spans)


def _span(run: re.Match) -> str:
    code = run.lastgroup or ""  # each run is a group
    direction = ' dir="rtl"' if languages.direction(code) == "rtl" else ""
    return f'<span lang="{code}"{direction}>{run[0]}</span>'


def language_of(text: str, lang: str) -> str:
    """The language that the script of a text tells, where it is not one that `lang` writes; else `lang`."""
    run = _foreign_runs(lang).search(text)
    return (run and run.lastgroup) or lang
