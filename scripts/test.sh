#!/usr/bin/env bash
# Every check and test a newcomer can run, in the order in which they fail fastest.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH="$PWD" RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 ZHANGFANG_ACTIONS_PORT=0

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Rasa says a great deal; it is shown only if the command fails.
quietly() { "$@" >"$scratch/said" 2>&1 || { cat "$scratch/said"; return 1; }; }

step() { printf '\n\033[1m== %s\033[0m\n' "$1"; }

step "format, lint, types, floors, knowledge"
scripts/lint.sh

step "the pages: types, logic"
(cd web && npm run --silent check && npm test --silent)

step "the service, without Rasa"
.venv/bin/pytest -n auto --dist worksteal

step "all of the API, rightly and wrongly: the same few calls each time, thousands with make fuzz"
quietly tests/fuzz/fuzz.sh 2 --phases fuzzing,stateful --generation-deterministic

step "on disk before it is acknowledged: the desk's system calls"
if strace -o /dev/null true 2>/dev/null; then
  .venv/bin/pytest -m strace tests/desk
else
  echo "Left out: strace is missing (apt install strace), or may not be used here."
fi

step "Rasa's side: components, training data, stories"
nlu/.venv/bin/python -W ignore -m nlu.lean pytest -q -c nlu/pyproject.toml --rootdir . tests/nlu
quietly nlu/.venv/bin/python -W ignore -m nlu.lean rasa data validate --fail-on-warnings
quietly nlu/.venv/bin/python -W ignore -m nlu.lean rasa test core --stories tests/rasa \
  --model models/zhangfang.tar.gz --endpoints endpoints.yml --out "$scratch/rasa" \
  --fail-on-prediction-errors

step "the whole house: dialogues, kills, bad input"
.venv/bin/pytest -m rasa

step "the pages in Chromium"
(cd web && npm run --silent test:page)
.venv/bin/pytest -m page
