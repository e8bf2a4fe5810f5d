"""A change is told by field and language, word by word, in the language of the reader."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from archive.editing.saving import commit
from archive.entries.written import Cited, Written, complete
from archive.models import Citation
from archive.versions import differences
from archive.versions.words import compared, words
from tests.rooms import records


def said(pieces) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("Joined in 2016.", "Joined in 2017.", "Joined in [-2016-][+2017+]."),
        ("क़तर बैठकों में नहीं आया।", "क़तर बैठक में नहीं आया।", "क़तर [-बैठकों-][+बैठक+] में नहीं आया।"),
        ("one two three", "one 2 3", "one [-two three-][+2 3+]"),
        ("A.\n\nB.\n\nC.", "A.\n\nC.", "A.\n\n[-B.\n\n-]C."),
        ("", "New.", "[+New.+]"),
        ("Old.", "", "[-Old.-]"),
        ("Same.", "Same.", "Same."),
        ("", "", ""),
    ],
)
def test_texts_are_compared_word_by_word(old, new, wanted):
    assert said(compared(old, new)) == wanted


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_from_the_pieces(old, new):
    pieces = compared(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert "".join(words(old)) == old


def test_a_very_long_text_takes_no_longer_than_it_may():
    long = " ".join(f"word{n % 700}" for n in range(20_000))
    assert compared(long, long.replace("word3 ", "word4 "))


@pytest.fixture
def made(db):
    return records()


def test_a_change_is_told_by_field_and_language(made):
    values = {"summary_hi": "पहली बैठक हुई।", "summary_en": "They met.", "participants": []}
    commit(made.event, values)
    old = Written.of(made.event)
    new = commit(
        made.event,
        {
            "summary_hi": "पहली बैठक रियाद में हुई।",
            "date": "2017-11",
            "kind": "visit",
            "participants": ["oman", "pakistan"],
        },
    )
    new = Written.from_json(new.version.data)
    with override("en"):
        (summary,) = [each for each in differences.of_states(old, new).fields if each.name == "summary"]
        assert [(text.code, text.is_changed) for text in summary.texts] == [("hi", True), ("en", False)]
        assert said(summary.texts[0].pieces) == "पहली बैठक [+रियाद में +]हुई।"
        assert summary.only == "हिंदी"
        assert summary.columns == ["summary_hi"]
        by_name = {each.name: each for each in differences.of_states(old, new).fields}
        assert (by_name["date"].label, by_name["date"].new) == ("Date", "November 2017")
        assert by_name["kind"].new == "visit"
        assert by_name["participants"].added == ["Oman", "Pakistan"]
    with override("hi"):
        by_name = {each.name: each for each in differences.of_states(old, new).fields}
        assert by_name["participants"].added == ["ओमान", "पाकिस्तान"]
        assert by_name["date"].new == "नवंबर 2017"


def test_citations_are_told_as_added_changed_and_removed(made):
    old = Written.of(made.member)
    cited = Cited(
        complete(Citation, {"claim": "standing", "source": "sa-joint-statement", "asserts": "absent"})
    )
    changed = Cited(dict(old.citations[0].values, note_en="Page one.", asserts="2015-12"))
    new = Written("member", old.values, [changed, cited])
    with override("en"):
        changes = differences.of_states(old, new)
        assert [(each.verb, each.claim, each.name) for each in changes.citations] == [
            ("added", "Standing", "citations.standing"),
            ("changed", "Joined", "citations.joined"),
        ]
        assert changes.citations[0].source.startswith("Joint Statement")
        assert changes.citations[0].fields[0].new == "absent"
        assert [
            (each.label, each.old, each.new) for each in changes.citations[1].fields if not each.texts
        ] == [("What this source says the value is", "15 December 2015", "December 2015")]
        assert said(changes.citations[1].fields[-1].texts[0].pieces) == "[+Page one.+]"
        (gone,) = differences.of_states(new, Written("member", old.values, [changed])).citations
        assert (gone.verb, gone.fields[0].old) == ("removed", "absent")


def test_nothing_is_told_where_nothing_changed(made):
    written = Written.of(made.member)
    assert not differences.of_states(written, Written.from_json(written.json()))
