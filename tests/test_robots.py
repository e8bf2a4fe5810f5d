"""What programs ask every site for."""

from django.contrib.staticfiles import finders


def test_crawlers_leave_the_editors_rooms_alone(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    for line in ("Disallow: /language/", "Disallow: /hi/admin/", "Disallow: /en/admin/"):
        assert line in response.content.decode().splitlines()


def test_there_is_an_icon(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert finders.find(response.headers["Location"].removeprefix("/static/"))
