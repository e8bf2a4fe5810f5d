"""The list of statements, on the archive's own content."""

import re
from itertools import pairwise

import pytest
from django.utils import translation

from archive.models import Country, Statement, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def ask(client, query="", lang="en"):
    response = client.get(f"/{lang}/statements/{query}")
    assert response.status_code == 200
    return response.content.decode()


def slugs(html, lang="en") -> list[str]:
    return re.findall(rf'class="speaker"><a href="/{lang}/statements/([^"/]+)/"', html)


def whole(client, query, lang="en") -> list[str]:
    """The pages of a list, one after the other."""
    first, pages = ask(client, query, lang), []
    count = max([1, *map(int, re.findall(r"page=(\d+)", first))])
    for number in range(1, count + 1):
        pages += slugs(ask(client, f"{query}&page={number}", lang), lang)
    return pages


@pytest.mark.parametrize("group", ["position", "country", "none"])
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_every_grouping_holds_every_statement_once(client, group, lang):
    found = whole(client, f"?group={group}", lang)
    assert len(found) == len(set(found)) == Statement.objects.published().count()


def test_by_position_they_stand_in_the_order_of_positions_and_of_time(client):
    found = [Statement.objects.get(slug=slug) for slug in whole(client, "?group=position")]
    order = list(Statement.Kind.values)
    keys = [(order.index(statement.kind), statement.date_sort) for statement in found]
    assert keys == sorted(keys)


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_by_country_each_country_has_one_heading_in_the_order_of_names(client, lang):
    html = ask(client, "?group=country", lang)
    headings = re.findall(r'<h2 id="g\d+"><a href="([^"]*)"', html)
    assert len(headings) == len(set(headings)) > 10
    found = [Statement.objects.get(slug=slug).country_id for slug in whole(client, "?group=country", lang)]
    changes = sum(one != other for one, other in pairwise(found)) + 1
    assert changes == len(set(found))


def test_in_order_of_time_without_groups(client):
    found = [Statement.objects.get(slug=slug).date_sort for slug in whole(client, "?group=none&sort=newest")]
    assert found == sorted(found, reverse=True)


def test_a_statement_says_who_spoke_for_whom_and_when(client):
    carter = Statement.objects.published().get(slug__contains="carter")
    row = ask(client, "?country=united-states&group=none").partition(carter.slug)[2].partition("</li>")[0]
    with translation.override("en"):
        assert carter.office_en in row
        assert ">United States</a>" in row
    assert carter.gist_en in row.replace("&#39;", "'")


def test_quotations_say_whether_they_are_original_published_or_ours(client):
    html = "".join(ask(client, f"?quote=yes&group=none&page={page}", "en") for page in (1, 2))
    assert "Original words (English)" in html
    assert "As published; said in another language (Arabic)" in html
    hindi = ask(client, "?quote=yes&group=none", "hi")
    assert hindi.count('<blockquote class="large">') == len(slugs(hindi, "hi"))


def test_without_a_quotation_there_is_the_gist_only(client):
    html = ask(client, "?quote=no&group=none")
    assert "<blockquote" not in html
    assert slugs(html)


def test_words_that_were_relayed_or_denied_say_so(client):
    html = ask(client, "?attribution=via-third-party&group=none")
    assert html.count('<span class="tag doubt">relayed by somebody else</span>') == len(slugs(html)) > 0


def test_a_statement_for_a_country_that_is_not_published_stands_under_others(client):
    draft = Country.objects.create(slug="draftland", code="draftland", name_en="Draftland")
    said = Statement.objects.published().first()
    said.country = draft
    said.save()
    found = whole(client, "?group=country")
    assert found[-1] == said.slug
    html = "".join(ask(client, f"?group=country&page={page}") for page in (1, 2))
    assert ">others</h2>" in html
    assert "raftland" not in html


def test_a_withdrawn_statement_leaves_the_list(client):
    said = Statement.objects.published().first()
    said.status, said.withdrawn_reason_en = Status.WITHDRAWN, "Entered twice."
    said.save()
    assert said.slug not in whole(client, "?group=none")


def test_the_positions_lead_to_the_page_on_which_they_begin(client):
    html = ask(client)
    ways = re.findall(
        r'<li><a href="([^"#]*)#([a-z]+)">([^<]+)</a> <span class="quiet num">(\d+)</span>', html
    )
    assert [heading for _there, _kind, heading, _count in ways] == [
        "announcement", "support", "welcome", "confirmation", "reservation", "refusal", "criticism", "claim"
    ]  # fmt: skip
    assert sum(int(count) for *_, count in ways) == Statement.objects.published().count()
    assert {there for there, *_ in ways} == {"", "/en/statements/?page=2"}
    second = ask(client, "?page=2")
    for there, kind, heading, count in ways:
        assert f'<h2 id="{kind}">{heading}</h2>' in (second if there else html)
        assert int(count) == len(slugs(ask(client, f"?position={kind}")))
    assert 'href="/en/statements/#support"' in second
    assert 'aria-label="Position"' not in ask(client, "?group=none")
    assert 'aria-label="Position"' not in ask(client, "?position=criticism"), "one needs no way to it"
