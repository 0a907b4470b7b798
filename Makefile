# Two commands: `make build` and `make test`. Needs Python 3.11 or later, make and git; everything else goes
# into .venv, once. `make help` lists the rest.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# the stamp of an installed environment carries the lock's checksum: another lock, another install
LOCK   := $(VENV)/installed-$(shell cksum < requirements.txt | tr ' ' '-')
# the next DuckDB, whose files today's BI tools do not open yet: its own environment, all else as locked
DUCKDB2     := 2.0.1
DUCKDB2_ENV := target/duckdb-$(DUCKDB2)
DBT    := $(BIN)/dbt --quiet --warn-error-options '{"error": ["Deprecations"]}'
HERE   := --profiles-dir .

export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DBT_LOG_PATH := target/logs
export NORTH_STAR_DUCKDB_PATH ?= north_star.duckdb

.DEFAULT_GOAL := help
.PHONY: help venv build look docs test style lint parse test-dbt test-harness test-mutations test-postgres test-duckdb2 test-long bench lock clean

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r t d; \
		do printf '  make %-15s %s\n' "$$t" "$$d"; done

# --- the environment ---------------------------------------------------------------------------

venv: $(LOCK) ## .venv with the locked dependencies

$(LOCK): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3 ..."; exit 1; }
	@echo "==> Installing the dependencies into $(VENV) (about a minute, once)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@echo "==> Compiling them, so that dbt starts twice as fast"
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null 2>&1 || true
	@touch $@

# --- the product -------------------------------------------------------------------------------

build: $(LOCK) ## the demo company, raw tables to marts, in one DuckDB file
	@echo "==> Building the demo company into $(NORTH_STAR_DUCKDB_PATH)"
	@$(BIN)/dbt --warn-error-options '{"error": ["Deprecations"]}' build $(HERE) --exclude-resource-type unit_test
	@echo
	@echo "Built: $(NORTH_STAR_DUCKDB_PATH) (DuckDB; any BI tool that reads DuckDB 1.x opens it)"
	@echo "  make look     the last months of five metrics"
	@echo "  make docs     every model and column, as a site"
	@echo "  any query     $(BIN)/python -c \"import duckdb; print(duckdb.connect('$(NORTH_STAR_DUCKDB_PATH)').sql('from metric_catalog'))\""

look: $(LOCK) ## the last months of mrr, paying accounts, nrr, mau and nps
	@$(DBT) show $(HERE) --select headline_metrics --limit 12

docs: $(LOCK) ## the documentation site, in target/
	@echo "==> Writing the documentation"
	@$(DBT) docs generate $(HERE) --static
	@echo "Open target/static_index.html"

# --- the tests ---------------------------------------------------------------------------------

test: lint parse test-dbt test-harness ## style, deprecations, dbt's tests, the harness with its mutations

style: $(LOCK) ## ruff
	@echo "==> ruff"
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .

lint: style ## ruff, and sqlfluff on all SQL as dbt compiles it (minutes)
	@echo "==> sqlfluff"
	@$(BIN)/sqlfluff lint --disable-progress-bar --processes 2 .

parse: $(LOCK) ## dbt parse, a deprecation is an error
	@echo "==> dbt parse"
	@$(DBT) parse $(HERE) --target-path target/parse --no-partial-parse --show-all-deprecations

test-dbt: $(LOCK) ## the demo with all unit tests, data tests and laws, in a database of its own
	@echo "==> dbt build: unit tests, models, data tests"
	@rm -f target/test/test.duckdb && mkdir -p target/test
	@NORTH_STAR_DUCKDB_PATH=target/test/test.duckdb $(BIN)/dbt build $(HERE) --target-path target/test

test-harness: $(LOCK) ## structure, worked examples, scenarios against the reference, bad input, mutations
	@echo "==> pytest"
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not postgres and not long"

test-mutations: $(LOCK) ## these alone: mistakes planted in a copy of the project, each of which has to be caught
	@echo "==> pytest: mutations"
	@$(BIN)/python -m pytest -m mutation

test-postgres: $(LOCK) ## the demo and the scenarios give the same on PostgreSQL
	@echo "==> pytest on PostgreSQL: a server of its own, or the one that NORTH_STAR_PG_HOST names"
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "postgres and not long"

test-duckdb2: $(DUCKDB2_ENV)/installed ## the demo with all unit tests, data tests and laws, on DuckDB 2
	@echo "==> dbt build on DuckDB $(DUCKDB2)"
	@rm -f $(DUCKDB2_ENV)/test.duckdb
	@NORTH_STAR_DUCKDB_PATH=$(DUCKDB2_ENV)/test.duckdb \
		$(DUCKDB2_ENV)/bin/dbt --quiet build $(HERE) --target-path $(DUCKDB2_ENV)/target

$(DUCKDB2_ENV)/installed: requirements.txt
	@echo "==> Installing the dependencies with DuckDB $(DUCKDB2) into $(DUCKDB2_ENV)"
	@$(PYTHON) -m venv --clear $(DUCKDB2_ENV)
	@grep -v '^duckdb==' requirements.txt > $(DUCKDB2_ENV)/requirements.txt
	@$(DUCKDB2_ENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		-r $(DUCKDB2_ENV)/requirements.txt duckdb==$(DUCKDB2)
	@touch $@

test-long: $(LOCK) ## a hundred kills, twenty builds under a reader's eyes, more histories (hours; wants PostgreSQL)
	@echo "==> pytest: long"
	@$(BIN)/python -m pytest -m long

# --- speed -------------------------------------------------------------------------------------

SCALE ?= S

bench: $(LOCK) ## a build of SCALE=S, M or L (1, 10, 50 million events) against the cost of reading them
	@$(BIN)/python -m benchmarks.run $(SCALE) $(if $(FROM),--from $(FROM))

# --- housekeeping ------------------------------------------------------------------------------

lock: ## write requirements.txt from the dependencies in pyproject.toml
	@rm -rf target/lock && $(PYTHON) -m venv target/lock
	@target/lock/bin/python -m pip install --quiet --disable-pip-version-check \
		$$($(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"])')
	@sed -n '/^#/p' requirements.txt > target/lock/requirements.txt
	@target/lock/bin/python -m pip freeze --disable-pip-version-check >> target/lock/requirements.txt
	@cp target/lock/requirements.txt requirements.txt && rm -rf target/lock
	@echo "requirements.txt is written"

clean: ## remove what was built (.venv stays)
	rm -rf target logs .pytest_cache .ruff_cache .hypothesis $(NORTH_STAR_DUCKDB_PATH)
