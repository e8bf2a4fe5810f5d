"""Names of languages by CLDR, in the language of the page."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from archive.public.speaking import current


def language_name(code: str) -> str:
    """A language (BCP 47) as the page's language calls it: `de` -> "जर्मन"."""
    return _language_name(code, current())


@lru_cache(maxsize=512)
def _language_name(code: str, lang: str) -> str:
    try:
        spoken = Locale.parse(lang.replace("-", "_"))
        known = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return code
    return spoken.languages.get(code) or known.get_display_name(spoken) or code
