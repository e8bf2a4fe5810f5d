"""The Hindi Wikipedia text, checked: its claims in its own order, a few words of each, what was found."""

import re

import pytest
from django.contrib.auth.models import Permission, User

from archive.models import SeedClaim, Status
from tests.reading import words
from tests.test_public_pages import links, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LANGUAGES = pytest.mark.parametrize("lang", ["hi", "en"])


def claims(page):
    return [element for element in page.all("li") if element.get("id").startswith("sc-")]


@LANGUAGES
def test_no_part_of_the_article_is_left_out(client, lang):
    page = read(client, f"/{lang}/seed-text/")
    stored = SeedClaim.objects.order_by("position")
    assert [claim.get("id") for claim in claims(page)] == [claim.slug for claim in stored]
    assert [claim.get("value") for claim in claims(page)] == [str(number) for number in range(1, 30)]
    for claim, record in zip(claims(page), stored, strict=True):
        assert getattr(record, f"claim_{lang}") in words(claim)
        assert words(claim).count(record.words_hi) == 1


@LANGUAGES
def test_its_definition_and_its_operations_centre_are_checked(client, lang):
    text = read(client, f"/{lang}/seed-text/").text
    for said in (
        ("अंतर-सरकारी आतंकवाद विरोधी गठबंधन", "रियाद, सऊदी अरब में एक संयुक्त अभियान केंद्र"),
        {
            "hi": ("किसी भी देश में सैन्य हस्तक्षेप से इनकार किया", "उसका नाम आतंकवाद-विरोधी केंद्र है"),
            "en": ("ruled out military intervention in any state", "now called the Counter Terrorism Centre"),
        }[lang],
    ):
        assert all(each in text for each in said)


def test_its_words_stay_hindi_on_the_english_page_and_our_translation_is_called_ours(client):
    page = read(client, "/en/seed-text/")
    quoted = page.all("q")
    assert len(quoted) == 29
    assert {element.get("lang") for element in quoted} == {"hi"}
    assert page.text.count("Our translation:") == 29
    assert (
        "Our translation: “the Pakistani army chief, General Raheel Sharif … first commander-in-chief”"
        in page.text
    )
    hindi = read(client, "/hi/seed-text/")
    assert {element.get("lang") for element in hindi.all("q")} == {""}
    assert "हमारा अनुवाद" not in hindi.text


@LANGUAGES
def test_a_word_and_a_line_tell_the_verdict(client, lang):
    page = read(client, f"/{lang}/seed-text/")
    label = {"hi": "ग़लत; सुधार साथ में", "en": "corrected"}[lang]
    for claim in claims(page):
        record = SeedClaim.objects.get(slug=claim.get("id"))
        (quoted,) = (element for element in page.all("q") if words(element) == record.words_hi)
        assert quoted.get("class") == record.verdict
        assert (label in words(claim)) == (record.verdict == "needs-correction")


@LANGUAGES
def test_what_was_found_has_sources_and_leads_to_records(client, lang):
    page = read(client, f"/{lang}/seed-text/")
    listed = {
        element.get("id") for element in page.all("li") if re.fullmatch(r"s\d+", element.get("id") or "")
    }
    assert {link.removeprefix("#") for link in links(page) if re.fullmatch(r"#s\d+", link)} == listed
    within = re.compile(rf"\]\((/{lang}/[^)]+)\)")
    for record in SeedClaim.objects.all():
        assert record.citations.exists()
        ways = within.findall(getattr(record, f"finding_{lang}"))
        assert ways or record.verdict == "not-traced"
        other = {"hi": "en", "en": "hi"}[lang]
        assert [way.replace(f"/{lang}/", f"/{other}/") for way in ways] == re.findall(
            rf"\]\((/{other}/[^)]+)\)", getattr(record, f"finding_{other}")
        )
        for way in ways:
            assert client.get(way).status_code == 200, way


@LANGUAGES
def test_it_is_called_what_it_is_and_names_the_licence_of_what_it_quotes(client, lang):
    page = read(client, f"/{lang}/seed-text/")
    assert {"hi": "विकिपीडिया के हिंदी लेख की जाँच", "en": "The Hindi Wikipedia text, checked"}[lang] in page.text
    assert "CC BY-SA 4.0" in page.text
    assert "seed" not in page.text.lower()


def test_never_more_than_a_few_words_are_quoted():
    for claim in SeedClaim.objects.all():
        assert len(claim.words_hi.split()) <= 16, claim.slug
        assert not re.search("[।.]$", claim.words_hi), claim.slug


@LANGUAGES
@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("रहेल शरीफ", "people/raheel-sharif"),
        ("एश कार्टर", "people/ash-carter"),
        ("अहमेट डेवूटुगु", "people/ahmet-davutoglu"),
        ("उर्सुला वॉन डेर लेन", "people/ursula-von-der-leyen"),
        ("मोहम्मद बिन सलमान अल सऊद", "people/mohammed-bin-salman"),
        ("हिशामुद्दीन हुसैन", "people/hishammuddin-hussein"),
        ("अल-अजहर विश्वविद्यालय", "countries/al-azhar"),
        ("इस्लामी सैन्य काउंटर टेररिज्म कोएलिशन", "countries/imctc"),
    ],
)
def test_names_are_found_as_the_article_spells_them(client, lang, spelling, slug):
    page = read(client, f"/{lang}/search/?q={spelling}")
    found = [link for link in links(page) if re.match(rf"/{lang}/[a-z]+/[a-z0-9-]+/$", link)]
    assert f"/{lang}/{slug}/" in found[:3]


def test_a_withdrawn_claim_stands_apart_with_its_reason(client):
    claim = SeedClaim.objects.get(slug="sc-05")
    claim.status, claim.withdrawn_reason_en = Status.WITHDRAWN, "Twice in the list."
    claim.save()
    text = read(client, "/en/seed-text/").text
    assert text.index("Twice in the list.") > text.index(SeedClaim.objects.get(slug="sc-19").claim_en)


def test_a_draft_claim_is_seen_by_staff_alone(client):
    SeedClaim.objects.filter(slug="sc-05").update(status=Status.DRAFT)
    assert 'id="sc-05"' not in client.get("/en/seed-text/").content.decode()
    editor = User.objects.create_user("asha", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename="view_seedclaim"))
    client.force_login(editor)
    assert 'id="sc-05"' in client.get("/en/seed-text/").content.decode()
