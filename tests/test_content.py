"""The archive's own content: whole, in both languages, agreeing with itself and with what was counted."""

import datetime
import re
import unicodedata
from collections import Counter

import pytest
from babel import Locale

from archive import dates, languages, membership
from archive.dates import Answer
from archive.entries.files import read
from archive.entries.parts import bare_columns
from archive.models import (
    RECORDS,
    Citation,
    Country,
    Event,
    Figure,
    Member,
    SeedClaim,
    Source,
    Statement,
    Topic,
)
from archive.models.citation import PARENTS, needs_recheck, unsourced_claims
from tests.content_loaded import FILES, claims_of, everything, loaded

pytestmark = pytest.mark.django_db

UNDATED = {"uganda", "afghanistan", "brunei", "burkina-faso", "gambia", "guinea-bissau"}


_archive = pytest.fixture(scope="module", autouse=True)(loaded)


def slugs(members):
    return {member.country.slug for member in members.select_related("country")}


def test_nothing_is_missing():
    counted = {model.__name__: model.objects.published().count() for model in RECORDS}
    assert counted == {
        "Member": 43,
        "Country": 71,
        "Event": 55,
        "Statement": 93,
        "Source": 274,
        "Figure": 22,
        "Topic": 10,
        "SeedClaim": 29,
        "Person": 71,
        "Post": 6,
        "Term": 9,
    }
    assert Member.objects.filter(founding=True).count() == 34
    assert list(Member.objects.order_by("list_order").values_list("list_order", flat=True)) == list(
        range(1, 44)
    )
    assert list(SeedClaim.objects.values_list("position", flat=True)) == list(range(1, 30))
    assert list(Topic.objects.values_list("position", flat=True)) == list(range(1, 11))


def members_on(day: str) -> dict[str, set[str]]:
    """Slugs of the members of a day, by how sure it is."""
    terms = membership.published()
    found: dict[str, set[str]] = {answer.value: set() for answer in Answer}
    for pk, answer in terms.on(datetime.date.fromisoformat(day)).items():
        found[answer.value].add(terms.by_pk[pk].slug)
    return found


@pytest.mark.parametrize(
    ("day", "certain", "possible"),
    [
        ("2015-12-14", 0, 0),
        ("2015-12-15", 34, 5),
        ("2016-06-01", 34, 6),
        ("2016-07-01", 34, 6),
        ("2016-12-27", 34, 6),
        ("2016-12-28", 41, 0),
        ("2017-11-26", 41, 0),
        ("2022-08-31", 41, 0),
        ("2022-09-01", 42, 0),
        ("2025-04-30", 42, 0),
        ("2025-05-01", 43, 0),
    ],
)
def test_the_members_of_a_day_agree_with_what_was_counted(day, certain, possible):
    found = members_on(day)
    assert [len(found[each]) for each in ("certainly", "possibly", "unconfirmed")] == [certain, possible, 0]


def test_oman_is_the_41st():
    assert "oman" in members_on("2016-12-28")["certainly"]
    eve = members_on("2016-12-27")
    assert len(eve["certainly"] | eve["possibly"]) == 40
    assert "oman" not in eve["certainly"] | eve["possibly"]


def test_in_june_2016_the_possible_members_are_told_apart_with_the_reason():
    found = members_on("2016-06-01")
    founders = Member.objects.published().filter(founding=True)
    assert found["certainly"] == slugs(founders)
    assert found["possibly"] == UNDATED
    for member in Member.objects.filter(slug__in=found["possibly"]):
        assert "34" in member.summary_hi
        assert "34" in member.summary_en
        assert "41" in member.summary_en
        listed = {citation.source.slug for citation in member.citations.filter(claim="joined")}
        assert {"ians-2015-12-15", "maghress-2017-11-27"} <= listed


def test_figures_that_agree_are_the_counts_of_their_day():
    for figure in Figure.objects.filter(verdict=Figure.Verdict.AGREES):
        found = members_on(figure.date_latest.isoformat())
        certain, possible = len(found["certainly"] | found["unconfirmed"]), len(found["possibly"])
        if figure.slug == "2016-12-28-40":  # the members before Oman, on the day it joined
            certain -= 1
        if figure.date == "2015-12-15":  # any of the undated may have joined on the day of the announcement
            assert certain == figure.value
        else:
            assert (certain, possible) == (figure.value, 0), figure.slug


def test_knowledge_ends_and_every_membership_says_where():
    terms = membership.published()
    assert terms.known_to == datetime.date(2025, 5, 1)
    assert all(term.evidence for term in terms.by_pk.values())
    late = members_on("2025-05-02")
    assert len(late["certainly"] | late["unconfirmed"]) == 43
    assert {"mali", "kenya"} <= late["certainly"]
    assert "qatar" in late["unconfirmed"]


def test_every_record_is_sound():
    for record in everything():
        record.full_clean()
        if not isinstance(record, Source):
            assert unsourced_claims(record) == [], record
    for citation in Citation.objects.select_related("source", *PARENTS):
        citation.full_clean(exclude={"source", *PARENTS}, validate_constraints=False)


def test_no_claim_has_come_loose_from_its_sources():
    for record in everything():
        for claim, citations in claims_of(record).items():
            assert not needs_recheck(record, claim, citations), (record.kind_name, record.slug, claim)


def test_every_text_is_in_both_languages():
    for record in [*everything(), *Citation.objects.select_related("source")]:
        for field in bare_columns(type(record)):
            texts = languages.texts(record, field)
            written = {code for code, text in texts.items() if text}
            assert written in (set(), {"hi", "en"}), (record, field, texts)
            assert getattr(record, f"{field}_hi") is not None


def test_hindi_is_written_as_an_editor_would():
    for record in [*everything(), *Citation.objects.select_related("source")]:
        for field in bare_columns(type(record)):
            if (record._meta.model, field) == (SeedClaim, "words"):
                continue  # a quotation, errors included
            hindi, english = getattr(record, f"{field}_hi"), getattr(record, f"{field}_en")
            for text in (hindi, english):
                assert unicodedata.is_normalized("NFC", text), (record, field)
                assert not re.search(r"[०-९]|\.।|\s[।,;]|  ", text), (record, field, text)
                assert not re.search(r"\S -\s", text), (record, field, text)
            if hindi and field not in ("wording",):
                assert re.search(r"[\u0900-\u097f]", hindi), (record, field, hindi)
                assert not re.search(r"['\"]", hindi), (record, field, hindi)
            assert not re.search(r"अफगान|फिलिस्तीन|खबर|गलत|काफी|जरूर|फरवरी|हिन्दी|सम्बन्ध|शरीफ[^़]", hindi), (
                record,
                field,
            )


def test_names_of_countries_are_those_of_cldr():
    names = {code: Locale.parse(code).territories for code in languages.codes()}
    short = {
        ("PS", "hi"): "फ़िलिस्तीन",
        ("PS", "en"): "Palestine",
        ("US", "hi"): "अमेरिका",
        ("GB", "hi"): "ब्रिटेन",
    }
    for country in Country.objects.filter(kind=Country.Kind.STATE):
        for code, names_of in names.items():
            expected = short.get((country.code, code), names_of[country.code])
            assert getattr(country, f"name_{code}") == expected


def test_countries_are_found_by_the_names_people_use():
    for country in Country.objects.all():
        others = country.aliases.splitlines()
        assert others, country
        assert len(set(others)) == len(others), country
        assert not {country.name_hi, country.name_en} & set(others), country
        assert any(re.search(r"[\u0900-\u097f]", name) for name in others), country
        assert any(re.search(r"[A-Za-z]", name) for name in others), country
    for code, name in {
        "TR": "तुर्की",
        "QA": "कतर",
        "CI": "आइवरी कोस्ट",
        "MR": "मॉरीतानिया",
        "NE": "नाइजेर",
        "AE": "यूएई",
    }.items():
        assert name in Country.objects.get(code=code).aliases.splitlines()
    everywhere = Counter(name for country in Country.objects.all() for name in country.aliases.splitlines())
    assert [name for name, times in everywhere.items() if times > 1] == []


def test_each_member_has_a_tile_of_its_own():
    tiles = Country.objects.exclude(map_row=None).exclude(map_column=None)
    assert slugs(Member.objects.all()) == {country.slug for country in tiles}
    places = {country.code: (country.map_row, country.map_column) for country in tiles}
    assert len(set(places.values())) == 43
    # Whoever moves a tile keeps the neighbours where a reader looks for them.
    for west, east in ROWS:
        assert places[west][1] < places[east][1], (west, east)
    for north, south in COLUMNS:
        assert places[north][0] < places[south][0], (north, south)


ROWS = [
    ("MA", "TN"),
    ("TN", "EG"),
    ("EG", "JO"),
    ("JO", "KW"),
    ("SA", "AE"),
    ("AE", "OM"),
    ("PK", "BD"),
    ("SN", "ML"),
    ("ML", "NE"),
    ("NE", "TD"),
    ("TD", "SD"),
    ("GN", "BF"),
    ("BF", "NG"),
    ("CI", "TG"),
    ("TG", "BJ"),
    ("UG", "SO"),
]
COLUMNS = [
    ("TR", "SA"),
    ("SA", "YE"),
    ("LB", "JO"),
    ("EG", "SD"),
    ("SD", "UG"),
    ("UG", "KE"),
    ("KE", "KM"),
    ("LY", "TD"),
    ("NE", "NG"),
    ("CM", "GA"),
    ("MR", "SN"),
    ("SN", "GW"),
    ("AF", "MV"),
    ("BN", "MY"),
    ("MA", "ML"),
]


def test_dates_stand_byte_for_byte_as_they_are_written_in_the_files():
    written = Counter()
    for entry in read(FILES)[0]:
        record = entry.model.objects.get(slug=entry.slug)
        for name, value in entry.values.items():
            if name in ("date", "joined", "left"):
                assert getattr(record, name) == value
                assert dates.parse(value).text == value
                written[value] += 1
    assert {"2025~", "2015-12~", "2017-05-21", "2016-02-27/2016-03-10", "[2015-12-15..2016-12-28]"} <= set(
        written
    )


def test_files_name_no_bare_column_and_no_number():
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(-\s+)?(id|pk|model|fields):", text, re.MULTILINE), file.name
        assert text.startswith("# "), f"{file.name} begins with a heading"
        assert unicodedata.is_normalized("NFC", text), file.name
    for entry in read(FILES)[0]:
        for part in (entry, *entry.citations):
            assert not bare_columns(part.model) & {*part.values, *part.references}


def test_every_statement_is_tied_to_what_it_answers():
    loose = Statement.objects.filter(event=None).values_list("slug", flat=True)
    assert not [slug for slug in loose if "2015-12" in slug]
    assert Event.objects.get(slug="2017-11-26-council-1").statements.count() == 7
