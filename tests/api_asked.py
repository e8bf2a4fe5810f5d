"""How tests ask the API: for `test_api` and `test_api_wrong`."""

from django.conf import settings
from django.test import Client

API = "/api/v1"


def ask(path: str, status: int = 200, **headers):
    answer = Client().get(path.removeprefix(settings.SITE_URL), headers=headers)
    assert answer.status_code == status, (path, answer.content[:300])
    return answer


def read(path: str, **headers):
    return ask(path, **headers).json()


def everything(path: str) -> list[dict]:
    rows, following = [], path
    while following:
        part = read(following)
        rows += part["data"]
        following = part["next"]
    return rows
