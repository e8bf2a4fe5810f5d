"""Names of languages by CLDR, in the language of the page."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from archive.public.speaking import current

#: (language, page's language) -> its name, where CLDR spells otherwise than the archive does throughout:
#: CLDR has हिन्दी with half a nasal, we write अनुस्वार.
SPELT = {("hi", "hi"): "हिंदी"}


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
    return SPELT.get((code, lang)) or spoken.languages.get(code) or known.get_display_name(spoken) or code
