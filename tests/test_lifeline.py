"""How a membership went: shown, doubtful, absent, not known any more."""

import datetime

import pytest

from archive import lifeline, membership
from archive.lifeline import State
from archive.membership import Bounds, Evidence, Term
from archive.models import Member
from archive.public import lifeline as drawn
from tests.reading import read, words

TODAY = datetime.date(2026, 11, 1)


def day(text):
    return datetime.date.fromisoformat(text)


def term(joined="2015-12-15", left=None, shown=()):
    bounds = Bounds(day(joined), day(joined))
    evidence = tuple(Evidence(day(date), date, kind, date) for date, kind in shown)
    return Term(1, "oman", False, bounds, Bounds(day(left), day(left)) if left else None, evidence)


def went(term, said=()):
    return [(each.state.value, f"{each.start:%Y-%m}", f"{each.end:%Y-%m}") for each in
            lifeline.of_member(term, said, TODAY)]  # fmt: skip


def test_after_the_last_evidence_nobody_knows():
    shown = term(shown=[("2025-05-01", "figure")])
    assert went(shown) == [("shown", "2015-12", "2025-05"), ("after", "2025-05", "2026-11")]


def test_an_absence_begins_in_doubt_and_ends_with_taking_part_again():
    """Counted in a list meanwhile, it was still not there."""
    shown = [
        ("2016-12-28", "figure"),
        ("2018-02-01", "figure"),
        ("2023-09-18", "event"),
        ("2025-05-01", "figure"),
    ]
    assert went(term(shown=shown), [("2017-11-26", "absent"), ("2017-11-26", "undisputed")]) == [
        ("shown", "2015-12", "2016-12"),
        ("doubtful", "2016-12", "2017-11"),
        ("absent", "2017-11", "2023-09"),
        ("shown", "2023-09", "2025-05"),
        ("after", "2025-05", "2026-11"),
    ]  # fmt: skip


def test_a_doubt_ends_where_the_state_is_confirmed_or_counted():
    said = [("2015-12-15", "not-consulted"), ("2016-03-17", "contested-then-confirmed")]
    assert went(term(shown=[("2025-05-01", "figure")]), said)[:2] == [
        ("doubtful", "2015-12", "2016-03"),
        ("shown", "2016-03", "2025-05"),
    ]
    counted = term(shown=[("2016-12-28", "figure"), ("2025-05-01", "figure")])
    assert went(counted, said[:1])[0] == ("doubtful", "2015-12", "2016-12")


def test_a_note_that_asserts_nothing_changes_nothing():
    shown = term(shown=[("2025-05-01", "figure")])
    assert went(shown, [("2018-08-06", ""), ("2022-07", "no-delegates")]) == went(shown)


def test_who_left_is_not_drawn_any_more():
    assert went(term(left="2020-01-01", shown=[("2016-12-28", "figure")])) == [
        ("shown", "2015-12", "2020-01")
    ]


def test_a_beginning_that_is_not_known_is_doubtful_but_not_before_the_founding():
    vague = term()._replace(joined=Bounds(day("2015-06-01"), day("2016-12-28")))
    found = lifeline.of_member(vague, [], TODAY, founded=day("2015-12-15"))
    assert found[0] == (State.DOUBTFUL, day("2015-12-15"), day("2016-12-28"))


def test_ticks_too_near_each_other_are_one_that_leads_to_all_of_them():
    rows = [drawn.Row(day(date), date, "event", f"/en/events/{date}/", "An event", "m2016") for date in
            ("2016-03-01", "2016-03-02", "2016-03-03", "2020-01-01")]  # fmt: skip
    picture = drawn.picture([drawn.Lane("", "", [lifeline.Stretch(State.SHOWN, day("2015-12-15"), TODAY)])],
                            rows, TODAY, 720, 1)  # fmt: skip
    assert [(tick.number, tick.href) for tick in picture.ticks] == [
        (3, "#m2016"),
        (1, "/en/events/2020-01-01/"),
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            [
                "sources show it as a member",
                "taking part doubtful",
                "absent, but still counted",
                "not confirmed any more",
            ],
        ),
        ("hi", ["स्रोतों में सदस्य", "भागीदारी संदिग्ध", "अनुपस्थित", "पुष्टि नहीं"]),
    ],
)
def test_a_member_page_draws_how_it_went_and_says_so_in_words(client, lang, said):
    page = read(client, f"/{lang}/members/qatar/")
    figure = next(element for element in page.all("figure") if element.get("class") == "lifeline")
    text = words(figure)
    for part in said:
        assert part in text
    assert text.index(said[2]) < text.index("2023") or "2017" in text
    links = {element.get("href") for element in page.all("a")}
    assert f"/{lang}/events/2023-09-18-qatar-delegates/" in links


@pytest.mark.django_db
@pytest.mark.usefixtures("content")
def test_qatar_stayed_away_from_2017_to_2023():
    member = Member.objects.get(slug="qatar")
    said = member.citations.filter(claim="standing").values_list("as_of", "asserts")
    (absent,) = (
        each
        for each in lifeline.of_member(membership.published().by_pk[member.pk], said, TODAY)
        if each.state is State.ABSENT
    )
    assert (absent.start, absent.end) == (day("2017-11-26"), day("2023-09-18"))


@pytest.mark.django_db
@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_person_who_held_a_post_has_a_line_that_leads_to_what_they_said(client, lang):
    page = read(client, f"/{lang}/people/raheel-sharif/")
    assert any(element.get("class") == "lifeline" for element in page.all("figure"))
    assert f"/{lang}/terms/raheel-sharif-military-commander/" in {a.get("href") for a in page.all("a")}
