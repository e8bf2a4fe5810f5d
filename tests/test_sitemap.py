"""What search engines and programs ask every site for: the site map, and a few files at known places."""

import datetime
import json
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from archive import languages
from archive.editing.saving import commit
from archive.models import Event, Member, Status, Version
from tests import hidden, memory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
CODES = languages.codes()


def tree(path: str):
    memory.forget()
    answer = Client().get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"].startswith("application/xml")
    assert answer["ETag"]
    return ET.fromstring(answer.content)


def parts() -> list[str]:
    index = tree("/sitemap.xml")
    return [loc.text.removeprefix(settings.SITE_URL) for loc in index.iter(f"{MAP}loc")]


def urls() -> dict[str, dict[str, str]]:
    """Every address in it with its alternates."""
    return {
        url.find(f"{MAP}loc").text: {each.get("hreflang"): each.get("href") for each in url.iter(LINK)}
        for path in parts()
        for url in tree(path).iter(f"{MAP}url")
    }


def test_crawlers_are_told_where_it_is():
    lines = Client().get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines


def test_it_has_every_record_and_list_in_both_languages_and_nothing_twice():
    found = [url.find(f"{MAP}loc").text for path in parts() for url in tree(path).iter(f"{MAP}url")]
    assert len(found) == len(set(found))
    for code in CODES:
        for path in ("", "about/", "members/", "members/pakistan/", "topics/mandate/"):
            assert f"{settings.SITE_URL}/{code}/{path}" in found


def test_pages_and_site_map_name_the_same_alternates_each_way():
    """Every fifth page; all of them are read in the crawl."""
    from tests.reading import Reading

    found = urls()
    for address, alternates in list(found.items())[::5]:
        html = Client().get(address.removeprefix(settings.SITE_URL)).content.decode()
        head = {
            each.get("hreflang"): each.get("href")
            for each in Reading(html).all("link")
            if each.get("rel") == "alternate" and each.get("hreflang")
        }
        assert head == alternates, address
        assert f'<link rel="canonical" href="{address}">' in html
        for code, other in alternates.items():
            if code != "x-default":
                assert found[other] == alternates


def test_a_page_that_is_written_in_one_language_stands_in_it_once():
    event = Event.objects.published().first()
    Event.objects.filter(pk=event.pk).update(title_hi="", summary_hi="")
    found = urls()
    path = event.path(event.slug)
    assert found[f"{settings.SITE_URL}/en{path}"] == {}
    assert f"{settings.SITE_URL}/hi{path}" not in found


def test_it_says_when_a_page_changed_by_its_versions():
    member = Member.objects.get(slug="oman")
    commit(member, {"summary_en": "Oman joined later."}, why="a better text")
    at = Version.objects.of(member).first().at
    for path in parts():
        for url in tree(path).iter(f"{MAP}url"):
            if url.find(f"{MAP}loc").text.endswith("/en/members/oman/"):
                told = datetime.datetime.fromisoformat(url.find(f"{MAP}lastmod").text)
                assert abs(told - at) < datetime.timedelta(seconds=1)
                return
    pytest.fail("Oman is not in the site map.")


def test_what_is_not_published_is_not_in_it():
    made = hidden.archive()
    found = " ".join(urls())
    for model, record in made[Status.PUBLISHED].items():
        if model.FOLDER:
            assert f"/en{model.path(record.slug)}" in found
    for status in hidden.HIDDEN:
        for model, record in made[status].items():
            assert not model.FOLDER or f"/en{model.path(record.slug)}" not in found, (status, record)


@pytest.mark.parametrize("path", ["/sitemap-nothing-1.xml", "/sitemap-member-2.xml", "/sitemap-member-0.xml"])
def test_a_part_that_is_not_there_is_missing(path):
    assert Client().get(path).status_code == 404


def test_holes_are_reported_to_the_operator(settings):
    settings.SECURITY_CONTACT = "security@archive.example"
    answer = Client().get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:security@archive.example"
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    left = datetime.datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert datetime.timedelta(days=28) < left < datetime.timedelta(days=31)


def test_without_a_contact_nothing_is_promised(settings):
    settings.SECURITY_CONTACT = ""
    assert Client().get("/.well-known/security.txt").status_code == 404


def test_people_who_look_for_people_find_them():
    answer = Client().get("/humans.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "independent" in answer.content.decode()


@pytest.mark.parametrize(("lang", "name"), [("hi", "आईएमसीटीसी अभिलेखागार"), ("en", "IMCTC Archive")])
def test_a_telephone_is_told_what_to_call_the_site(lang, name):
    answer = Client().get(f"/{lang}/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = json.loads(answer.content)
    assert (told["name"], told["lang"], told["start_url"]) == (name, lang, f"/{lang}/")
    for icon in told["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon


def test_a_page_names_its_icons_and_its_manifest():
    html = Client().get("/hi/").content.decode()
    assert '<link rel="manifest" href="/hi/site.webmanifest">' in html
    assert 'rel="apple-touch-icon"' in html
    assert Client().get("/apple-touch-icon.png").headers["Location"].endswith("icon-180.png")


@pytest.mark.parametrize(("lang", "own", "other"), [("hi", "hi_IN", "en_GB"), ("en", "en_GB", "hi_IN")])
def test_shared_pages_say_their_language(lang, own, other):
    html = Client().get(f"/{lang}/members/pakistan/").content.decode()
    assert f'<meta property="og:locale" content="{own}">' in html
    assert f'<meta property="og:locale:alternate" content="{other}">' in html
    assert '<meta property="og:type" content="article">' in html
