"""Three states of one record, brought into one."""

import pytest

from archive.editing.merging import UNKNOWN, merged
from archive.editing.paragraphs import merged_set, merged_text
from archive.entries.written import Cited, Written, complete
from archive.models import Citation, Event


def event(*citations, **values) -> Written:
    said = {"slug": "meeting", "date": "2017-11-26", "kind": "meeting", **values}
    return Written("event", complete(Event, said), list(citations))


def cite(claim, source, pk=None, **values) -> Cited:
    return Cited(complete(Citation, {"claim": claim, "source": source, **values}), pk)


TEXT = "First.\n\nSecond.\n\nThird."


@pytest.mark.parametrize(
    ("theirs", "ours", "both"),
    [
        ("First!\n\nSecond.\n\nThird.", "First.\n\nSecond.\n\nThird!", "First!\n\nSecond.\n\nThird!"),
        ("Zero.\n\n" + TEXT, TEXT + "\n\nFourth.", "Zero.\n\n" + TEXT + "\n\nFourth."),
        ("First.\n\nThird.", "First.\n\nSecond.\n\nThird, longer.", "First.\n\nThird, longer."),
        ("First!\n\nSecond.\n\nThird.", "First?\n\nSecond.\n\nThird.", None),
        ("First.\n\nThird.", "First.\n\nSecond, longer.\n\nThird.", None),
        ("", "First!\n\nSecond.\n\nThird.", None),
        (TEXT, "Other.", "Other."),
        ("Same.", "Same.", "Same."),
    ],
)
def test_paragraphs_merge_where_they_do_not_meet(theirs, ours, both):
    assert merged_text(TEXT, theirs, ours) == both
    assert merged_text(TEXT, ours, theirs) == both


def test_one_adds_a_country_while_another_removes_one():
    assert merged_set(["iran", "oman"], ["iran", "oman", "qatar"], ["oman"]) == ["oman", "qatar"]
    outcome = merged(
        event(participants=["iran", "oman"]),
        event(participants=["iran", "oman", "qatar"]),
        event(participants=["oman"]),
    )
    assert outcome.is_clean
    assert outcome.values["participants"] == ["oman", "qatar"]


def test_each_language_is_a_field_of_its_own():
    outcome = merged(
        event(title_en="A", title_hi="अ"),
        event(title_en="B", title_hi="अ"),
        event(title_en="A", title_hi="आ"),
    )
    assert (outcome.values["title_en"], outcome.values["title_hi"]) == ("B", "आ")
    assert outcome.taken == ["title_en"]


def test_a_true_clash_keeps_both_and_what_it_was():
    outcome = merged(event(title_en="A"), event(title_en="B"), event(title_en="C"))
    assert not outcome.is_clean
    assert outcome.conflicts["title_en"] == ("A", "B", "C")
    assert outcome.values["title_en"] == "C"


def test_what_nobody_knows_any_more_is_a_clash():
    was = event()
    was.values["title_en"] = UNKNOWN
    assert merged(was, event(title_en="B"), event(title_en="C")).conflicts
    assert not merged(was, event(title_en="B"), event(title_en="B")).conflicts


@pytest.mark.parametrize("numbered", [True, False])
def test_citations_of_both_are_kept(numbered):
    def row(claim, source, pk, **values):
        return cite(claim, source, pk if numbered else None, **values)

    was = event(row("date", "a", 1), row("date", "b", 2), row("place", "c", 3))
    stored = event(cite("date", "a", 1, locator="p. 1"), cite("place", "c", 3), cite("place", "d", 4))
    wanted = event(
        row("date", "a", 1, note_hi="यहाँ"), row("date", "b", 2), row("place", "c", 3), cite("title", "e")
    )
    outcome = merged(was, stored, wanted)
    assert outcome.is_clean
    assert [(each.claim, each.source) for each in outcome.citations] == [
        ("date", "a"),
        ("place", "c"),
        ("place", "d"),
        ("title", "e"),
    ]
    assert (outcome.citations[0].values["locator"], outcome.citations[0].values["note_hi"]) == ("p. 1", "यहाँ")
    assert [each.source for each in outcome.dropped] == ["b"]


def test_what_one_deletes_and_another_changes_is_asked():
    was = event(cite("date", "a", 1), cite("date", "b", 2))
    stored = event(cite("date", "a", 1, locator="p. 1"))
    wanted = event(cite("date", "b", 2, locator="p. 2"))
    outcome = merged(was, stored, wanted)
    assert [(each.citation.source, each.clash) for each in outcome.cited] == [
        ("a", "changed"),
        ("b", "deleted"),
    ]
    assert outcome.cited[1].citation.pk is None


def test_the_same_citation_added_by_both_stands_once():
    outcome = merged(event(), event(cite("date", "a", 7)), event(cite("date", "a")))
    assert [each.pk for each in outcome.citations] == [7]


def test_an_order_made_here_is_kept_and_one_made_elsewhere_too():
    was = event(cite("date", "a", 1), cite("date", "b", 2), cite("date", "c", 3))
    turned = event(cite("date", "c", 3), cite("date", "b", 2), cite("date", "a", 1))
    longer = event(cite("date", "a", 1), cite("date", "x"), cite("date", "b", 2), cite("date", "c", 3))
    assert [each.source for each in merged(was, turned, longer).citations] == ["c", "b", "a", "x"]
    longer.citations[1].pk = 9
    assert [each.source for each in merged(was, longer, turned).citations] == ["c", "b", "a", "x"]
