"""The picture of the growth: line, band and points where they belong."""

import datetime
import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.membership import Step
from archive.public.growth import APART, Published, draw

D = datetime.date

STEPS = [
    Step(D(2015, 12, 15), 34, 6),
    Step(D(2016, 12, 28), 40, 1),
    Step(D(2016, 12, 31), 41, 0),
    Step(D(2022, 9, 1), 42, 0),
]


def published(slug, day, value, agrees=True, until=None):
    return Published(slug, day, until or day, value, agrees)


def numbers(path):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


def test_the_line_goes_from_step_to_step_and_never_slants():
    picture = draw(STEPS, [], 900, 400, 1)
    assert re.fullmatch(r"M[\d.]+ [\d.]+(H[\d.]+V[\d.]+){3}H[\d.]+", picture.line)
    heights = [tick.at for tick in picture.counts]
    assert heights == sorted(heights, reverse=True)


def test_after_the_last_evidence_the_line_goes_on_as_another():
    picture = draw(STEPS, [published("a", D(2026, 2, 2), 42)], 900, 400, 1, D(2025, 5, 1))
    end = re.search(r"H([\d.]+)$", picture.line)[1]
    assert float(end) < picture.plot[2]
    height = re.search(r"V([\d.]+)H[\d.]+$", picture.line)[1]
    assert re.fullmatch(rf"M{end} {height}H[\d.]+", picture.after)
    assert draw(STEPS, [], 900, 400, 1).after == ""


def test_what_joined_after_the_last_evidence_is_on_the_other_line():
    picture = draw(STEPS, [], 900, 400, 1, D(2020, 1, 1))
    assert picture.line.count("V") == 2
    assert picture.after.count("V") == 1


def test_the_band_is_closed_and_ends_where_nobody_is_possible_any_more():
    picture = draw(STEPS, [], 900, 400, 1)
    assert len(picture.bands) == 1
    assert picture.bands[0].endswith("Z")
    right = max(numbers(picture.bands[0])[0::1])
    assert right < picture.plot[2]


def test_two_stretches_of_doubt_are_two_bands():
    steps = [Step(D(2016, 1, 1), 1, 1), Step(D(2017, 1, 1), 2, 0), Step(D(2018, 1, 1), 2, 3)]
    assert len(draw(steps, [], 900, 400, 1).bands) == 2


def test_a_number_that_agrees_lies_on_the_line():
    picture = draw(STEPS, [published("a", D(2022, 9, 1), 42)], 900, 400, 1)
    (point,) = picture.points
    assert f"H{point.x}V{point.y}" in picture.line


def test_points_on_one_spot_are_fanned_out_and_keep_their_height():
    figures = [published(f"f{n}", D(2015, 12, 15), 34, agrees=n == 0) for n in range(6)]
    points = draw(STEPS, figures, 900, 400, 1).points
    assert len({point.y for point in points}) == 1
    assert next(point for point in points if point.agrees).x == points[0].true_x
    for one, other in itertools.combinations(points, 2):
        assert abs(one.x - other.x) >= APART


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.dates(D(2015, 1, 1), D(2026, 12, 31)), st.integers(0, 60), st.integers(0, 400), st.booleans()
        ),
        max_size=25,
    ),
    st.sampled_from([(900, 400, 1), (360, 400, 2)]),
)
def test_every_point_is_in_the_picture_and_can_be_reached(figures, size):
    made = [
        published(f"f{place}", day, value, agrees, day + datetime.timedelta(days=width))
        for place, (day, value, width, agrees) in enumerate(figures)
    ]
    picture = draw(STEPS, made, *size)
    left, top, right, bottom = picture.plot
    assert {point.slug for point in picture.points} == {figure.slug for figure in made}
    for point in picture.points:
        assert left <= point.x <= right
        assert top <= point.y <= bottom
    for one, other in itertools.combinations(picture.points, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= APART**2 - 0.5


def test_an_imprecise_day_reaches_as_far_as_it_may():
    (point,) = draw(STEPS, [published("year", D(2018, 1, 1), 22, until=D(2018, 12, 31))], 900, 400, 1).points
    assert point.from_x < point.true_x < point.to_x


@pytest.mark.parametrize(("width", "every", "years"), [(900, 1, 7), (360, 2, 4)])
def test_years_are_written_as_often_as_there_is_room(width, every, years):
    picture = draw(STEPS, [], width, 400, every)
    assert len(picture.years) == years


def test_labels_keep_clear_of_points_and_of_each_other():
    figures = [published("a", D(2022, 9, 1), 42), published("b", D(2022, 9, 1), 41, False)]
    picture = draw(STEPS, figures, 900, 400, 1)
    for label in picture.labels:
        middle = (label.x + 8, label.y - 5)
        for point in picture.points:
            assert abs(middle[0] - point.x) >= 17 or abs(middle[1] - point.y) >= 13


def test_the_axis_begins_with_thirty_and_shows_where_it_is_broken():
    """From 34 to 43 nothing was to be seen on an axis from nothing; what is less stands under the break."""
    figures = [published("ten", D(2015, 12, 15), 10, False), published("many", D(2017, 1, 1), 44, False)]
    picture = draw(STEPS, figures, 900, 400, 1)
    assert [tick.number for tick in picture.counts][:2] == [30, 35]
    assert picture.broken.number == 30
    ten, many = picture.points
    assert ten.y > picture.broken.at > many.y
    assert {label.number for label in picture.labels if label.differs} == {10, 44}
    assert (ten.x, many.x) == (ten.true_x, many.true_x)


def test_an_axis_from_nothing_is_not_broken():
    assert draw([Step(D(2016, 1, 1), 3, 1)], [], 900, 400, 1).broken is None


def test_without_members_there_is_no_picture():
    assert draw([], [published("a", D(2016, 1, 1), 3)], 900, 400, 1) is None
