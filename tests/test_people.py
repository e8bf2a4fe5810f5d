"""People and posts as readers meet them: who somebody is, what they said, which post they held until when."""

import csv
import io
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from archive import posts
from archive.models import Citation, Person, Source, Status, Term
from archive.public import tenure
from tests.reading import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(content):
    """The archive's own records."""


def body(client, address) -> bytes:
    answer = client.get(address)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def hits(client, query, lang="hi"):
    html = client.get(f"/{lang}/search/", {"q": query}).content.decode()
    return re.findall(rf'<h2><a href="/{lang}/([^"]*)/"', html)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("राहील", "raheel-sharif"),
        ("रहेल शरीफ", "raheel-sharif"),
        ("Raheel", "raheel-sharif"),
        ("एश कार्टर", "ash-carter"),
        ("ऐश कार्टर", "ash-carter"),
        ("MBS", "mohammed-bin-salman"),
        ("डेवूटुगु", "ahmet-davutoglu"),
        ("वॉन डेर लेयेन", "ursula-von-der-leyen"),
        ("उर्सुला वॉन डेर लेन", "ursula-von-der-leyen"),
        ("क्राउन प्रिंस", "mohammed-bin-salman"),
        ("محمد بن سلمان", "mohammed-bin-salman"),
    ],
)
def test_people_are_found_by_every_spelling_of_their_name(client, query, slug):
    assert f"people/{slug}" in hits(client, query)[:3]


def test_a_spelling_also_finds_what_the_person_said(client):
    assert "statements/pk-raheel-2018-12-19" in hits(client, "रहेल शरीफ")


@pytest.mark.parametrize(
    ("lang", "said", "held"),
    [
        ("en", "What they said and did", "in the post, as sources show: 26 November 2017"),
        ("hi", "इन्होंने क्या कहा और किया", "स्रोतों के अनुसार पद पर: 26 नवंबर 2017"),
    ],
)
def test_a_person_has_a_page_with_what_they_said_and_held(client, lang, said, held):
    html = client.get(f"/{lang}/people/raheel-sharif/").content.decode()
    assert said in html
    assert held in html
    for path in (
        "statements/pk-raheel-2018-12-19",
        "events/2019-06-raheel-extension",
        "posts/military-commander",
        "terms/raheel-sharif-military-commander",
        "members/pakistan",
    ):
        assert f'href="/{lang}/{path}/"' in html
    assert "راحیل شریف" in html
    assert '<li id="s1">' in html


def test_a_statement_leads_to_its_speaker_and_stands_without_one(client):
    html = client.get("/en/statements/us-carter-2015-12-15/").content.decode()
    assert re.search(r'<h1><a href="/en/people/ash-carter/">Ash Carter</a>', html)
    Person.objects.filter(slug="ash-carter").update(status=Status.WITHDRAWN)
    html = client.get("/en/statements/us-carter-2015-12-15/").content.decode()
    assert "<h1>Ash Carter</h1>" in html


def test_who_commands_is_answered_up_to_the_last_evidence(client):
    text = Reading(client.get("/en/posts/").content.decode()).text
    assert "Raheel Sharif last shown in the post: 12 August 2023" in text
    assert "Whether they still held it after that day is not known." in text
    assert "Mohammed bin Saeed Al-Moghedi last shown in the post: 9 February 2026" in text
    hindi = Reading(client.get("/hi/posts/").content.decode()).text
    assert "इस पद पर पिछली बार दिखे: 12 अगस्त 2023" in hindi
    assert "उसके बाद वह पद पर रहा या नहीं, यह पता नहीं।" in hindi


def test_the_last_day_in_a_post_is_that_of_its_newest_source():
    assert posts.last("military-commander").seen == "2023-08-12"
    Citation.objects.filter(term__slug="raheel-sharif-military-commander", as_of="2023-08-12").delete()
    assert posts.last("military-commander").seen == "2019-06"


def test_a_holder_whose_term_is_over_holds_nothing():
    assert posts.last("council-chair").person == "khalid-bin-salman"
    assert not posts.last("council-chair").has_ended
    assert posts.last("chiefs-meeting-chair").has_ended


def test_who_began_when_is_told_with_every_source(client):
    html = client.get("/en/terms/raheel-sharif-military-commander/").content.decode()
    text = Reading(html).text
    assert "Sources disagree" in text
    for date in ("6 January 2017", "21 April 2017", "22 November 2017"):
        assert date in text


def test_terms_and_people_are_data(client):
    rows = list(csv.DictReader(io.StringIO(body(client, "/en/terms.csv").decode("utf-8-sig"))))
    (raheel,) = (row for row in rows if row["slug"] == "raheel-sharif-military-commander")
    assert (raheel["post_en"], raheel["person_hi"]) == ("Military Commander", "राहील शरीफ़")
    assert (raheel["started"], raheel["ended"], raheel["seen"]) == ("2017", "", "2023-08-12")
    person = json.loads(client.get("/en/people/mohammed-bin-salman.json").content)
    assert "MBS" in person["names"]
    assert person["country"]["code"] == "SA"
    assert [term["ended"] for term in person["terms"]] == ["2022-09-27"]
    listed = json.loads(body(client, "/hi/people.json"))
    assert len(listed["rows"]) == 71


def test_people_are_listed_by_name_and_filtered(client):
    html = client.get("/en/people/", {"country": "pakistan"}).content.decode()
    assert 'href="/en/people/asim-munir/"' in html
    assert "people/ash-carter" not in html
    html = client.get("/en/people/", {"post": "yes"}).content.decode()
    assert 'href="/en/people/raheel-sharif/"' in html
    assert "people/asim-munir" not in html
    names = re.findall(r'<h2><a href="/hi/people/[^"]*">([^<]*)<', client.get("/hi/people/").content.decode())
    assert len(names) == 71
    assert names[0].startswith("अ")


def test_an_end_before_the_beginning_is_refused():
    term = Term.objects.get(slug="khalid-bin-salman-council-chair")
    term.ended = "2021"
    with translation.override("hi"), pytest.raises(ValidationError, match="अंत शुरुआत से पहले का है"):
        term.validate_constraints()


def test_a_bar_is_filled_as_far_as_sources_show_and_fades_after():
    (wide, narrow) = tenure.pictures(posts.published()).values()
    assert narrow.width < 360
    bars = {bar.slug: bar for lane in wide.lanes for bar in lane.bars}
    raheel = bars["raheel-sharif-military-commander"]
    assert raheel.left < raheel.start < raheel.end < raheel.right
    assert raheel.open
    assert len(raheel.said) > 3
    mbs, khalid = bars["mohammed-bin-salman-council-chair"], bars["khalid-bin-salman-council-chair"]
    assert not mbs.open
    assert mbs.end == khalid.start
    assert (
        bars["mohammed-al-moghedi-secretary-general"].left
        >= bars["abdulelah-al-saleh-secretary-general"].start
    )


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_the_picture_says_in_words_what_it_shows(client, lang):
    html = client.get(f"/{lang}/posts/").content.decode()
    label = {
        "en": "Raheel Sharif, Military Commander: 2017 – end not known, sources disagree",
        "hi": "राहील शरीफ़, सैन्य कमांडर: 2017 – अंत पता नहीं, स्रोत एकमत नहीं",
    }[lang]
    assert f'<a href="/{lang}/terms/raheel-sharif-military-commander/" aria-label="{label}">' in html
    assert "style=" not in html.split("<main")[1]


def test_a_term_whose_sources_were_withdrawn_does_not_tell_who_holds_the_post(client):
    term = Term.objects.get(slug="raheel-sharif-military-commander")
    person = f"/en/people/{term.person.slug}/"
    now = client.get("/en/posts/").content.decode().split('<ul class="rows now">')[1].split("</ul>")[0]
    assert person in now
    assert person in client.get("/en/").content.decode().split("<main")[1]
    for source in Source.objects.filter(citations__term=term, citations__claim="person").distinct():
        source.status, source.withdrawn_reason_en = "withdrawn", "A forgery."
        source.save()
    html = client.get("/en/posts/").content.decode()
    now = html.split('<ul class="rows now">')[1].split("</ul>")[0]
    assert person not in now
    assert f"/en/terms/{term.slug}/" not in html.split('id="table"')[0], "It is drawn as if it were shown."
    row = html.split('id="table"')[1].split(person)[1].split("</tr>")[0]
    assert "source withdrawn" in row
    assert person not in client.get("/en/").content.decode().split("<main")[1]
    answered = client.get("/en/search/", {"q": "who is the military commander"}).content.decode()
    assert term.person.name_en not in answered.split('class="found"')[0].split("<main")[1]
    assert "in the post, as sources show" not in client.get(person).content.decode()
