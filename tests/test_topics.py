"""The list of background pages: each with the opening of its text, in the language it is in."""

import pytest

from archive import languages
from archive.models import Topic
from tests.reading import read, words

pytestmark = pytest.mark.django_db
CODES = languages.codes()


def paragraph(client, code) -> str:
    """The markup of the opening that stands under the title."""
    html = client.get(f"/{code}/topics/").content.decode()
    return html.split('<ul class="topics">')[1].split("</h2>")[1].split("</li>")[0]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("written", CODES)
def test_the_opening_is_marked_where_it_is_in_another_language(client, code, written):
    texts = {"hi": "पहला अनुच्छेद।\n\nदूसरा।", "en": "The first paragraph.\n\nThe second."}
    Topic.objects.create(
        slug="mandate",
        title_hi="जनादेश",
        title_en="Mandate",
        status="published",
        **{languages.column("body", written): texts[written]},
    )
    opening = texts[written].split("\n")[0]
    shown = read(client, f"/{code}/topics/")
    assert opening in shown.text
    assert "दूसरा" not in shown.text
    assert "second" not in shown.text
    marked = [words(each) for each in shown.all("span") if each.get("lang") == written]
    assert any(opening in text for text in marked) == (code != written)


@pytest.mark.parametrize("code", CODES)
def test_a_topic_without_a_text_has_no_empty_paragraph(client, code):
    Topic.objects.create(slug="mandate", title_hi="जनादेश", title_en="Mandate", status="published")
    assert "<p" not in paragraph(client, code)
    assert "Mandate" in read(client, "/en/topics/").text
