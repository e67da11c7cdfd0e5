"""Whether the service lives, and whether a message would be answered."""

import asyncio

import httpx2
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from knowledge.models import EntryRow
from storage import database
from storage.database import StoreUnavailableError
from web.engine import Engine

router = APIRouter(tags=["operation"])


@router.get("/health")
async def health() -> dict[str, bool]:
    """Answer as long as the process lives."""
    return {"alive": True}


def _store_has_knowledge() -> bool:
    try:
        with database.reading() as session:
            return session.scalar(select(EntryRow.id).limit(1)) is not None
    except StoreUnavailableError:
        return False


async def _actions_are_ready(client: httpx2.AsyncClient) -> bool:
    try:
        return (await client.get("/health")).status_code == httpx2.codes.OK
    except httpx2.HTTPError:
        return False


@router.get("/ready")
async def ready(request: Request) -> JSONResponse:
    """Say 200 when a message would be answered, else 503 and which part is not ready."""
    engine: Engine = request.app.state.engine
    names = ("store", "engine", "actions")
    checks = await asyncio.gather(
        run_in_threadpool(_store_has_knowledge), engine.is_ready(), _actions_are_ready(request.app.state.actions)
    )
    parts = dict(zip(names, checks, strict=True))
    missing = [name for name, is_ready in parts.items() if not is_ready]
    return JSONResponse({"ready": not missing, "missing": missing}, status_code=503 if missing else 200)
