"""The pages: the merchant's at `/`, and in another page's frame at `/embed`; the agents' at `/desk`."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

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
        if (console := web / "desk.html").is_file():
            _serve_console(app, console)
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


def _serve_console(app: FastAPI, page: Path) -> None:
    """The agents' console. It is in no frame, wherever the merchant's page may be (headers.py)."""

    @app.get("/desk", include_in_schema=False)
    def console() -> FileResponse:
        return FileResponse(page)

    @app.get("/desk/", include_in_schema=False)
    def without_the_stroke() -> RedirectResponse:
        return RedirectResponse("/desk")
