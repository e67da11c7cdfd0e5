"""The web process: ``uvicorn web.app:app``."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.responses import Response

import settings
from web import errors, exports, health, notifications, visitor
from web.engine import Engine
from web.limits import BodyLimit, SecurityHeaders
from web.ordering import Turns

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


class RevalidatedFiles(StaticFiles):
    """Scripts import each other without a version in their address, so the browser has to ask whether they changed."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Answer with the file, or with "not modified"."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _asset_version() -> str:
    """Change the addresses of scripts and styles whenever one of them changes."""
    contents = b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()))
    return sha256(contents).hexdigest()[:12]


@asynccontextmanager
async def _connections(app: FastAPI) -> AsyncIterator[None]:
    config = settings.get()
    app.state.engine = Engine(config)
    app.state.turns = Turns()
    actions = httpx2.AsyncClient(base_url=config.actions_url, timeout=2, trust_env=False)
    async with actions, notifications.delivering(config):
        app.state.actions = actions
        yield
    await app.state.engine.close()


def create_app() -> FastAPI:
    """Build the application."""
    application = FastAPI(title="Lotse", lifespan=_connections, docs_url=None, redoc_url=None)
    templates = Jinja2Templates(FOLDER / "templates")
    version = _asset_version()

    @application.get("/", response_class=HTMLResponse, include_in_schema=False)
    def chat(request: Request) -> HTMLResponse:
        values = {"asset_version": version, "max_length": settings.get().message_max_length}
        return templates.TemplateResponse(request, "chat.html", values)

    application.include_router(visitor.router)
    application.include_router(exports.router)
    application.include_router(health.router)
    application.mount("/static", RevalidatedFiles(directory=STATIC), name="static")
    errors.install(application)
    application.add_middleware(BodyLimit)
    application.add_middleware(
        CORSMiddleware,
        allow_origins=settings.get().allowed_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
    )
    application.add_middleware(SecurityHeaders)
    return application


app = create_app()
