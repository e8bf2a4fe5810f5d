"""Texts that are longer than their line has room for."""

import pytest

from archive.spelling.shorten import shorten


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("", 5, ""),
        ("one two", 7, "one two"),
        ("one  two\n", 7, "one two"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("one two three", 11, "one two…"),
        ("दो शब्द और", 8, "दो शब्द…"),
        ("unbreakable", 5, "unbr…"),
    ],
)
def test_a_text_is_cut_between_words_and_never_longer_than_its_room(text, most, shown):
    assert shorten(text, most) == shown
    assert len(shown) <= most
