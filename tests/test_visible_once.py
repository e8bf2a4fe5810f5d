"""What a status means to readers is decided in one module, and nowhere else is a status compared."""

import re
from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "archive"
#: The module that decides, the steps from one status to the next, the filters of the editors' lists, and
#: versions, which store the status of their day.
MAY = {
    "visible.py",
    "editing/workflow.py",
    "editing/checking.py",
    "editing/memory.py",
    "admin/filters.py",
    "admin/versions.py",
}
COMPARED = re.compile(
    r"Status\.(PUBLISHED|WITHDRAWN)|status__(in|exact)|\bstatus=|__status\"?\s*[:=]"
    r"|\.status (==|!=|in|not in) |[\"']status[\"']\] (==|!=|in|not in) "
)


def test_a_status_is_compared_in_one_place_only():
    found = {
        f"{path.relative_to(FOLDER)}: {line.strip()}"
        for path in FOLDER.rglob("*.py")
        if "migrations" not in path.parts and str(path.relative_to(FOLDER)) not in MAY
        for line in path.read_text("utf-8").splitlines()
        if COMPARED.search(line)
    }
    assert found == set()


def test_the_search_for_comparisons_finds_them():
    for line in (
        "records.filter(status=Status.PUBLISHED)",
        "records.filter(member__status=shown)",
        'Q(**{f"{parent}__status": shown})',
        "if record.status == shown:",
        'records.filter(status__in=("published", "withdrawn"))',
        'if row["status"] != shown:',
    ):
        assert COMPARED.search(line), line
