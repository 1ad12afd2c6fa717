# The two commands: `make chat` talks to the coach, `make test` runs the tests.
# Both set up .venv once, from pinned and hashed requirements.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
VERSION := import sys; print(*sys.version_info[:2], sep=".")
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE

# A .venv that does not run, or that is of another Python than was asked for, is made anew.
FOUND := $(shell $(BIN)/python -c '$(VERSION)' 2>/dev/null || echo none)
ASKED := $(if $(filter file,$(origin PYTHON)),$(FOUND),$(shell $(PYTHON) -c '$(VERSION)'))
ifneq ($(filter none,$(FOUND))$(filter-out $(ASKED),$(FOUND)),)
.PHONY: .venv/pyvenv.cfg
endif

.PHONY: chat test soak mutants coverage check lint types bench messages lock check-lock clean

chat: .venv/.run
	@$(BIN)/waymark chat

test: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal

soak: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal -m soak

bench: .venv/.dev
	$(BIN)/python -m benchmarks

coverage: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal --cov=bot.domain --cov-branch \
	  --cov-report=term-missing:skip-covered --cov-fail-under=100

mutants: .venv/.dev
	$(BIN)/python scripts/mutants.py

check: lint types test

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

types: .venv/.dev
	$(BIN)/mypy

messages: .venv/.dev
	@$(BIN)/python scripts/messages.py

lock: .venv/.dev
	$(BIN)/python scripts/lock.py

check-lock: .venv/.dev
	$(BIN)/python scripts/check_lock.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Waymark needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }

.venv/.run: requirements.txt pyproject.toml .venv/pyvenv.cfg
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot adapters scheduler
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@
