"""Errors of the API: raised with a code, rendered in one place as JSON with a German sentence."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from desk.conversations import UnknownButtonError, UnknownConversationError
from storage.database import StoreUnavailableError
from web import texts

logger = logging.getLogger(__name__)

CODES_BY_STATUS = {401: "session_expired", 404: "not_found", 405: "not_found", 413: "body_too_large"}


class ApiError(Exception):
    """An error that its sender can do something about."""

    def __init__(self, status: int, code: str, **values: object):
        super().__init__(code)
        self.status = status
        self.code = code
        self.values = values


def error_response(status: int, code: str, **values: object) -> JSONResponse:
    """Render an error."""
    return JSONResponse({"error": {"code": code, "message": texts.error(code, **values)}}, status_code=status)


def install(app: FastAPI) -> None:
    """Add the handlers to the application."""

    @app.exception_handler(ApiError)
    async def known(_: Request, error: ApiError) -> JSONResponse:
        return error_response(error.status, error.code, **error.values)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        response = error_response(422, "bad_request")
        logger.info("rejected a request: %s", [(item["loc"], item["type"]) for item in error.errors()])
        return response

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        return error_response(error.status_code, CODES_BY_STATUS.get(error.status_code, "bad_request"))

    @app.exception_handler(UnknownConversationError)
    async def unknown_conversation(_: Request, __: UnknownConversationError) -> JSONResponse:
        return error_response(401, "session_expired")

    @app.exception_handler(UnknownButtonError)
    async def unknown_button(_: Request, __: UnknownButtonError) -> JSONResponse:
        return error_response(404, "unknown_button")

    @app.exception_handler(StoreUnavailableError)
    async def store_unavailable(_: Request, error: StoreUnavailableError) -> JSONResponse:
        logger.error("a request was refused: %s", error)
        return error_response(503, "store_unavailable")

    @app.exception_handler(Exception)
    async def unexpected(_: Request, __: Exception) -> JSONResponse:
        return error_response(500, "internal")
