#!/usr/bin/env bash
# Draws docs/pictures anew: a house of its own, a merchant in headless Chromium. Called by make pictures.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
free_port() { .venv/bin/python -c 'from zhangfang.running.ports import free_port; print(free_port())'; }
port=$(free_port)
host=$(free_port) # of the page that embeds the talk
.venv/bin/zhangfang up --port "$port" --data "$work/data" --dev --embed-on "http://127.0.0.1:$host" >"$work/said" 2>&1 &
house=$!
trap 'kill "$house" 2>/dev/null; wait "$house" 2>/dev/null || true; rm -rf "$work"' EXIT

for _ in $(seq 240); do
  grep -q "is open" "$work/said" && break
  kill -0 "$house" 2>/dev/null || { cat "$work/said"; exit 1; }
  sleep 0.5
done

.venv/bin/python -m bench.slips.make --count 1 --seed 1 --out "$work/slips"
boss=$(.venv/bin/zhangfang agent add 老板 --role administrator --data "$work/data")
cd web
export HOUSE_URL="http://127.0.0.1:$port" PICTURES="$PWD/../docs/pictures"
ADMIN_PASSWORD="$boss" npm run --silent test:shift -- pictures
SLIP=$(find "$work/slips" -name '*.jpg' | head -1) HOST_PORT="$host" npm run --silent test:house -- pictures
