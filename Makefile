# Everything stays inside the checkout (.venv); dependencies come from hash-locked files.
PYTHON ?= python3
BIN := .venv/bin
# Two tests to a processor: for half of its time a test of the app waits, as a person would.
AT_ONCE := $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help demo test lint bench mutations lock snapshots clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

demo: .venv/.installed ## a made-up borough, opened
	$(BIN)/fctui demo --dir demo

test: .venv/.developer lint ## lint, types, import rules, every test
	$(BIN)/python -m pytest -n $(AT_ONCE) --maxprocesses 16 --dist worksteal

lint: .venv/.developer ## lint, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/basedpyright

bench: .venv/.developer ## every benchmark
	@for subject in $$(ls tests/benchmarks/bench_*.py | sed 's:.*/bench_\(.*\)\.py:\1:'); do $(MAKE) --no-print-directory bench-$$subject || exit 1; done

bench-%: .venv/.developer ## one of them, as bench-lookup; ARGS='…' are handed on
	$(BIN)/python -m tests.benchmarks.bench_$* $(ARGS)

bench-linkage: .venv-bench/.installed

mutations: .venv/.developer ## faults put into linkage one at a time, in a copy: each must be caught
	$(BIN)/python -m tests.mutations

snapshots: .venv/.developer ## new pictures of the screens: look at each before it is kept
	$(BIN)/python -m pytest -n auto -k snapshot --snapshot-update

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

.venv/.developer: requirements-dev.lock .venv/.installed
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Splink runs in an environment of its own, so that the product's never holds it; without it our figures stand alone.
.venv-bench/.installed: requirements-bench.lock
	@$(PYTHON) -m venv .venv-bench && .venv-bench/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes -r $< && touch $@ || echo "Splink could not be installed: measuring without it."

# Needs uv (pip install uv). One lock for every platform and Python from 3.11 on.
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --quiet
lock: ## new locks of what is installed
	$(LOCK) --extra build -o requirements.lock
	$(LOCK) --extra build --extra dev -o requirements-dev.lock
	$(LOCK) --extra bench -o requirements-bench.lock

clean: ## away with what these have made
	rm -rf .venv .venv-bench demo
