"""No value of a parameter of any public page leads to an error."""

import pytest
from django.urls import URLPattern, reverse

from archive.public.urls import urlpatterns
from tests.search_made import small_archive

pytestmark = pytest.mark.django_db

VALUES = (
    *("0", "-1", "1.0", "1e1", "²", "२", "٢", "\0", "9999999", "0000000019999999999999999999", "9" * 5000),
    *("9999", "0000", "٢٠١٦", "२०१६", "02016", "2016.0", "10000", "-2016"),
    *("9999-12-31", "9999-12-31~", "0001-01-01~", "0000-00-00", "2016-02-30", "2016/..", "../2016"),
    *("31 December 9999", "१ जनवरी १", "2016-06-01T00:00", "20160601", "1" * 300, "\ud800", "%00", "ﷺ" * 300),
)  # fmt: skip

PAGES = {
    pattern.name: pattern.callback.params
    for pattern in urlpatterns
    if isinstance(pattern, URLPattern)
    and not pattern.pattern.converters
    and getattr(pattern.callback, "params", ())
}


def test_the_pages_with_parameters_are_known():
    assert {"member-list", "event-list", "source-list", "search", "search-suggest"} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_no_value_of_a_parameter_is_an_error(client, name):
    small_archive()
    for parameter in PAGES[name]:
        for value in VALUES:
            answer = client.get(
                reverse(f"archive:{name}"), {"q": "raheel", parameter: value.encode("utf-8", "surrogatepass")}
            )
            assert answer.status_code == 200, (parameter, value)
