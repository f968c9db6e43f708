# Everything a developer or an operator does, in one word each. Python 3.11 or newer is all it needs.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench

# Most tests keep a database of their own, and wait for the disk at each commit: with temporary files in
# memory they take half as long. TMPDIR, where it is set, is left as it is; so it is where less than 4 GiB
# of memory are free for files. The files themselves, in which tests look for remnants, are the same.
IN_MEMORY = $(shell test -z "$$TMPDIR" && grep -qs '^[^ ]* /dev/shm tmpfs ' /proc/mounts \
  && test "$$(df -Pk /dev/shm | awk 'END { print $$4 }')" -ge 4194304 && echo TMPDIR=/dev/shm)

# Compiled files are kept, whatever a container's image says: else each of the tests' processes compiles all
# tests, and each bot that they start the whole program, in every run.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run test soak check format catalogues lock bench screenshots clean

help: ## show what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

# --- setting up: locked and hashed, made anew only when a lock file changed ------------------------

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.done: requirements.lock pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/develop.done: requirements-dev.lock $(VENV)/runtime.done
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/runtime.done ## set everything up in .venv

run: setup ## start the bot; without BOT_TOKEN with a simulator and its chat page
	@$(BIN)/quartier run

# --- developing -----------------------------------------------------------------------------------

test: $(VENV)/develop.done ## all tests (about 12 minutes on 2 cores)
	$(IN_MEMORY) $(BIN)/python -m pytest -m "not soak" -n 5 --dist loadfile --no-loadscope-reorder

soak: $(VENV)/develop.done ## the long runs: kills, fuzzed updates, faults, many more examples, journeys and screens on PostgreSQL too
	$(BIN)/python -m pytest -m soak --timeout 3600

check: $(VENV)/develop.done ## format, lint, types, import rules, catalogues
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(IN_MEMORY) $(BIN)/python -m pytest tests/locales -p no:cacheprovider

format: $(VENV)/develop.done ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

catalogues: $(VENV)/develop.done ## bring locales/ up to the texts in the code
	$(BIN)/pybabel --quiet extract --no-location --omit-header --sort-output \
	  -o locales/quartier.pot -k _ -c Translators: bot
	for language in de de_simple en tr it ro uk hr ar; do \
	  $(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100 \
	    -i locales/quartier.pot -l $$(echo $$language | cut -d_ -f1) \
	    -o locales/$$language/LC_MESSAGES/quartier.po; done

lock: $(VENV)/develop.done ## write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --python-version 3.11 -c requirements.lock --group dev pyproject.toml -o requirements-dev.lock

$(BENCH)/done: benchmarks/requirements.lock
	@$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

bench: $(BENCH)/done ## measure the bot beside its peers
	$(BENCH)/bin/python -m benchmarks $(ARGS)

screenshots: $(VENV)/develop.done ## take the pictures of README and docs again
	$(BIN)/python -m tests.journeys.screenshots

clean: ## remove what setup and tests have made
	rm -rf $(VENV) $(BENCH) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
