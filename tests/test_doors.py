"""Nothing invisible comes in: not through a form, a file or a program."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import override

from archive import loading
from archive.models import Citation, Country, Event, Figure, Member, Source, Topic
from archive.models.search import Alias
from tests.rooms import Form, administrator, editor, publisher, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def test_a_form_takes_addresses_choices_and_numbers_with_invisible_signs_in_them(made):
    form = Form(editor(), "/hi/admin/archive/source/add/").fill(
        slug="new-\u200bsource",
        publisher_en="\u202eReuters\u202c\x07",
        title="\ufeffPakistan\x1b[0m joins",
        language="en\u200b",
        kind="\u2060press",
        seen="full\u200b",
        date="2016\u200b-12",
        url="https://example.org/\u200ba\u00adb",
        archived_url="https://web.archive.org/\u200bc",
    )
    assert form.submit().status_code == 302, text(form.response)
    source = Source.objects.get(slug="new-source")
    assert (source.publisher_en, source.title, source.language) == ("Reuters", "Pakistan[0m joins", "en")
    assert (source.kind, source.seen, source.date) == ("press", "full", "2016-12")
    assert (source.url, source.archived_url) == ("https://example.org/ab", "https://web.archive.org/c")


def test_numbers_and_what_sources_assert(made):
    form = Form(editor(), "/en/admin/archive/figure/add/").fill(
        slug="forty-one", date="2016", value="4\u200b1", counts_en="members\u200b", verdict="agrees"
    )
    form.fill(
        **{
            "citations-0-claim": "value",
            "citations-0-source": f"{made.statement.pk}\u200b",
            "citations-0-asserts": "\u202a४१\u202c",
        }
    )
    assert form.submit().status_code == 302, text(form.response)
    figure = Figure.objects.get(slug="forty-one")
    assert (figure.value, figure.counts_en) == (41, "members")
    assert figure.citations.get().asserts == "41"


@pytest.mark.parametrize("sign", ["\u200b", "\u3164", "\u2800", "\u00ad", "\x07", "\u200d", "\ufeff \u200b"])
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_title_that_nobody_sees_is_none(made, sign, lang):
    form = Form(editor(), f"/{lang}/admin/archive/event/add/")
    form.fill(slug="empty", date="2016", kind="meeting", title_hi=sign, title_en=sign)
    assert form.submit().status_code == 200
    said = {"en": "Write this in at least one language.", "hi": "इसे कम से कम एक भाषा में लिखें।"}[lang]
    assert said in text(form.response)
    assert not Event.objects.filter(slug="empty").exists()


def test_a_publisher_that_nobody_sees_is_none(made):
    form = Form(editor(), "/en/admin/archive/source/add/")
    form.fill(slug="nobody", publisher_en="\u200b\u3164", language="en", kind="press")
    assert "Write this in at least one language." in text(form.submit())


def test_joiners_that_shape_hindi_stay(made):
    form = Form(publisher(), url(made.event)).fill(
        title_hi="क्\u200dया राही\u200dल आए\u200b",
        summary_hi="र\u200d्य",
        title_en="Did Raheel come",
        summary_en="Rya",
    )
    assert form.submit().status_code == 302
    made.event.refresh_from_db()
    assert (made.event.title_hi, made.event.summary_hi) == ("क्\u200dया राहील आए", "र\u200d्य")


def test_saving_what_is_there_changes_nothing(made):
    form = Form(publisher(), url(made.event))
    version = made.event.version
    assert form.submit().status_code == 302
    made.event.refresh_from_db()
    assert made.event.version == version


def test_names_of_people_and_aliases_are_cleaned_and_passwords_are_not(made):
    client = administrator()
    Form(client, "/en/admin/archive/alias/add/").fill(
        form="IM\u200bAFT", canonical="coalition\u202e"
    ).submit()
    assert Alias.objects.get(form="IMAFT").canonical == "coalition"
    password = "long\u200bword e\u0301 x"
    form = Form(client, "/en/admin/auth/user/add/").fill(
        username="ravi\u200b", usable_password="true", password1=password, password2=password
    )
    assert form.submit().status_code == 302, text(form.response)
    assert User.objects.get(username="ravi").check_password(password)


def test_a_file_is_cleaned(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(
        """
- source: "a-\\u200bsource"
  publisher_en: "\\u202eReuters"
  title: "\\u0007Title\\e"
  language: "en\\u200b"
  kind: "press\\u200b"
  url: "https://example.org/\\u200ba"
  date: "2016\\u200b-12"
- country: oman
  code: "OM\\u200b"
  name_hi: "ओमा\\u200dन"
  name_en: Oman
  citations:
    name: ["a-source\\u200b"]
""",
        encoding="utf-8",
    )
    loading.load([file])
    source, country = Source.objects.get(), Country.objects.get()
    assert (source.slug, source.publisher_en, source.title) == ("a-source", "Reuters", "Title")
    assert (source.url, source.date, source.kind) == ("https://example.org/a", "2016-12", "press")
    assert (country.code, country.name_hi, country.citations.get().source) == ("OM", "ओमान", source)


@pytest.mark.parametrize(
    ("claim", "asserts", "stored"),
    [
        ("joined", "Dec 2016", "2016-12"),
        ("joined", "28 दिसंबर २०१६", "2016-12-28"),
        ("standing", "अनुपस्थित", "absent"),
    ],
)
def test_what_a_file_says_that_a_source_asserts_is_read_as_in_a_form(tmp_path, made, claim, asserts, stored):
    loading.load([_member(tmp_path, claim, asserts)], loading.Existing.REPLACE)
    assert Member.objects.get(slug="oman").citations.get(claim=claim).asserts == stored


def test_a_file_that_cites_the_same_twice_is_told(tmp_path, made):
    file = _member(tmp_path, "joined", "2016-12-28")
    file.write_text(file.read_text() + '      - {source: sa-joint-statement, asserts: "28 Dec 2016"}\n')
    with pytest.raises(loading.FixtureError) as wrong:
        loading.load([file], loading.Existing.REPLACE)
    assert [problem.line for problem in wrong.value.problems] == [8]


@pytest.mark.parametrize(
    ("claim", "asserts", "says"),
    [
        ("joined", "2017-", "2017/.."),
        ("joined", "201X", "[2010..2019]"),
        ("joined", "2001-34", "2001/2034"),
        ("standing", "hesitant", "“hesitant”"),
    ],
)
def test_what_cannot_be_a_value_is_a_mistake_in_the_file(tmp_path, made, claim, asserts, says):
    with override("en"), pytest.raises(loading.FixtureError) as wrong:
        loading.load([_member(tmp_path, claim, asserts)], loading.Existing.REPLACE)
    [problem] = wrong.value.problems
    assert says in str(problem)
    assert (problem.field, problem.line) == ("asserts", 7)


def _member(folder, claim, asserts):
    file = folder / "member.yaml"
    file.write_text(
        f"""- member: oman
  country: oman
  joined: "2016-12-28"
  citations:
    {claim}:
      - source: sa-joint-statement
        asserts: "{asserts}"
""",
        encoding="utf-8",
    )
    return file


def test_a_program_that_validates_is_cleaned_as_well(made):
    topic = Topic(slug="t", title_hi="\u200bविषय\x07", body_en="a\u200bb\r\nc")
    topic.full_clean()
    assert (topic.title_hi, topic.body_en) == ("विषय", "ab\nc")
    citation = Citation(
        event=made.event, claim="date", source=made.statement, quote="q\u202e", note_hi="\u200b"
    )
    citation.full_clean()
    assert (citation.quote, citation.note_hi) == ("q", "")
    with pytest.raises(ValidationError):
        Topic(slug="t", title_hi="\u200b").full_clean()
    alias = Alias(form="a\u200b", canonical="b")
    alias.full_clean()
    assert alias.form == "a"
