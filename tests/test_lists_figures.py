"""How many members? The picture and the table, on the archive's own content."""

import re

import pytest

from archive.models import Citation, Figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def ask(client, query="", lang="en"):
    response = client.get(f"/{lang}/figures/{query}")
    assert response.status_code == 200
    return response.content.decode()


def drawings(html) -> list[str]:
    return re.findall(r'<svg class="(?:wide|narrow)".*?</svg>', html, re.DOTALL)


def rows(html) -> list[str]:
    return re.findall(r'<tr id="([^"]+)"', html)


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_every_figure_is_a_point_that_leads_to_its_row(client, lang):
    html = ask(client, lang=lang)
    listed = set(rows(html))
    assert listed == set(Figure.objects.published().values_list("slug", flat=True))
    assert len(drawings(html)) == 2
    for drawing in drawings(html):
        points = re.findall(
            r'<a href="#([^"]+)" class="point (agrees|differs)" aria-label="([^"]+)"', drawing
        )
        assert {slug for slug, _kind, _label in points} == listed
        for slug, kind, label in points:
            figure = Figure.objects.get(slug=slug)
            assert (kind == "agrees") == figure.agrees
            assert str(figure.value) in label
        assert drawing.count("<circle") == sum(kind == "agrees" for _slug, kind, _label in points)
        assert drawing.count('class="mark"') == sum(kind == "differs" for _slug, kind, _label in points)


def test_a_point_whose_row_is_filtered_away_leads_to_its_page(client):
    html = ask(client, "?verdict=wrong")
    listed = set(rows(html))
    assert 0 < len(listed) < Figure.objects.published().count()
    for href in re.findall(r'<a href="([^"]+)" class="point', html):
        slug = href.strip("#/").rpartition("/")[2]
        assert href == (f"#{slug}" if slug in listed else f"/en/figures/{slug}/")


def test_a_row_says_the_number_what_it_counted_who_gave_it_and_whether_it_agrees(client):
    html = ask(client)
    for figure in Figure.objects.published():
        row = html.partition(f'<tr id="{figure.slug}">')[2].partition("</tr>")[0].replace("&#39;", "'")
        assert f">{'more than ' if figure.qualifier == 'more-than' else ''}{figure.value}</a>" in row
        assert figure.counts_en in row
        assert figure.claimed_by_en in row
        assert figure.get_verdict_display() in row or "tag" in row
        count = len(set(Citation.objects.filter(figure=figure).values_list("source_id", flat=True)))
        assert f"{count} source" in row


def test_the_line_is_told_in_words_as_well(client):
    html = ask(client).partition("<details>")[2].partition("</details>")[0]
    assert "from 15 December 2015: 34 certainly members, 5 possibly" in " ".join(html.split())
    assert "from 1 May 2025: 43 certainly members" in " ".join(html.split())


def test_the_picture_is_drawn_by_attributes_and_classes_alone(client):
    html = ask(client)
    assert "style=" not in html
    identifiers = re.findall(r'\bid="([^"]+)"', html)
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize(("lang", "words"), [("en", "more than 10"), ("hi", "10 से अधिक")])
def test_a_number_keeps_its_qualifier(client, lang, words):
    assert f">{words}</a>" in ask(client, lang=lang)
