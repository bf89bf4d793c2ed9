#!/usr/bin/env bash
# Formatting, lint, types, floors, knowledge and Rasa's own data check. Called by make lint and make test.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" PYTHONPATH="$PWD" RASA_TELEMETRY_ENABLED=false

ruff format --check .
ruff check .
mypy
nlu/.venv/bin/mypy --config-file nlu/pyproject.toml nlu/*.py nlu/report/*.py
lint-imports --no-logo
zhangfang knowledge check
