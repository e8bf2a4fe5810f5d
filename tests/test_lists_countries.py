"""The list of countries and bodies, on the archive's own content."""

import re

import pytest

from archive.lists.places import sorting_key
from archive.models import Country, Member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def groups(client, query="", lang="en") -> dict[str, list[tuple[str, str]]]:
    html = client.get(f"/{lang}/countries/{query}").content.decode()
    sections = re.findall(r'<h2 id="r\d+">(.*?) <span.*?</h2>(.*?)</section>', html, re.DOTALL)
    return {
        heading: re.findall(rf'<a href="(/{lang}/[^"]*)"[^>]*>([^<]*)</a>', body)
        for heading, body in sections
    }


@pytest.mark.parametrize(("lang", "heading"), [("en", "Members"), ("hi", "सदस्य")])
def test_members_come_first_and_lead_to_their_membership(client, lang, heading):
    found = groups(client, lang=lang)
    assert next(iter(found)) == heading
    assert {href for href, _name in found[heading]} == {
        f"/{lang}/members/{slug}/" for slug in Member.objects.published().values_list("slug", flat=True)
    }


def test_everybody_else_stands_under_the_relation_to_the_coalition(client):
    found = groups(client)
    for value, label in Country.Relation.choices:
        expected = (
            Country.objects.published().filter(relation=value, member=None).values_list("slug", flat=True)
        )
        assert {href for href, _name in found.get(str(label), [])} == {
            f"/en/countries/{slug}/" for slug in expected
        }


@pytest.mark.parametrize(("lang", "member"), [("en", "member"), ("hi", "सदस्य")])
def test_all_by_name_say_how_they_stand_to_the_coalition(client, lang, member):
    html = client.get(f"/{lang}/countries/?sort=name").content.decode()
    listed = re.findall(
        r'<h2><a href="[^"]*"[^>]*>([^<]*)</a>(?: <span class="quiet">([^<]*)</span>)?</h2>', html
    )
    assert len(listed) == Country.objects.published().count()
    assert [sorting_key(name) for name, _stands in listed] == sorted(
        sorting_key(name) for name, _stands in listed
    )
    assert sum(stands == member for _name, stands in listed) == Member.objects.published().count()


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_each_country_stands_there_once_in_the_order_of_names(client, lang):
    found = groups(client, lang=lang)
    everybody = [href for group in found.values() for href, _name in group]
    assert len(everybody) == len(set(everybody)) == Country.objects.published().count()
    for group in found.values():
        keys = [sorting_key(name) for _href, name in group]
        assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?member=yes&region=035", {"Brunei", "Malaysia"}),
        ("?relation=supporting&kind=state", {"France", "United Kingdom", "United States"}),
    ],
)
def test_filters_combine(client, query, names):
    found = groups(client, query)
    assert {name for group in found.values() for _href, name in group} >= names
    assert "Russia" not in {name for group in found.values() for _href, name in group}
