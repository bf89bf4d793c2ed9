#!/usr/bin/env bash
# Every check and test a newcomer can run, in the order in which they fail fastest.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH="$PWD" RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 ZHANGFANG_ACTIONS_PORT=0

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Rasa says a great deal; it is shown only if the command fails.
quietly() { "$@" >"$scratch/said" 2>&1 || { cat "$scratch/said"; return 1; }; }

# Two at once, each on a core of its own; what the first says comes after the second's.
beside() {
  local other=$1 failed=0
  shift
  "$other" >"$scratch/beside" 2>&1 &
  local its=$!
  "$@" || failed=$?
  wait "$its" || failed=$?
  cat "$scratch/beside"
  return "$failed"
}

# On a machine that CI shares, what failed is tried once more, and said to have been: find out why
# when you see one. At your desk the first failure counts.
once_more() { "$@" || { [ -n "${CI:-}" ] && echo "Failed once, tried again: $*" && "$@"; }; }
# (pytest-rerunfailures does that too, and its word over a socket for each test took three minutes.)
tests() {
  local kept="cache_dir=$scratch/$1"
  .venv/bin/pytest -o "$kept" "${@:2}" || {
    [ -n "${CI:-}" ] && echo "Failed once, tried again: see above" &&
      .venv/bin/pytest -o "$kept" --last-failed "${@:2}"
  }
}

step() { printf '\n\033[1m== %s\033[0m\n' "$1"; }

pages_logic() { (cd web && npm run --silent check && npm test --silent); }
step "format, lint, types, floors, knowledge; the pages: types, logic"
beside pages_logic scripts/lint.sh

step "the service, without Rasa"
tests service -n auto --dist worksteal

few_calls() { once_more quietly tests/fuzz/fuzz.sh 2 --phases fuzzing,stateful --generation-deterministic; }
step "Rasa's side: components; all of the API, rightly and wrongly (a few calls, thousands with make fuzz)"
beside few_calls nlu/.venv/bin/python -W ignore -m nlu.lean pytest -q -c nlu/pyproject.toml --rootdir . tests/nlu

system_calls() {
  if strace -o /dev/null true 2>/dev/null; then
    tests system-calls -m strace tests/desk
  else
    echo "Left out: strace is missing (apt install strace), or may not be used here."
  fi
}
stories() {
  quietly nlu/.venv/bin/python -W ignore -m nlu.lean rasa data validate --fail-on-warnings &&
    quietly nlu/.venv/bin/python -W ignore -m nlu.lean rasa test core --stories tests/rasa \
      --model models/zhangfang.tar.gz --endpoints endpoints.yml --out "$scratch/rasa" \
      --fail-on-prediction-errors
}
step "Rasa's side: training data, stories; on disk before it is acknowledged: the desk's system calls"
beside system_calls stories

step "the pages in Chromium"
(cd web && npm run --silent test:page)

step "the whole house: dialogues, kills, bad input, in Chromium" # a house on each core
tests house -m "rasa or page" -n 2 --dist loadfile
