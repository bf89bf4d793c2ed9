#!/usr/bin/env bash
# Calls everything that the OpenAPI describes, rightly and wrongly, with Schemathesis.
# usage: fuzz.sh EXAMPLES [further options of `schemathesis run`]
set -euo pipefail
cd "$(dirname "$0")/../.."
examples=$1
shift
scratch=$(mktemp -d)
mkfifo "$scratch/alive"
.venv/bin/python tests/fuzz/serve_for_fuzzing.py <"$scratch/alive" >"$scratch/house.json" 2>"$scratch/house.log" &
house=$!
exec 3>"$scratch/alive"
trap 'exec 3>&-; wait $house || true; rm -rf "$scratch"' EXIT
for _ in $(seq 120); do
  [ -s "$scratch/house.json" ] && break
  kill -0 $house || { cat "$scratch/house.log"; exit 1; }
  sleep 0.5
done
url=$(.venv/bin/python -c "import json, sys; print(json.load(open(sys.argv[1]))['url'])" "$scratch/house.json")
export FUZZED="$scratch/house.json" REACHED="$scratch/reached.json"
export SCHEMATHESIS_HOOKS=fuzz_hooks PYTHONPATH="$PWD/tests/fuzz"
failed=0
.venv/bin/schemathesis --config-file tests/fuzz/schemathesis.toml run "$url/openapi.json" \
  --max-examples "$examples" --exclude-path-regex '/stream$' --output-truncate true --no-color "$@" || failed=$?
.venv/bin/python tests/fuzz/reached.py "$url" "$REACHED"
if grep -A 12 "while serving a request" "$scratch/house.log"; then
  echo "The service failed on a request: see above."
  exit 1
fi
exit "$failed"
