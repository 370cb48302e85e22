# Every verb of the project. `make` alone lists them.
SHELL := /bin/bash
BIN := .venv/bin
PYTHON := $(BIN)/python
# Some machines forbid Python to keep what it compiled: then every process compiles all it loads anew.
export PYTHONDONTWRITEBYTECODE :=
PARALLEL := -n 2 --dist loadgroup
PYTEST := $(PYTHON) -m pytest $(PARALLEL)
# Where the database decides: locks, races, constraints, text search, dates, backups, bad input at
# every address. All else asks through Django, which answers alike on both; `make postgres` tries it.
ON_POSTGRES := @tests/on_postgres.txt
WITHOUT_DATABASE := tests/domain tests/ui tests/groups/command tests/faults/alone \
	$(addprefix tests/architecture/test_,docs.py domain.py private_pages.py style.py)
POSTGRES := $(PYTHON) -m tools.on_postgres -m pytest --migrations $(PARALLEL) -m "not journey"
SIDE_BY_SIDE := $(MAKE) --no-print-directory --jobs 2 --output-sync=target
SAY := @printf '\n— %s\n'

.DEFAULT_GOAL := verbs
.PHONY: verbs run test postgres check types rules warm fix pictures bench bench-composition bench-live faults attack bench-mail bench-search bench-evidence messages migrations lock clean

verbs: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

run: .venv/ready ## serve the demo world at http://localhost:8000
	@$(BIN)/collegium demo

test: .venv/ready ## everything CI runs: checks, tests on SQLite and PostgreSQL, journeys
	@$(SIDE_BY_SIDE) types rules warm
	$(SAY) "tests on SQLite"
	@$(PYTEST) -m "not journey" $(ONLY)
	$(SAY) "those that the database decides on PostgreSQL"
	@$(POSTGRES) $(ON_POSTGRES) $(ONLY)
	$(SAY) "journeys in a real browser"
	@$(PYTEST) -m journey $(ONLY)

postgres: .venv/ready ## all tests on PostgreSQL; `make test` runs there those that the database decides
	@$(POSTGRES) $(WITHOUT_DATABASE:%=--ignore %) $(ONLY)

check: .venv/ready ## lint, format, types, layers, migrations and catalogues, no tests
	@$(SIDE_BY_SIDE) types rules

types:
	@$(BIN)/mypy --no-error-summary

rules:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@COLLEGIUM_DATA=.venv/scratch $(BIN)/collegium makemigrations --check --dry-run >/dev/null
	@$(PYTHON) -m tools.catalogues check

warm: # so that no test waits for a compiler
	@$(PYTHON) -m collegium.domain.composition.warming

fix: .venv/ready ## let ruff mend what it can
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

pictures: .venv/ready ## walk the journeys and take the pictures in docs/pictures
	@COLLEGIUM_PICTURES=docs/pictures $(PYTEST) -m journey tests/journeys

bench: .venv/ready ## run the benchmarks
	@for file in benchmarks/bench_*.py; do $(PYTHON) -m benchmarks.$$(basename $$file .py) || exit 1; done

bench-composition: .venv/ready ## measure composition and write its table; MDGPLIB=folder runs those files too
	@$(PYTHON) -m benchmarks.bench_composition --write docs/develop/composition.md $(if $(MDGPLIB),--mdgplib $(MDGPLIB))

bench-live: .venv/ready ## measure live sessions under load; LOAD="--people 600" for another one
	@$(PYTHON) -m benchmarks.bench_live $(LOAD)

faults: .venv/ready ## kill, cut, fill and lie to everything, hundreds of times; `make test` does it a few times
	@COLLEGIUM_KILLS=200 $(PYTEST) tests/faults

attack: .venv/ready ## attack what five thousand programmes would publish; `make test` attacks a thousand
	@COLLEGIUM_PROGRAMMES=5000 $(PYTEST) tests/domain/evidence/test_attacker.py

bench-mail: .venv/ready ## send ten thousand mails to a local server, then look at nothing
	@$(PYTHON) -m benchmarks.bench_mail $(LOAD)

bench-evidence: .venv/ready ## measure how often the evidence page finds a known effect, and write it down
	@$(PYTHON) -m benchmarks.bench_evidence --write docs/develop/evidence.md

bench-search: .venv/ready ## measure what the search of the library finds and write its table
	@$(PYTHON) -m benchmarks.bench_search --write docs/develop/search.md

messages: .venv/ready ## bring the translation catalogues up to date with the code
	@$(PYTHON) -m tools.catalogues update

migrations: .venv/ready ## write migrations for changed models
	@COLLEGIUM_DATA=.venv/scratch $(BIN)/collegium makemigrations

lock: .venv/ready ## resolve the dependencies anew into locks/
	@tools/lock.sh

clean: ## remove what the other verbs made
	rm -rf .venv .tooling data .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/ready: pyproject.toml locks/dev.txt tools/bootstrap.sh $(shell find collegium -name '*.po' 2>/dev/null)
	@tools/bootstrap.sh
	@touch .venv/ready
