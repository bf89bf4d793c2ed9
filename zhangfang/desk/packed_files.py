"""Files of the built pages, gzipped where the build has laid a copy beside them."""

import os
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PACKED = ".gz"


class PackedFiles(StaticFiles):
    """Serves `x.js.gz` as `x.js` to a browser that takes gzip. The pages hold no secrets."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, packed if it can be."""
        path = os.fspath(full_path)
        packed = _stat(path + PACKED) if _takes_gzip(scope) else None
        if packed is None:
            response = super().file_response(path, stat_result, scope, status_code)
        else:
            response = super().file_response(path + PACKED, packed, scope, status_code)
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        return response


def _takes_gzip(scope: Scope) -> bool:
    accepted = Headers(scope=scope).get("Accept-Encoding", "")
    return any(_names_gzip(part) for part in accepted.split(","))


def _names_gzip(part: str) -> bool:
    name, _, weight = part.strip().partition(";")
    return name.lower() in ("gzip", "*") and weight.replace(" ", "") not in ("q=0", "q=0.0")


def _stat(path: str) -> os.stat_result | None:
    try:
        return Path(path).stat()
    except FileNotFoundError:
        return None
