"""What holds for every list: an answer whatever the address says, nothing that is not public, few queries."""

import re
import string
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive import kinds, memo
from archive.models import Citation, Country, Event, Figure, Member, Source, Statement, Status

pytestmark = pytest.mark.django_db

LISTS = {kind.model.FOLDER: kind.listed.filters for kind in kinds.with_pages() if kind.listed.filters.filters}
PARAMETERS = [(name, parameter) for name, filters in LISTS.items() for parameter in filters.parameters]

#: Queries of a page whose counts are known: the revision, the rows, and the sources of figures.
WARM = {"members": 1, "countries": 2, "events": 2, "statements": 2, "figures": 3, "sources": 2, "people": 2}

SECRET = "अप्रकाशित-UNPUBLISHED"

unhurried = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

#: Bytes as they may stand behind the question mark of an address.
values = st.one_of(
    st.text(max_size=60).map(lambda text: quote(text.encode("utf-8", "surrogatepass"))),
    st.binary(max_size=40).map(quote),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.text(alphabet=string.digits + "-/.~?%[]", max_size=30).map(quote),
    st.sampled_from(
        [
            "%00",
            "2016%00",
            "%0d%0aSet-Cookie:%20a=b",
            "9" * 4000,
            "-1",
            "0",
            "1e9",
            "%2e%2e/%2e%2e/etc/passwd",
            "' OR 1=1 --",
            "<script>alert(1)</script>",
            quote("२०१६"),
            quote("２０１６"),
            quote("meetіng"),  # a Cyrillic і
            quote("saudi‑arabia"),  # a non-breaking hyphen
            quote("\u202e2016"),
            "%ff%fe",
            "2016&year=2017",
            "",
        ]
    ),
)


@pytest.fixture(scope="module")
def secrets(content, django_db_blocker):
    """Records that no list may show, tied to records that lists do show."""
    with django_db_blocker.unblock():
        country = Country.objects.create(
            slug="draftland", code="draftland", name_hi=SECRET, name_en=SECRET, relation="supporting"
        )
        withdrawn = Country.objects.create(
            slug="gone-land",
            code="gone-land",
            name_hi=SECRET,
            name_en=SECRET,
            status=Status.WITHDRAWN,
            withdrawn_reason_en="It does not exist.",
        )
        Member.objects.create(slug="draftland", country=country, joined="2016", summary_en=SECRET)
        texts = {"title_hi": SECRET, "title_en": SECRET, "summary_en": SECRET}
        for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
            reason = {"withdrawn_reason_en": "Entered twice."} if status == Status.WITHDRAWN else {}
            Event.objects.create(
                slug=f"event-{status}".replace("_", "-"),
                date="2016",
                kind="meeting",
                status=status,
                **texts,
                **reason,
            )
        event = Event.objects.published().first()
        event.participants.add(country, withdrawn)
        Statement.objects.create(
            slug="draft-said", country=country, date="2016", kind="support", speaker_en=SECRET, gist_en=SECRET
        )
        published = Statement.objects.published().first()
        Statement.objects.create(
            slug="published-for-a-draft",
            status=Status.PUBLISHED,
            country=country,
            date="2016",
            kind="support",
            speaker_en="A published speaker",
            gist_en=published.gist_en,
        )
        Figure.objects.create(slug="draft-figure", date="2016", value=38, verdict="wrong", counts_en=SECRET)
        source = Source.objects.create(
            slug="draft-source", title=SECRET, publisher=SECRET, date="2016", language="xx", kind="press"
        )
        member = Member.objects.published().first()
        for column in ("summary_hi", "summary_en"):
            setattr(member, column, "")
        member.save()
        Citation.objects.create(member=member, claim="joined", source=source, note_en=SECRET, position=0)


@unhurried
@given(asked=st.sampled_from(PARAMETERS), value=values, lang=st.sampled_from(["hi", "en"]))
@example(asked=("members", "on"), value="2016-02-30", lang="hi")
@example(asked=("members", "on"), value="0001-01-01", lang="hi")
@example(asked=("members", "on"), value="9999-12-31", lang="en")
@example(asked=("members", "on"), value="9999%7e", lang="en")
@example(asked=("events", "year"), value="0000", lang="en")
@example(asked=("events", "year"), value="9999", lang="en")
@example(asked=("events", "page"), value=quote("²"), lang="en")
@example(asked=("sources", "language"), value="en%00", lang="en")
def test_no_value_of_a_parameter_is_an_error_or_shows_what_is_not_public(secrets, client, asked, value, lang):
    name, parameter = asked
    response = client.get(f"/{lang}/{name}/?{parameter}={value}")
    assert response.status_code in (200, 400)
    html = response.content.decode()
    assert SECRET not in html
    assert "draftland" not in html.replace("?country=draftland", "")
    assert "\x00" not in html
    assert "<script>alert" not in html


@unhurried
@given(
    asked=st.dictionaries(st.sampled_from([name for _list, name in PARAMETERS]), values, max_size=6),
    data=st.data(),
)
def test_parameters_together_are_no_error_either(secrets, client, asked, data):
    name = data.draw(st.sampled_from(list(LISTS)))
    query = "&".join(f"{parameter}={value}" for parameter, value in asked.items())
    response = client.get(f"/en/{name}/?{query}")
    assert response.status_code in (200, 400)
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
@pytest.mark.parametrize(("lang", "mark"), [("hi", "”"), ("en", "“nonsense”")])
def test_a_wrong_value_is_left_out_with_a_sentence(content, client, name, parameter, lang, mark):
    html = client.get(f"/{lang}/{name}/?{parameter}=nonsense").content.decode()
    notice = html.partition('class="notice')[2].partition("</div>")[0]
    if (name, parameter) == ("sources", "language"):  # any code is a language, if only of no document
        assert "nothing" in html
        return
    assert mark in notice
    assert "nonsense" in notice
    whole = client.get(f"/{lang}/{name}/").content.decode()
    assert html.count("<li>") == whole.count("<li>")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_the_number_of_queries_is_pinned(content, client, name, lang, django_assert_num_queries):
    client.get(f"/{lang}/{name}/")
    with django_assert_num_queries(WARM[name]):
        client.get(f"/{lang}/{name}/")


@pytest.mark.parametrize("name", LISTS)
def test_the_number_of_queries_does_not_grow_with_the_records(
    content, client, name, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16) as few:
        memo.forget()
        client.get(f"/en/{name}/?{urlencode({'year': '2022'})}")
    with django_assert_max_num_queries(16) as many:
        memo.forget()
        client.get(f"/en/{name}/")
    assert len(many) <= len(few)


@pytest.mark.parametrize("name", LISTS)
def test_every_choice_that_is_offered_finds_as_many_as_it_says(content, client, name):
    """Follows each option of each filter as a reader would, and counts what the page then says it found."""
    html = client.get(f"/en/{name}/").content.decode()
    followed = 0
    for parameter, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        for value, count in re.findall(r'<option value="([^"]+)"[^>]*>[^<]* \((\d+)\)</option>', options):
            found = client.get(f"/en/{name}/", {parameter: value}).content.decode()
            said = re.search(r'class="found"[^>]*>([\d,]+) ', found)
            assert said, (parameter, value)
            assert said[1] == count, (parameter, value)
            followed += 1
    assert followed > 5


@pytest.mark.parametrize("name", LISTS)
def test_the_switch_of_language_keeps_filters_and_page(content, client, name):
    parameter, value = {
        "members": ("founding", "yes"),
        "countries": ("kind", "state"),
        "people": ("post", "yes"),
    }.get(name, ("year", "2016"))
    html = client.get(f"/en/{name}/", {parameter: value, "utm_source": "x"}).content.decode()
    switch = re.search(r'<a class="switch" href="([^"]*)"', html)[1].replace("&amp;", "&")
    response = client.get(switch)
    assert response.headers["Location"] == f"/hi/{name}/?{parameter}={value}"
    assert f'rel="canonical" href="https://testserver/en/{name}/?{parameter}={value}"' in html


@pytest.mark.parametrize(
    ("address", "without"),
    [
        (
            "members/?on=2016-06-01&region=145&founding=yes",
            ["on=2016-06-01&founding=yes", "on=2016-06-01&region=145"],
        ),
        ("countries/?relation=supporting&kind=state", ["kind=state", "relation=supporting"]),
        ("events/?kind=meeting&year=2016&sort=newest", ["year=2016&sort=newest", "kind=meeting&sort=newest"]),
        ("statements/?position=support&quote=yes", ["quote=yes", "position=support"]),
        ("figures/?verdict=agrees&year=2016", ["year=2016", "verdict=agrees"]),
        ("sources/?kind=press&language=ar", ["language=ar", "kind=press"]),
    ],
)
def test_each_filter_can_be_taken_away_and_all_together(content, client, address, without):
    name, _, query = address.partition("?")
    html = client.get(f"/en/{address}").content.decode()
    chips = html.partition('<ul class="chips">')[2].partition("</ul>")[0].replace("&amp;", "&")
    kept = "&".join(part for part in query.split("&") if part.partition("=")[0] in ("on", "sort"))
    cleared = f"/en/{name}?{kept}" if kept else f"/en/{name}"
    links = re.findall(r'<a (?:class="clear" )?href="([^"]*)"', chips)
    assert links == [f"/en/{name}?{query}" for query in without] + [cleared]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/en/events/?kind=exercise&year=2016", "Events: exercise, 2016 · IMCTC Archive"),
        ("/hi/events/?kind=exercise&year=2016", "घटनाएँ: अभ्यास, 2016 · आईएमसीटीसी अभिलेखागार"),
        ("/en/sources/?kind=press&page=2", "Sources: Kind: press, page 2 · IMCTC Archive"),
        ("/en/events/?sort=newest", "Events: newest first · IMCTC Archive"),
        (
            "/en/members/?on=2016-06-01&founding=no",
            "Members on 1 June 2016: joined later · IMCTC Archive",
        ),
    ],
)
def test_the_title_says_which_part_of_a_list_it_is(content, client, address, title):
    """A history, a bookmark and a result of a search engine show nothing else of the page."""
    html = client.get(address).content.decode()
    assert re.search(r"<title>(.*?)</title>", html)[1] == title
    assert f'<meta property="og:title" content="{title}">' in html
