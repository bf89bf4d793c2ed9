# Two commands do everything: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PORT ?= 8000
DATA ?= var
MINUTES ?= 30

export UV_PYTHON_DOWNLOADS ?= never
export RASA_TELEMETRY_ENABLED := false

# uv from the PATH, or one of our own in .tools/
UV := $(shell command -v uv 2>/dev/null || echo $(CURDIR)/.tools/uv/bin/uv)
ZF := .venv/bin/zhangfang
PYTHON := .venv/bin/python

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

.PHONY: run
run: setup ## Install what is missing, build, train, and open 账房 on port PORT (8000)
	@$(ZF) up --port $(PORT) --data $(DATA)

.PHONY: setup
setup: ## Install, build the page, train the model
	@$(MAKE) --no-print-directory --jobs 3 install
	@$(ZF) train --if-changed

.PHONY: install
install: .venv/.installed nlu/.venv/.installed web/dist/.built

.PHONY: test
test: setup ## Run every check and test
	@scripts/test.sh

.PHONY: lint
lint: .venv/.installed ## Format and lint, types, floors
	@scripts/lint.sh

.PHONY: types
types: .venv/.installed web/dist/.built ## Make the page's types from the API
	@$(ZF) openapi > web/openapi.json
	@cd web && npm run --silent types

.PHONY: bench
bench: setup ## Measure ours beside others; writes docs/benchmarks.md (PART=evidence, slips or page: that alone; QUICK=1: a smoke run)
	@$(UV) sync --quiet --frozen --compile-bytecode --group bench \
	  || echo "jionlp and pymerkle could not be installed; they are left out of the figures."
	@$(PYTHON) -m bench $(PART) $(if $(QUICK),--quick)

.PHONY: load
load: setup ## 20 agents and 200 live conversations at once, for MINUTES (30); writes docs/benchmarks.md
	@$(PYTHON) -m bench.console.load --minutes $(MINUTES) --keep

.PHONY: encoder
encoder: setup ## Tune the sentence encoder on data/nlu and cross-validate; takes torch and an hour and a half
	@scripts/encoder.sh

.PHONY: report
report: setup ## Measure how messages are understood; writes docs/nlu-report.md and its pictures
	@$(ZF) nlu report

.PHONY: pictures
pictures: setup ## Draw the screenshots of docs/pictures anew, in a house of their own
	@scripts/pictures.sh

.PHONY: soak
soak: setup ## The tests that run for minutes: kills under load and around due dates, thousands of random merchants
	@.venv/bin/pytest -m soak
	@WALKS=2000 .venv/bin/pytest tests/cases/test_random_merchants.py

.PHONY: fuzz
fuzz: .venv/.installed ## Call all of the API rightly and wrongly, 10,000 times and more, with Schemathesis
	@tests/fuzz/fuzz.sh 120
	@tests/fuzz/fuzz.sh 120 --phases stateful --max-time 120

.PHONY: test-postgres
test-postgres: .venv/.installed ## The record on PostgreSQL, in a server of the tests' own (apt install postgresql)
	@.venv/bin/pytest -m postgres

$(CURDIR)/.tools/uv/bin/uv:
	@echo "uv is not on the PATH: installing it with pip into .tools/ …"
	@python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools/uv uv \
	  || { echo "uv could not be installed with pip. Install it yourself (https://docs.astral.sh/uv/) and run make again."; exit 1; }

.venv/.installed: pyproject.toml uv.lock | $(UV)
	@$(UV) python find '>=3.11' >/dev/null 2>&1 \
	  || { echo "Python 3.11 or newer is missing. Install it (e.g. apt install python3.11, or pyenv install 3.11) and run make again."; exit 1; }
	@echo "Installing the service's environment …"
	@$(UV) sync --quiet --frozen --compile-bytecode
	@touch $@

# Rasa's environment has a Python of its own; a pyenv shim finds it only inside nlu/.
nlu/.venv/.installed: nlu/pyproject.toml nlu/uv.lock nlu/.python-version | $(UV)
	@cd nlu && $(UV) python find 3.10 >/dev/null 2>&1 \
	  || { echo "Python 3.10 is missing; Rasa runs on no newer one. Install it (e.g. apt install python3.10, or pyenv install 3.10) and run make again."; exit 1; }
	@echo "Installing Rasa's environment (about 600 MB to download the first time) …"
	@cd nlu && $(UV) sync --frozen --compile-bytecode
	@touch $@

web/dist/.built: $(shell find web/src web/embed web/index.html web/desk.html web/package.json web/package-lock.json web/vite.config.ts web/vite.embed.config.ts web/vite.console.config.ts -type f 2>/dev/null)
	@command -v npm >/dev/null \
	  || { echo "npm is missing; the pages need Node 20 or newer. Install it and run make again."; exit 1; }
	@echo "Building the pages …"
	@cd web && npm ci --silent --no-fund --no-audit && npm run --silent build
	@touch $@
