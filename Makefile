# The commands of the project. `make` alone lists them.

PORT   ?= 8000
PYTHON ?= python3

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check --no-input

# Stamps: written when an installation is complete, older than a lock file when it has to be redone.
RUN_READY  := $(VENV)/ready-to-run
TEST_READY := $(VENV)/ready-to-test
NODE_READY := node_modules/ready-to-test

SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
APT  := $(SUDO) apt-get update -q && $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	apt-get install -y -q --no-install-recommends

.DEFAULT_GOAL := help
.PHONY: help setup setup-test chromium postgresql java run quick lint test test-deep publish bench fix lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(RUN_READY) ## install what running needs into .venv

run: setup ## serve the app, the book and the APIs on port 8000 (PORT= changes it)
	$(BIN)/lactwise serve --port $(PORT)

quick: lint ## linters, types and the tests that need no browser and little time
	$(BIN)/python -m pytest -m "not browser and not slow and not deep" --numprocesses 2 --dist loadfile

# Two run side by side, a file each. Those in a browser stand apart: beside others they would wait too long for a page.
test: setup-test lint ## everything except the deep tests; installs a browser, Java, Node and PostgreSQL if there are none
	$(BIN)/lactwise check
	$(BIN)/lactwise publish --check
	$(BIN)/python -m pytest --doctest-modules src/lactwise
	$(BIN)/python -m pytest -m "not deep and not browser" --numprocesses 2 --dist loadfile
	$(BIN)/python -m pytest -m "browser and not deep" --numprocesses 2 --dist loadfile

test-deep: setup-test ## the long comparisons and the mutants of the guideline; writes published/proofs.md
	$(BIN)/python -m bench proofs
	$(BIN)/python -m pytest -m deep

publish: setup ## write published/ anew
	$(BIN)/lactwise publish

bench: setup-test ## measure speed, and the app in a browser; writes performance.md and app.md of published/
	$(BIN)/python -m bench
	$(BIN)/python -m bench app

fix: $(TEST_READY) ## repair what the linter can repair, and format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# Keeps the versions already locked where they still fit; UPGRADE=1 moves to the newest.
LOCK = "$$dir/bin/uv" pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet \
	$(if $(UPGRADE),--upgrade)

lock: ## write the lock files anew (UPGRADE=1 moves to the newest versions)
	@set -e; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	$(PYTHON) -m venv "$$dir"; \
	"$$dir/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
	$(LOCK) --output-file requirements/run.txt; \
	$(LOCK) --extra test --constraint requirements/run.txt --output-file requirements/test.txt
	npm install --package-lock-only --legacy-peer-deps --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

clean: ## remove .venv, node_modules, caches and built packages
	rm -rf $(VENV) node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The steps behind the commands.

lint: $(TEST_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup-test: $(TEST_READY) $(NODE_READY) chromium postgresql java

chromium:
	@command -v chromium >/dev/null || { $(APT) chromium; } || { \
		echo 'The browser tests need Chromium, and it could not be installed.' >&2; \
		echo 'Install the package "chromium" as root, then run this again.' >&2; \
		exit 1; }

# Only its programs are used: the tests start a server of their own in a temporary folder.
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { $(APT) postgresql; } || { \
		echo 'The tests of the published SQL need PostgreSQL, and it could not be installed.' >&2; \
		echo 'Install the package "postgresql" as root, then run this again.' >&2; \
		exit 1; }

java:
	@command -v java >/dev/null || { $(APT) openjdk-17-jre-headless; } || { \
		echo 'The tests of Spark need Java 17, and it could not be installed.' >&2; \
		echo 'Install the package "openjdk-17-jre-headless" as root, then run this again.' >&2; \
		exit 1; }

$(RUN_READY): requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Lactwise needs Python 3.11 or newer as $(PYTHON).' >&2; \
		echo 'Install it, or name another one with PYTHON=, for example PYTHON=python3.12.' >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { [ "$$(id -u)" = 0 ] && { $(APT) python3-venv; }; } || { \
		echo 'Python cannot make a virtual environment here, because its module ensurepip is missing.' >&2; \
		echo 'Install the package "python3-venv" as root, then run this again.' >&2; \
		exit 1; }
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements/run.txt
	$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@$(PIP) check || { echo 'The lock files do not fit pyproject.toml. Run: make lock' >&2; exit 1; }
	@touch $@

$(TEST_READY): requirements/test.txt $(RUN_READY)
	$(PIP) install --quiet --require-hashes -r requirements/test.txt
	@touch $@

# What the tests load into a page, and the engine and translator of CQL; npm ci takes what is locked, by its hash, and runs no script of a package.
$(NODE_READY): package.json package-lock.json
	@command -v npm >/dev/null || { $(APT) nodejs npm; } || { \
		echo 'The tests need npm, and it could not be installed.' >&2; \
		echo 'Install the packages "nodejs" and "npm" as root, then run this again.' >&2; \
		exit 1; }
	npm ci --legacy-peer-deps --ignore-scripts --no-audit --no-fund
	@touch $@
