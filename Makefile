# Each target sets up what it needs. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
NEWEST := .venv-newest
WORKERS_OF_TESTS ?= 2
BENCH ?=

.DEFAULT_GOAL := help
.PHONY: help run dev test test-newest lint messages bench requirements site tools newest

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | while IFS='	' read -r name text; do \
		printf '  make %-13s %s\n' "$$name" "$$text"; done

run: site ## serve the archive at http://127.0.0.1:8000/ (PORT=… for another port)
	@PORT=$(PORT) $(RUN) -m imctc_site.local

dev: site ## the same with autoreload and debug pages
	@DEBUG=1 PORT=$(PORT) $(RUN) -m imctc_site.local

# On PostgreSQL no language is active, on SQLite the site's own: what rests on either is seen without a third run.
test: tools ## every test on SQLite and, where a server is found, those about queries on PostgreSQL
	@TEST_LANGUAGE=none $(RUN) -m tests.postgres $(RUN) -m pytest -q -n $(WORKERS_OF_TESTS) --dist loadgroup -m "not browser and not sqlite"
	@MAKE_TEST=1 $(RUN) -m pytest -q -n $(WORKERS_OF_TESTS) --dist loadgroup

test-newest: newest ## every test on the newest Django, where a Python is found that it runs on
	@test ! -x $(NEWEST)/bin/python || \
		MAKE_TEST=1 $(NEWEST)/bin/python -m pytest -q -n $(WORKERS_OF_TESTS) --dist loadgroup -m "not browser"

lint: tools ## style, types, missing migrations, deployment warnings, stale catalogues
	@.ci/lint $(RUN)

messages: tools ## collect the interface texts into the catalogues and compile them
	@$(RUN) manage.py messages

bench: tools ## how fast pages and search are, against yardsticks within the same run, and what the search finds
	@$(RUN) -m bench $(BENCH)
	@$(RUN) -m bench.search
	@$(RUN) -m bench.whole

requirements: tools ## pin anew what requirements*.in ask for, at the newest versions
	@.ci/pin $(VENV) $(NEWEST)

# A virtual environment is brought up to date when the pinned requirements differ from what was last put into it.
site:
	@.ci/venv $(PYTHON) $(VENV) requirements.txt

tools:
	@.ci/venv $(PYTHON) $(VENV) requirements-dev.txt

newest:
	@python=$$(.ci/newest-python) && .ci/venv $$python $(NEWEST) requirements-newest.txt || \
		echo "The newest Django was not tested: it needs Python 3.12 or later, and none was found."
