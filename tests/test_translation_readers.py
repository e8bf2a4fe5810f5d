"""Readers are told quietly of a text that another language has left behind, and of a rough translation."""

import pytest

from archive.editing.saving import commit
from tests.rooms import records, text
from tests.test_translation_state import save

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def test_a_reader_of_an_outdated_text_is_told_and_a_reader_of_the_newer_is_not(client, made):
    save(made.event, summary_en="The council met in Jeddah.")
    assert "अंग्रेज़ी पाठ इसके बाद बदला है" in text(client.get("/hi/events/first-council/"))
    assert "changed after this one" not in text(client.get("/en/events/first-council/"))
    save(made.member, summary_hi="पाकिस्तान ने बाद में पुष्टि की।")
    assert "The Hindi text changed after this one, and is the newer: In short." in text(
        client.get("/en/members/pakistan/")
    )


def test_a_rough_translation_is_called_one(client, made):
    save(made.event, rough=["summary_hi"])
    assert "कच्चा अनुवाद" in text(client.get("/hi/events/first-council/"))
    assert "Rough translation" not in text(client.get("/en/events/first-council/"))


def test_the_page_of_a_version_says_what_was_true_of_it(client, made):
    commit(made.event, {"place_hi": "रियाद", "place_en": "Riyadh"})
    left = save(made.event, summary_en="The council met in Jeddah.").version
    right = save(made.event, summary_hi="बैठक जेद्दा में हुई।").version
    assert "बाद बदला है" in text(client.get(f"/hi/events/first-council/versions/{left.number}/"))
    assert "बाद बदला है" not in text(client.get(f"/hi/events/first-council/versions/{right.number}/"))


def test_nobody_is_told_of_marks_as_of_corrections(client, made):
    commit(made.event, {"place_hi": "रियाद", "place_en": "Riyadh"})
    before = text(client.get("/en/corrections/"))
    save(made.event, rough=["summary_hi"])
    assert text(client.get("/en/corrections/")) == before
    assert "ough translation" not in text(client.get("/en/events/first-council/versions/"))
