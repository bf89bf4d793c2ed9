"""Tells which calls never succeeded while the fuzzer ran: of those it has tried little.

usage: reached.py URL REACHED
"""

import json
import sys
from pathlib import Path

import httpx

LEFT_OUT = ("/stream", "/oidc/start", "/oidc/callback")
"""Streams are not called; there is no company that signs people in."""

url, noted = sys.argv[1:]
reached = json.loads(Path(noted).read_text(encoding="utf-8"))
described = httpx.get(f"{url}/openapi.json", trust_env=False).json()["paths"]
calls = [
    f"{method.upper()} {path}"
    for path, methods in described.items()
    for method in methods
    if not path.endswith(LEFT_OUT)
]
never = [call for call in calls if not any(it[0] in "23" for it in reached.get(call, {}))]
print(f"{len(calls) - len(never)} of {len(calls)} calls succeeded at least once.")
for call in never:
    if call in reached:
        print(f"  never: {call}  {reached[call]}")
