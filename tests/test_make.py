"""The commands a newcomer types, and the pinned requirements behind them."""

import re
import subprocess
from pathlib import Path

import pytest

from tests import postgres

HERE = Path(__file__).resolve().parent.parent
PINNED = ("requirements.txt", "requirements-dev.txt", "requirements-newest.txt")


def versions(file: str) -> dict[str, str]:
    """Name and version of everything a requirements file pins."""
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", (HERE / file).read_text(), flags=re.M))


def test_help_lists_what_there_is():
    told = subprocess.run(["make", "help"], cwd=HERE, capture_output=True, text=True, check=True).stdout
    listed = re.findall(r"^  make ([a-z-]+)", told, flags=re.M)
    assert {"run", "dev", "test", "lint", "bench", "help"} <= set(listed)
    assert listed == [
        name for name in listed if re.search(rf"^{name}:", (HERE / "Makefile").read_text(), re.M)
    ]


def test_an_old_python_is_refused_in_one_sentence(tmp_path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" || exit 1\n')
    old.chmod(0o755)
    done = subprocess.run(
        [HERE / ".ci" / "venv", old, tmp_path / "venv", "requirements.txt"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "needs Python 3.11 or later" in done.stderr
    assert "Python 3.9.2" in done.stderr
    assert "make run PYTHON=" in done.stderr
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize("file", PINNED)
def test_every_requirement_is_pinned_with_hashes_and_names_no_host(file):
    text = (HERE / file).read_text()
    blocks = re.split(r"^(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", text, flags=re.M), flags=re.M)[1:]
    assert len(blocks) == len(versions(file)) > 20
    for block in blocks:
        assert re.match(r"[a-z0-9._-]+==\S+( ; [^\\]+)? \\\n", block), block.split("\n")[0]
        assert "--hash=sha256:" in block
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_the_files_differ_in_django_only():
    site, tools, newest = (versions(file) for file in PINNED)
    assert site.items() <= tools.items()
    assert site["django"].startswith("5.2.")
    assert int(newest["django"].split(".")[0]) >= 6
    assert {**tools, "django": ""} == {**newest, "django": ""}


def test_everything_asked_for_is_pinned():
    for asked, pinned in (
        ("requirements.in", "requirements.txt"),
        ("requirements-dev.in", "requirements-dev.txt"),
    ):
        names = re.findall(r"^[A-Za-z][A-Za-z0-9-]*", (HERE / asked).read_text(), flags=re.M)
        assert {name.lower() for name in names} <= versions(pinned).keys()


def test_a_missing_postgresql_is_said_and_in_ci_an_error(monkeypatch, capsys):
    monkeypatch.setattr(postgres, "binaries", lambda: None)
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    assert postgres.main(["false"]) == 0
    assert "PostgreSQL tests did not run: no server binary" in capsys.readouterr().out
    monkeypatch.setenv("REQUIRE_ALL", "1")
    assert postgres.main(["true"]) == 1
