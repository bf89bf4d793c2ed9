"""`zhangfang openapi`: the API as OpenAPI describes it; the page's types are made from it."""

import json

from zhangfang.console.app import create_app
from zhangfang.desk.settings import Settings
from zhangfang.running.layout import Layout


def api_description(layout: Layout) -> str:
    """The description as JSON, the same for the same code. Nothing is started."""
    nowhere = "http://127.0.0.1:9"
    settings = Settings(
        data=layout.root / "var",
        rasa_url=nowhere,
        actions_url=nowhere,
        knowledge=layout.knowledge,
        domain=layout.domain,
        web=layout.page,
    )
    return json.dumps(create_app(settings).openapi(), ensure_ascii=False, indent=1, sort_keys=True)
