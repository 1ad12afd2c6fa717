# The two commands: `make chat` talks to the coach, `make test` runs the tests.
# Both set up .venv once, from pinned and hashed requirements.
PYTHON ?= python3
BIN := .venv/bin
PUBLISH := .venv/publish/bin
PEERS := .venv/peers/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
VERSION := import sys; print(*sys.version_info[:2], sep=".")
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE

# A .venv that does not run, or that is of another Python than was asked for, is made anew.
FOUND := $(shell $(BIN)/python -c '$(VERSION)' 2>/dev/null || echo none)
ASKED := $(if $(filter file,$(origin PYTHON)),$(FOUND),$(shell $(PYTHON) -c '$(VERSION)'))
ifneq ($(filter none,$(FOUND))$(filter-out $(ASKED),$(FOUND)),)
.PHONY: .venv/pyvenv.cfg
endif

.PHONY: help install chat run platforms test one soak faults mutants coverage check lint fix types bench messages catalogues pages docs sbom audit workflows image lock check-lock clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1 · /p' Makefile

install: .venv/.run ## set up .venv, to run Waymark

chat: .venv/.run ## talk to the coach in the terminal
	@$(BIN)/waymark chat

run: .venv/.run ## serve every platform whose token is set, in the environment or in .env
	@$(BIN)/waymark run

platforms: .venv/.dev ## Telegram and Discord on loopback, to debug the bot without a token
	@$(BIN)/python scripts/local_platforms.py

test: .venv/.dev ## run the tests
	$(BIN)/python -m pytest -n auto --dist worksteal

one: .venv/.dev ## run some of them, in one process: make one T="tests/unit/domain -k freeze"
	$(BIN)/python -m pytest -n 0 -x $(T)

soak: .venv/.dev .venv/.publish ## run the long ones: more lives, more crashes, bigger groups
	$(BIN)/python -m pytest -n auto --dist worksteal -m "soak and not alone"
	$(BIN)/python -m pytest -n 0 -m "soak and alone"

faults: .venv/.dev ## run the fault matrix of docs/reliability.md, on both databases
	$(BIN)/python -m pytest -n 8 --dist worksteal -m "fault and not alone"
	$(BIN)/python -m pytest -n 0 -m "fault and alone"

bench: .venv/.dev ## time it against libraries that do less; some of it: make bench B="--only claims"
	@$(MAKE) --no-print-directory .venv/.peers || echo "aiogram cannot be installed: it is left out"
	$(BIN)/python -m benchmarks $(B)

coverage: .venv/.dev ## see that every branch of bot/domain is reached
	$(BIN)/python -m pytest -n auto --dist worksteal --cov=bot.domain --cov-branch \
	  --cov-report=term-missing:skip-covered --cov-fail-under=100

mutants: .venv/.dev ## plant mistakes in the rules, and see that the tests catch each
	$(BIN)/python scripts/mutants.py

check: lint types test ## all that must hold before a commit

lint: .venv/.dev ## linter, format and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

fix: .venv/.dev ## mend what the linter can mend, and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: .venv/.dev ## check the types
	$(BIN)/mypy

messages: .venv/.dev ## print all that the product can say, by area
	@$(BIN)/python scripts/messages.py

catalogues: .venv/.dev ## bring the translations up to date with what the code says
	@$(BIN)/python scripts/catalogues.py

pages: .venv/.dev ## write anew what README and docs/ have from the code: tables, floors, reference, screens
	@for each in readme architecture reference screens; do \
	  PYTHONPATH=. $(BIN)/python scripts/$$each.py || exit 1; done

docs: .venv/.publish ## the pages as a site, in dist/site
	$(PUBLISH)/zensical build --strict --clean

sbom: .venv/.publish ## what the program consists of, in dist/waymark.cdx.json
	@mkdir -p dist
	@$(PUBLISH)/python -W ignore -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml \
	  --mc-type application --output-reproducible --validate --of JSON -o dist/waymark.cdx.json

workflows: .venv/.publish ## look for weak places in .github/workflows
	$(PUBLISH)/zizmor --offline --quiet --persona pedantic .github/workflows

audit: .venv/.publish ## look for known holes in what is pinned; asks the package index
	$(PUBLISH)/python scripts/audit.py

image: .venv/.dev ## make what the image holds twice, and compare it
	$(BIN)/python scripts/image.py

lock: .venv/.dev ## pin everything anew, after a change of the dependencies
	$(BIN)/python scripts/lock.py

check-lock: .venv/.dev ## install what is pinned with the oldest pip of this Python
	$(BIN)/python scripts/check_lock.py

clean: ## remove what was made here, but no database
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

# What publishes has a home of its own: its packages are no business of the program's.
.venv/.publish: requirements-publish.txt .venv/pyvenv.cfg
	@$(BIN)/python -m venv --clear .venv/publish
	@$(PUBLISH)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-publish.txt
	@touch $@

# What is measured beside us pins older packages than ours: it has a home of its own, too.
.venv/.peers: requirements-peers.txt .venv/pyvenv.cfg
	@$(BIN)/python -m venv --clear .venv/peers
	@$(PEERS)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.txt
	@touch $@
