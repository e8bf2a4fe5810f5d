"""Files that an editor wrote: what is read from them, and what is said about each mistake."""

import pytest

from archive import loading
from archive.entries import text
from archive.entries.parts import FixtureError
from archive.entries.written import Written
from archive.models import Citation, Country, Event, Member, OldSlug, Source, Topic

GOOD = """
- source: wire-2016-12-29
  status: published
  publisher_en: A wire
  date: "2016-12-29"
  language: en
  kind: press

- country: oman
  status: published
  code: OM
  name_hi: ओमान
  name_en: Oman

- member: oman
  status: published
  country: oman
  joined: "[2016-12-28,2016-12-29]"
  summary_hi: 41वाँ सदस्य।
  summary_en: The 41st member.
  citations:
    joined:
      - wire-2016-12-29
      - source: wire-2016-12-29
        asserts: "2016-12-29"
        note_hi: पुष्टि का दिन।
        note_en: The day of the confirmation.

- event: oman-joins
  status: published
  date: "2016-12-28~"
  kind: accession
  title_hi: ओमान शामिल हुआ
  title_en: Oman joins
  participants: [oman]
  citations:
    date: [wire-2016-12-29]
    summary: [wire-2016-12-29]
"""


@pytest.fixture
def load(tmp_path, db):
    def load(written: str, existing=loading.Existing.ADD):
        file = tmp_path / "records.yaml"
        file.write_text(written, encoding="utf-8")
        return loading.load([file], existing)

    return load


def problems(load, written: str):
    with pytest.raises(FixtureError) as raised:
        load(written)
    assert not Source.objects.exists(), "a bad file changed something"
    assert not Country.objects.exists()
    return raised.value.problems


def test_records_stand_as_they_were_written(load):
    counts = load(GOOD)

    assert counts == {"source": 1, "country": 1, "member": 1, "event": 1, "citation": 4}
    member = Member.objects.get(slug="oman")
    assert (member.country.name_hi, member.country.name_en) == ("ओमान", "Oman")
    assert member.joined == "[2016-12-28,2016-12-29]"
    assert [str(day) for day in (member.joined_earliest, member.joined_latest)] == [
        "2016-12-28",
        "2016-12-29",
    ]
    assert member.published_at is not None
    assert [(each.position, each.asserts, each.note_hi) for each in member.citations.all()] == [
        (1, "", ""),
        (2, "2016-12-29", "पुष्टि का दिन।"),
    ]
    assert [country.slug for country in Event.objects.get().participants.all()] == ["oman"]


def test_the_order_of_items_does_not_matter(load):
    load("\n\n".join(reversed(GOOD.strip().split("\n\n"))))
    assert Member.objects.get().country == Country.objects.get()


def test_a_replaced_record_keeps_nothing_that_the_file_does_not_say(load):
    load(GOOD)
    country = Country.objects.get()
    country.aliases, country.slug = "उमान", "oman"
    country.save()
    before = Member.objects.get().pk

    load(GOOD.replace("41वाँ सदस्य।", "इकतालीसवाँ सदस्य।"), loading.Existing.REPLACE)

    assert Country.objects.get().aliases == ""
    assert Member.objects.get().pk == before
    assert Member.objects.get().summary_hi == "इकतालीसवाँ सदस्य।"
    assert Citation.objects.count() == 4


def test_a_record_that_is_there_is_not_added_again(load):
    load(GOOD)
    with pytest.raises(FixtureError) as raised:
        load(GOOD)
    assert [problem.record for problem in raised.value.problems] == [
        "source wire-2016-12-29",
        "country oman",
        "member oman",
        "event oman-joins",
    ]
    assert Member.objects.get().version == 1


def test_an_old_address_comes_along(load):
    load(GOOD.replace("- country: oman", "- country: oman\n  old_slugs: [sultanate-of-oman]"))
    assert OldSlug.objects.get().slug == "sultanate-of-oman"
    assert "old_slugs: [sultanate-of-oman]" in text.of(Written.of(Country.objects.get()))


@pytest.mark.parametrize(
    ("written", "instead", "line", "record", "field", "says"),
    [
        ("name_hi: ओमान", "name: ओमान", 12, "country oman", "name", "name_hi, name_en"),
        ("name_hi: ओमान", "nmae_hi: ओमान", 12, "country oman", "nmae_hi", "name_hi"),
        ("name_hi: ओमान", "name_hi:", 12, "country oman", "name_hi", ""),
        ("name_hi: ओमान", "name_hi: yes", 12, "country oman", "name_hi", '"yes"'),
        ("name_hi: ओमान", "id: 7", 12, "country oman", "id", ""),
        ("name_hi: ओमान", "code: OM", 12, "country oman", "code", ""),
        ("code: OM", "code: Oman", 11, "country oman", "code", ""),
        ("  country: oman", "  country: aman", 17, "member oman", "country", "oman"),
        (
            "participants: [oman]",
            "participants: oman",
            35,
            "event oman-joins",
            "participants",
            "[saudi-arabia",
        ),
        (
            'joined: "[2016-12-28,2016-12-29]"',
            "joined: 2016-12-28",
            18,
            "member oman",
            "joined",
            '"2016-12-28"',
        ),
        ('date: "2016-12-28~"', "date: 2016", 31, "event oman-joins", "date", '"2016"'),
        ('date: "2016-12-28~"', 'date: "28/12/2016"', 31, "event oman-joins", "date", "2016-12-28"),
        ("kind: accession", "kind: acession", 32, "event oman-joins", "kind", "accession"),
        (
            'published\n  date: "2016-12-28~',
            'public\n  date: "2016-12-28~',
            30,
            "event oman-joins",
            "status",
            "draft",
        ),
        ("    joined:\n", "    jioned:\n", 23, "member oman", "citations: jioned", "joined"),
        (
            "      - wire-2016-12-29\n",
            "      - wire-2016\n",
            23,
            "member oman, joined",
            "source",
            "wire-2016-12-29",
        ),
        ("        asserts:", "        assert:", 25, "member oman, joined", "assert", "asserts"),
        (
            "      - source: wire-2016-12-29\n        asserts",
            "      - asserts",
            24,
            "member oman, joined",
            "source",
            "",
        ),
        ("date: [wire-2016-12-29]", "date: wire-2016-12-29", 37, "event oman-joins", "citations: date", ""),
        ("    summary: [wire-2016-12-29]\n", "", 29, "event oman-joins", "summary", ""),
        ("- event: oman-joins", "- evnt: oman-joins", 29, "", "evnt", "event"),
        ("- event: oman-joins", "- event: Oman joins", 29, "event Oman joins", "event", ""),
        ("  name_en: Oman\n", "  name_en: Oman\n  - x", 14, "", "", "YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line_record_and_field(load, written, instead, line, record, field, says):
    assert written in GOOD
    found = problems(load, GOOD.replace(written, instead, 1))
    first = found[0]
    assert (first.line, first.record, first.field) == (line, record, field), found
    assert says in first.message
    assert first.message.strip()
    assert str(first).startswith(first.file)


def test_every_mistake_is_named_at_once(load):
    found = problems(
        load, GOOD.replace("code: OM", "code: Oman").replace("[oman]", "[aman]").replace("41वाँ", "क")
    )
    assert {(problem.record, problem.field) for problem in found} >= {
        ("country oman", "code"),
    }
    found = problems(load, GOOD.replace("name_hi:", "name:").replace("kind: accession", "kind: feast"))
    assert [(problem.record, problem.field) for problem in found] == [
        ("country oman", "name"),
        ("event oman-joins", "kind"),
    ]


def test_what_refers_to_a_wrong_record_is_not_blamed_for_it(load):
    found = problems(load, GOOD.replace("  name_hi: ओमान\n  name_en: Oman\n", ""))
    assert [problem.record for problem in found] == ["country oman"]


def test_a_record_stands_once(load, tmp_path):
    again = GOOD + "\n- topic: oman\n  title_hi: ओमान\n  title_en: Oman\n" * 2
    found = problems(load, again)
    assert [(problem.record, problem.line) for problem in found] == [("topic oman", 44)]
    assert "records.yaml:40" in found[0].message


def test_two_countries_cannot_share_a_code(load):
    second = "\n- country: muscat\n  code: OM\n  name_hi: मस्कट\n  name_en: Muscat\n"
    found = problems(load, GOOD + second)
    assert [(problem.record, problem.field, problem.line) for problem in found] == [
        ("country muscat", "code", 41)
    ]


def test_a_file_that_is_missing_or_no_text_is_named(db, tmp_path):
    (tmp_path / "latin.yaml").write_bytes("- source: né".encode("latin-1"))
    with pytest.raises(FixtureError) as raised:
        loading.load([tmp_path / "latin.yaml", tmp_path / "nowhere.yaml"])
    assert [problem.file.rpartition("/")[2] for problem in raised.value.problems] == [
        "latin.yaml",
        "nowhere.yaml",
    ]


def test_any_text_comes_back_from_a_file_as_it_was(load, tmp_path):
    load(GOOD)
    topic = Topic(slug="texts", title_hi="yes", title_en="2016-12-28")
    strange = [
        "  edges  ",
        "two  spaces " * 20,
        "a: b # c",
        "- list",
        "",
        "tab\there",
        "line\n\n  indented\nend",
        "null",
        "क़" * 70 + " " + "ख" * 70,
        "ends with a colon:",
        "\u2028",
        "‘उद्धरण’ “quoted”",
        "trailing\n",
    ]
    for each in strange:
        topic.body_hi, topic.body_en = each, each[::-1]
        Topic.objects.filter(slug="texts").delete()
        topic.pk = None
        topic.save()
        written = text.of(Written.of(topic))
        load(written, loading.Existing.REPLACE)
        stored = Topic.objects.get(slug="texts")
        assert (stored.title_hi, stored.title_en) == ("yes", "2016-12-28")
        assert (stored.body_hi, stored.body_en) == (each, each[::-1]), written
