# The two commands: `make chat` talks to the coach, `make test` runs the tests.
# Both set up .venv once, from pinned and hashed requirements.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: chat test soak mutants coverage check lint types bench lock clean

chat: .venv/.run
	@$(BIN)/waymark chat

test: .venv/.dev
	$(BIN)/python -m pytest -n 3 --dist worksteal

soak: .venv/.dev
	$(BIN)/python -m pytest -n 2 --dist worksteal -m soak

bench: .venv/.dev
	$(BIN)/python -m benchmarks

coverage: .venv/.dev
	$(BIN)/python -m pytest -n 3 --dist worksteal --cov=bot.domain --cov-branch \
	  --cov-report=term-missing:skip-covered --cov-fail-under=100

mutants: .venv/.dev
	$(BIN)/python scripts/mutants.py

check: lint types test

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.dev
	$(BIN)/mypy

lock: .venv/.dev
	$(BIN)/python scripts/lock.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Waymark needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.txt pyproject.toml | .venv/bin/python
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot adapters scheduler
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@
