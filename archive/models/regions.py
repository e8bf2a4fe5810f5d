"""Regions of the world by their UN M49 code, and countries, named by CLDR."""

from functools import cache

from babel import Locale
from django.utils.functional import lazystr
from django.utils.translation import get_language

from imctc_site.bounded import bounded

#: Subregions (and, for Africa south of the Sahara, intermediate regions) in M49's own order.
M49 = (
    "015", "014", "017", "018", "011", "029", "013", "005", "021", "143", "030", "035", "034", "145",
    "151", "154", "039", "155", "053", "054", "057", "061",
)  # fmt: skip


@bounded(64)
def name(code: str, lang: str) -> str:
    """A region's name in a language: `145`, `hi` -> "पश्चिमी एशिया"."""
    return Locale.parse(lang.replace("-", "_")).territories.get(code, code)


#: Codes of CLDR that are no country's: unions, outlying parts, what is not known.
NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


@cache
def country_names(lang: str) -> dict[str, str]:
    """Every country's name in a language, by its code of ISO 3166-1: `NP`, `hi` -> "नेपाल"."""
    known = Locale.parse(lang.replace("-", "_")).territories
    return {code: text for code, text in known.items() if code.isalpha() and code not in NO_COUNTRIES}


class _Name:
    """A region's name in whichever language is active when it is written out."""

    def __init__(self, code: str):
        self.code = code

    def __str__(self) -> str:
        return name(self.code, get_language() or "en")


@cache
def choices():
    """The regions to choose from, made once: a list of a hundred countries asks for them at every row."""
    return [(code, lazystr(_Name(code))) for code in M49]
