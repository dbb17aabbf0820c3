# Everything casesift needs, on a machine that has Python 3.11 to 3.13 and make. `make` alone lists the commands.

.DEFAULT_GOAL := help

# The first Python on the path that is new enough; `make PYTHON=/path/to/python3.11 ...` names another one.
SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
    "$$python" -c '$(SUITABLE)' 2>/dev/null && echo "$$python" && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := .venv-bench
PEERS := medspacy edsnlp
SEEDS := ../shared/seeds
CORPUS := ../shared/dev_corpus
UV_VERSION := 0.13.8
LOCK_FLAGS ?=

.PHONY: help
help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(READY)  ## make .venv from the lock (quick when nothing changed)

$(READY): requirements-dev.txt pyproject.toml
	@"$(PYTHON)" -c '$(SUITABLE)' 2>/dev/null || { echo "casesift needs Python 3.11, 3.12 or 3.13:" \
	    "'$(PYTHON)' is none of them; name one with make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV) from requirements-dev.txt (one to two minutes, the first time only)"
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	$(BIN)/python -m pip check
	$(BIN)/python -m compileall -q schemas extractors flows
	@touch $@

.PHONY: run
run: setup  ## the main job: every article in raw_docs, into out/
	$(BIN)/casesift run

.PHONY: test
test: lint  ## every check: format, lint, types, import contracts, tests
	$(BIN)/pytest -n logical --maxprocesses 4 --dist loadfile

.PHONY: lint
lint: setup  ## every check but the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: format
format: setup  ## put the code into its one form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: score
score: setup  ## extract the real articles in ../shared/seeds and compare them with gold
	@test -d $(SEEDS) || { echo "$(SEEDS) is not here: the real articles cannot be shipped" >&2; exit 1; }
	@mkdir -p out
	$(BIN)/casesift extract $(SEEDS) --format jsonl > out/seeds.jsonl
	$(BIN)/casesift compare out/seeds.jsonl --gold gold --floors gold/floors.toml

.PHONY: bench-setup
bench-setup: $(PEERS:%=$(BENCH)/%/.ready)  ## set up the libraries that casesift is compared with, each in a venv of its own

$(BENCH)/%/.ready: benchmarks/peers/%.txt
	"$(PYTHON)" -m venv $(BENCH)/$*
	$(BENCH)/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

.PHONY: bench
bench: setup bench-setup  ## measure all that docs/performance.md tells, and write it there (half an hour, a quiet machine)
	$(BIN)/python -m benchmarks.speed --articles 10000 --write

gains_of = echo "$(1):"; $(BIN)/casesift extract $(2) --format jsonl > out/$(1).jsonl && \
    $(BIN)/casesift compare out/$(1).jsonl --gold $(3) --accepted gold/accepted/$(1).json $(ACCEPT)

.PHONY: gains
gains: setup  ## what was gained and lost since the accepted scores (ACCEPT=--accept accepts these)
	@mkdir -p out
	@$(call gains_of,samples,raw_docs/*.txt raw_docs/*.md,gold)
	@test ! -d $(SEEDS) || { $(call gains_of,seeds,$(SEEDS)/*.txt,gold); }
	@test ! -d $(CORPUS) || { $(call gains_of,corpus,$(CORPUS)/*.txt,$(CORPUS)); }

.PHONY: lock
lock:  ## write the lock anew after a change of pyproject.toml (LOCK_FLAGS=--upgrade: newest versions)
	@set -eu; tool=$$(mktemp -d); trap 'rm -rf "$$tool"' EXIT; \
	"$(PYTHON)" -m venv "$$tool"; \
	"$$tool/bin/pip" install --quiet --disable-pip-version-check uv==$(UV_VERSION); \
	lock() { UV_CUSTOM_COMPILE_COMMAND='make lock' "$$tool/bin/uv" pip compile --quiet --no-config --universal \
	    --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    $(LOCK_FLAGS) pyproject.toml "$$@" > /dev/null; }; \
	lock --extra dev --output-file requirements-dev.txt; \
	lock --constraint requirements-dev.txt --output-file requirements.txt

.PHONY: bench-lock
bench-lock:  ## write the lock of the benchmark's peers anew (LOCK_FLAGS=--upgrade: newest versions)
	@set -eu; tool=$$(mktemp -d); trap 'rm -rf "$$tool"' EXIT; \
	"$(PYTHON)" -m venv "$$tool"; \
	"$$tool/bin/pip" install --quiet --disable-pip-version-check uv==$(UV_VERSION); \
	for peer in $(PEERS); do UV_CUSTOM_COMPILE_COMMAND='make bench-lock' "$$tool/bin/uv" pip compile --quiet --no-config \
	    --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    $(LOCK_FLAGS) benchmarks/peers/$$peer.in --output-file benchmarks/peers/$$peer.txt > /dev/null; done

.PHONY: clean
clean:  ## remove the set-up, the caches and what runs have written
	rm -rf $(VENV) $(BENCH) build out .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf ./*.egg-info
