"""Who stood where: one definition of a stance and of a refusal, wherever it is asked."""

import csv
import io
import json
import re

import pytest
from django.core.exceptions import ValidationError

from archive import memo, stances
from archive.lists.places import sorting_key
from archive.models import Country, Source, Statement, Status

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(content):
    """The archive's own records."""


def stands(slug):
    return next(course for course in stances.courses() if course.place.slug == slug).now.stance


def slugs(client, address):
    html = client.get(address).content.decode().split("<main")[1]
    return set(re.findall(r'href="/en/statements/([^"/?#]+)/"', html))


def entry(client, page, slug):
    """A statement as the rail of a country's page has it, in the words that are read."""
    html = client.get(page).content.decode()
    before, after = html.split(f'<h4><a href="/en/statements/{slug}/"')
    row = before[before.rindex("<li") :] + after[: after.index("</li>")]
    return " ".join(re.sub("<[^>]*>", " ", row).split())


def column(client, stance, lang="en"):
    """The text of one column, and the countries that stand there now."""
    html = client.get(f"/{lang}/stances/").content.decode()
    section = html.split(f'<section class="stance {stance}"')[1].split("</section>")[0]
    now = re.findall(r'<li>\s*<p class="who"><a [^>]*>([^<]*)</a>', section)
    return " ".join(re.sub("<[^>]*>", "", section).split()), now


def test_those_who_refused_are_the_same_on_every_page(client):
    _text, now = column(client, "refusal")
    assert now == ["Azerbaijan", "Indonesia", "Tajikistan"]
    html = client.get("/en/countries/?relation=declined").content.decode().split("<main")[1]
    declined = re.findall(r'<h3><a href="/en/countries/([^"]*)/"', html)
    assert declined == ["azerbaijan", "indonesia", "tajikistan"]
    by_position = slugs(client, "/en/statements/?position=decline")
    assert by_position == slugs(client, "/en/statements/?stance=refusal")
    refused = {Statement.objects.get(slug=slug).country.slug for slug in by_position}
    assert refused == {"azerbaijan", "indonesia", "tajikistan", "oman"}  # Oman joined later


def test_a_new_refusal_moves_a_country_in_its_list_as_well(client):
    Statement.objects.create(
        slug="jp-no",
        country=Country.objects.get(slug="algeria"),
        date="2026-03",
        kind="decline",
        stance="refusal",
        speaker_en="A ministry",
        gist_en="No.",
        status=Status.PUBLISHED,
    )
    memo.forget()
    assert "algeria" in client.get("/en/countries/?relation=declined").content.decode().split("<main")[1]
    assert "Algeria" in column(client, "refusal")[1]


def test_a_statement_whose_sources_were_withdrawn_takes_no_stand(client):
    course = next(each for each in stances.courses() if each.now.stance == "refusal")
    refusals = {said.slug for said in course.said if said.stance == "refusal"}
    assert refusals & slugs(client, "/en/stances/")
    listed = f'/{course.place.slug}/"'
    assert listed in client.get("/en/countries/?relation=declined").content.decode().split("<main")[1]
    for source in Source.objects.filter(citations__statement__slug__in=refusals).distinct():
        assert course.place.pk in stances.refused(), "One source that stands is enough."
        source.status, source.withdrawn_reason_en = "withdrawn", "A forgery."
        source.save()
    assert course.place.pk not in stances.refused()
    assert not refusals & slugs(client, "/en/stances/")
    told = client.get("/en/stances.csv")
    told = (b"".join(told.streaming_content) if told.streaming else told.content).decode()
    assert not [slug for slug in refusals if slug in told]
    assert listed not in client.get("/en/countries/?relation=declined").content.decode().split("<main")[1]
    for slug in refusals:
        assert "source withdrawn" in client.get(f"/en/statements/{slug}/").content.decode()


def test_a_record_says_of_refusals_what_was_said():
    declined = set(Country.objects.filter(relation="declined").values_list("pk", flat=True))
    assert declined == stances.refused()


def test_who_changed_position_is_known_with_the_days_it_took():
    quick = {(each.place.slug, each.after.stance, each.days) for each in stances.changes(within=2)}
    assert ("malaysia", "support", 2) in quick
    assert ("indonesia", "refusal", 1) in quick
    assert ("russia", "support", 1) in quick
    assert not any(slug == "oman" for slug, _stance, _days in quick)
    assert ("oman", 379) in {(each.place.slug, each.days) for each in stances.changes()}
    unknown = next(each for each in stances.changes() if each.place.slug == "azerbaijan")
    assert unknown.days is None


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "then refusal, 16 December 2015 (in 1 day)"), ("hi", "फिर इनकार, 16 दिसंबर 2015 (1 दिन में)")],
)
def test_a_change_is_shown_from_both_sides_and_leads_to_the_words(client, lang, told):
    assert told in column(client, "neutral", lang)[0]
    html = client.get(f"/{lang}/stances/").content.decode()
    assert f'href="/{lang}/statements/id-retno-2015-12-15/"' in html


def test_what_others_in_a_country_say_is_not_its_stance(client):
    assert stands("united-states") == "support"
    html = client.get("/en/stances/").content.decode()
    for slug in ("us-mccain-2015-12-15", "pk-shoaib-2017-01-10", "in-ht-2017-11-28"):
        assert f"/en/statements/{slug}/" not in html
    assert "not in its name" in entry(client, "/en/countries/india/", "in-ht-2017-11-28")
    assert "India" not in {course.place.name.text for course in stances.courses()}


def test_bodies_and_people_of_a_country_stand_on_its_page_apart(client):
    pakistan = "/en/members/pakistan/"
    assert "not in its name" in entry(client, "/en/members/egypt/", "eg-azhar-2015-12-15")
    for slug in ("pk-raheel-2018-12-19", "pk-shoaib-2017-01-10"):
        assert "not in its name" in entry(client, pakistan, slug)
    for slug in ("pk-mofa-2015-12-16", "pk-khalilullah-2015-12-17"):
        assert "not in its name" not in entry(client, pakistan, slug)


def test_the_joint_statement_is_that_of_all_34(client):
    joint = Statement.objects.get(slug="joint-2015-12-15")
    assert joint.parties.count() == 34
    assert joint.parties.filter(member__founding=True).count() == 34
    for slug in ("benin", "yemen"):
        assert "/en/statements/joint-2015-12-15/" in client.get(f"/en/members/{slug}/").content.decode()
        assert "joint-2015-12-15" in slugs(client, f"/en/statements/?country={slug}")


def test_members_without_words_of_their_own_are_named_and_put_nowhere(client):
    silent = client.get("/en/stances/").content.decode().split('<section aria-labelledby="silent"')[1]
    assert ">Benin</a>" in silent
    assert ">Pakistan</a>" not in silent


def test_refusal_is_one_thing_in_both_fields():
    statement = Statement.objects.get(slug="id-nasir-2015-12-16")
    statement.stance = "criticism"
    with pytest.raises(ValidationError) as refused:
        statement.clean()
    assert "stance" in refused.value.message_dict
    statement.stance, statement.voice = "refusal", "other"
    with pytest.raises(ValidationError) as refused:
        statement.clean()
    assert "voice" in refused.value.message_dict


def test_every_statement_that_takes_a_position_has_a_stance():
    without = Statement.objects.filter(stance="", voice="official").exclude(
        kind__in=("announcement", "claim")
    )
    assert set(without.values_list("slug", flat=True)) == {
        "imctc-moghedi-2022-09-01",  # the coalition about Kenya
        "ru-putin-2015-12-17-turkiye",  # about Russia's own safety
    }


@pytest.mark.parametrize("slug", ["members/pakistan", "countries/india", "statements/joint-2015-12-15"])
def test_a_page_as_it_was_still_opens(client, slug):
    assert client.get(f"/en/{slug}/versions/1/").status_code == 200


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_statements_of_one_speaker_on_one_day_have_titles_of_their_own(client, lang):
    titles = [
        re.search(r"<title>(.*?)</title>", client.get(f"/{lang}/statements/{slug}/").content.decode(), re.S)[
            1
        ]
        for slug in Statement.objects.filter(
            person__slug__in=("mohammed-bin-salman", "luhut-pandjaitan")
        ).values_list("slug", flat=True)
    ]
    assert len(set(titles)) == len(titles) == 7


def test_the_words_stand_before_the_name_in_the_list(client):
    html = client.get("/en/statements/?country=turkiye&group=none").content.decode()
    row = next(row for row in html.split("<li>") if "tr-davutoglu-2015-12-15" in row)
    assert row.index("<blockquote") < row.index('class="speaker"')


def test_participants_stand_in_the_order_of_their_names_in_the_language_of_the_page(client):
    for lang, wanted in (("en", ["Burkina Faso", "Chad", "Mali", "Mauritania", "Niger"]), ("hi", None)):
        html = client.get(f"/{lang}/events/2024-12-02-sahel-launch/").content.decode()
        facts = html.split('<dl class="facts">')[1].split("</dl>")[0]
        names = re.findall(r'<a href="/(?:hi|en)/members/[a-z-]*/">([^<]*)</a>', facts)
        names = [name for name in names if name in (wanted or names)][-5:]
        assert names == (wanted or sorted(names, key=sorting_key))


def test_the_same_can_be_had_as_a_table_and_as_json(client):
    """Every stand with its words; the page says what the file says."""
    answers = {lang: client.get(f"/{lang}/stances.csv").content.decode() for lang in ("hi", "en")}
    assert answers["hi"] == answers["en"]
    rows = list(csv.DictReader(io.StringIO(answers["en"].removeprefix("\ufeff"))))
    told = json.loads(client.get("/en/stances.json").content)["rows"]
    assert [row["slug"] for row in rows] == [row["slug"] for row in told]
    now = {row["country"]: row["stance"] for row in rows if row["now"] == "true"}
    assert now == {course.place.code: course.now.stance for course in stances.courses()}
    changed = sum(len(course.changes) for course in stances.courses())
    assert len(rows) == len(now) + changed
    assert all(bool(row["until"]) == (row["now"] == "false") for row in rows)
    html = client.get("/en/stances/").content.decode()
    assert 'href="/en/stances.csv"' in html
    assert 'type="application/json" href="/en/stances.json"' in html
