"""What the sources of the archive say: where they agree, where they do not, and that each is used."""

import pytest

from archive.entries.parts import KINDS
from archive.models import Event, Member, Source
from archive.models.citation import is_disputed
from tests.content_loaded import claims_of, everything, loaded

pytestmark = pytest.mark.django_db

_archive = pytest.fixture(scope="module", autouse=True)(loaded)


DISPUTED = {
    # The founding date: told once, with the announcement, for all founders.
    ("event", "2015-12-15-announcement", "date"): {"2015-12-14", "2015-12-15", "2015-12-14/2015-12-15"},
    ("event", "2015-12-15-joint-statement", "date"): {"2015-12-14", "2015-12-15", "2015-12-14/2015-12-15"},
    # 34 or 35 founders.
    ("member", "uganda", "joined"): {"2015-12-14", "2015-12~"},
    # 39 as attendance and as membership.
    ("figure", "2016-03-27-39", "verdict"): {"attendance", "agrees"},
    # Listed without settled consent.
    ("member", "pakistan", "standing"): {
        "not-consulted",
        "undecided",
        "not-joined",
        "contested-then-confirmed",
    },
    ("member", "malaysia", "standing"): {"not-joined", "preliminary", "contested-then-active"},
    ("member", "lebanon", "standing"): {"not-consulted", "preliminary", "contested-internally"},
    ("member", "nigeria", "standing"): {"supports-from-outside", "contested-then-confirmed"},
    ("member", "bangladesh", "standing"): {"undecided", "confirmed-with-reservations", "no-delegates"},
    ("country", "indonesia", "relation"): {"stated-support", "declined"},
    ("country", "tajikistan", "relation"): {"considered", "declined"},
    # Oman's day.
    ("member", "oman", "joined"): {"2016-12-28", "2016-12-29"},
    ("event", "2016-12-28-oman", "date"): {"2016-12-28", "2016-12-29"},
    # The commander: the beginnings of his term, which no event shares, and what he is called.
    ("term", "raheel-sharif-military-commander", "started"): {
        *("2017-01-06", "2017-04-21", "2017-05~", "2017-11-22", "2017"),
    },
    ("statement", "pk-raheel-2017-11-26", "office"): {
        "Military Commander of the coalition",
        "commander-in-chief",
    },
    # Secretary-general or acting.
    ("statement", "imctc-moghedi-2024-12-02", "office"): {"Secretary-General", "Acting Secretary-General"},
    # Qatar from 2017 to 2023.
    ("member", "qatar", "standing"): {"undisputed", "absent", "interrupted-participation"},
    # "Joined" said of long-standing members.
    ("member", "togo", "joined"): {"2015-12-15", "2022-11-22"},
    ("member", "togo", "standing"): {"undisputed", "listed-2015-active-2022"},
    ("member", "burkina-faso", "standing"): {"undisputed", "new-partner"},
    # The chiefs' meeting and North Thunder.
    ("event", "2016-03-27-chiefs", "date"): {"2016-03-27", "2016-03-26/2016-03-27"},
    ("event", "2016-02-north-thunder", "date"): {"2016-02-27/2016-03-10", "2016-02~/2016-03-11"},
    # The coalition's own page and the Saudi Press Agency.
    ("event", "2019-03-03-initiatives", "date"): {"2019-03-03", "2019-03-04"},
    # An attribution that was denied.
    ("statement", "pk-chaudhry-2015-12-15", "attribution"): {"direct", "disputed"},
}


@pytest.mark.parametrize(("kind", "slug", "claim"), list(DISPUTED))
def test_each_known_contradiction_stands_as_what_its_sources_assert(kind, slug, claim):
    record = KINDS[kind].objects.get(slug=slug)
    citations = claims_of(record)[claim]
    assert {citation.asserts for citation in citations if citation.asserts} == DISPUTED[kind, slug, claim]
    assert is_disputed(citations)


def test_no_founder_repeats_the_question_that_all_share():
    for member in Member.objects.filter(founding=True):
        asserted = {citation.asserts for citation in claims_of(member)["joined"]}
        assert "2015-12-15" in asserted
        assert "2015-12-14" not in asserted


def test_the_lists_of_north_thunder_differ_by_turkiye_and_mauritius():
    event = Event.objects.get(slug="2016-02-north-thunder")
    asserted = {
        citation.source.slug: set(citation.asserts.split()) for citation in claims_of(event)["participants"]
    }
    assert asserted["alarabiya-north-thunder"] ^ asserted["arabnews-north-thunder"] == {"TR", "MU"}
    assert {len(codes) for codes in asserted.values()} == {20}


def test_what_disagrees_says_who_and_why_in_both_languages():
    for record in everything():
        for claim, citations in claims_of(record).items():
            if is_disputed(citations) and claim not in ("participants_count",):
                for value in {citation.asserts for citation in citations if citation.asserts}:
                    about = [citation for citation in citations if citation.asserts == value]
                    assert any(citation.note_hi or citation.quote for citation in about) or value in (
                        str(getattr(record, claim)),
                    ), (record.slug, claim, value)


def test_every_source_is_used():
    unused = [source.slug for source in Source.objects.filter(citations=None)]
    assert unused == []
    assert Source.objects.get(kind=Source.Kind.KNOWLEDGE).slug == "knowledge"
