"""Codes of languages that documents are in: checked and written as BCP 47 has them, with CLDR's lists.

The languages of the archive itself are those of `archive.languages`; a source may be in any other.
"""

import re
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from django.utils.translation import gettext

from archive import languages
from archive.spelling.clean import clean
from archive.spelling.comparing import compared

LONGEST = 35
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)",
    re.ASCII,
)


class LanguageError(ValueError):
    """A text that is no code of a language; `str(error)` says what to write instead."""


def read(text: str) -> str:
    """The code that somebody typed, as BCP 47 writes it: `EN-us` -> `en-US`, `deu` -> `de`."""
    typed = clean(text, lines=False).strip()
    if code := _code(typed):
        return code
    if meant := _meant(typed):
        message = gettext("“%(text)s” is not the code of a language (BCP 47). Write %(code)s.")
    else:
        message = gettext("“%(text)s” is not the code of a language. Write one of BCP 47: hi, ar, en-GB.")
    raise LanguageError(message % {"text": typed[:LONGEST], "code": meant})


def _code(text: str) -> str:
    match = _TAG.fullmatch(text.lower())
    if not match or len(text) > LONGEST:
        return ""
    language, script, region = match["language"], match["script"] or "", match["region"] or ""
    known = _known()
    parts = get_global("language_aliases").get(language, language).replace("_", "-").split("-")
    script, region = script.title(), region.upper()
    if parts[0] not in known.languages or script not in known.scripts or region not in known.regions:
        return ""
    for part in parts[1:]:  # Serbo-Croatian is Serbian in Latin script
        script, region = (script or part, region) if len(part) == 4 else (script, region or part)
    return "-".join(filter(None, (parts[0], script, region))) + match["variants"]


def _meant(text: str) -> str:
    """The code for the name of a language in one of the archive's, or for a code with a slip in it."""
    joined = "-".join(re.findall("[A-Za-z0-9]+", text))
    if re.fullmatch(r"[A-Za-z0-9_\s–—-]+", text) and joined != text and (code := _code(joined)):
        return code
    return _names().get(compared(text), "")


class _Known:
    """Languages, scripts and regions of CLDR; '' among the last two, as both may be left out."""

    def __init__(self):
        english = Locale("en")
        likely = {tag.partition("_")[0] for tag in get_global("likely_subtags")}
        self.languages = {tag for tag in {*likely, *english.languages} if "_" not in tag}
        self.scripts = {"", *english.scripts}
        self.regions = {"", *english.territories} - {"ZZ", "XA", "XB"}


@lru_cache(maxsize=1)
def _known() -> _Known:
    return _Known()


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Names of languages in the languages of the archive, as they are compared."""
    found: dict[str, str] = {}
    for lang in languages.codes():
        for code, name in Locale.parse(lang.replace("-", "_")).languages.items():
            found.setdefault(compared(name), code.replace("_", "-"))
    return found
