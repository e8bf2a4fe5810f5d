"""The search of the static copy finds what the site's finds: the same cases, asked of a browser."""

import pytest

from archive import languages
from tests import copied_site
from tests.search_quality import FIRST, WHOLE, cases, is_right

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content"), pytest.mark.browser]

#: Of a hundred that the site's search finds among the first, at most so many are not.
FEWER = 5

ASK = """
async ([typed, language, most]) => {
  window.parts ??= await new ArchiveSearch.Parts("/search-index/").begin();
  const found = await ArchiveSearch.find(window.parts, typed, language);
  return Promise.all(found.rows.slice(0, most).map(async (row) => {
    const record = parts.record(row);
    const text = (await parts.text(record, 0)) || (await parts.text(record, 1));
    return `${parts.kind(record)}/${text.slug}`;
  }));
}
"""


@pytest.fixture(scope="module")
def folder(content, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    copied_site.index_alone(folder)
    return folder


@pytest.mark.parametrize("language", languages.codes())
def test_it_finds_what_the_sites_search_finds(page, folder, language):
    with copied_site.served(folder) as site:
        page.goto(site.url)
        page.add_script_tag(url="/search-index/search.js")
        lost, wanted, wrong = [], 0, []
        for case in cases():
            most = FIRST if case.wanted else WHOLE
            there = page.evaluate(ASK, [case.typed, languages.codes().index(language), most])
            if not case.wanted and case.record in there:
                wrong.append(case)
            elif case.wanted and is_right(case, language):
                wanted += 1
                if case.record not in there:
                    lost.append(case)
    assert wanted > 120
    assert len(lost) <= wanted * FEWER / 100, lost
    assert wrong == []
