"""The merchant's page: by itself at `/`, in another page's frame at `/embed`."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from zhangfang.desk.packed_files import PackedFiles

NOT_BUILT = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>账房</title>
<p>账房已经在运行，但网页还没有构建。</p>
<p>在项目目录里执行 <code>make setup</code>，再重新启动。接口在 <code>/api/v1</code>。</p>
</html>
"""


def serve_pages(app: FastAPI, web: Path) -> None:
    """Serve the built pages, or say that they are not built. Must come after all routes."""
    page = web / "index.html"
    if page.is_file():
        _serve_embedded(app, page)
        app.mount("/", PackedFiles(directory=web, html=True), name="web")
        return

    @app.get("/", include_in_schema=False)
    async def not_built() -> HTMLResponse:
        return HTMLResponse(NOT_BUILT)


def _serve_embedded(app: FastAPI, page: Path) -> None:
    """The same page, marked as one that stands in a frame."""

    @app.get("/embed", include_in_schema=False)
    def embedded() -> HTMLResponse:
        return HTMLResponse(
            page.read_text(encoding="utf-8").replace("<html", "<html data-embed", 1)
        )
