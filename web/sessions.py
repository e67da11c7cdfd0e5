"""Signed visitor sessions: a token says which conversation its bearer may read and write, and for how long."""

from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Header
from itsdangerous import BadSignature, URLSafeTimedSerializer

import settings
from web.errors import ApiError


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.get().session_secret.get_secret_value(), salt="visitor-session")


def issue(conversation_id: str) -> str:
    """Return the token of a conversation."""
    token: str = _serializer().dumps(conversation_id)
    return token


def authorised_conversation(conversation_id: str, authorization: Annotated[str, Header()] = "") -> str:
    """Return the conversation of the path if the token is for it.

    Raises:
        ApiError: 401 when the token is missing, forged, expired or another conversation's.
    """
    lifetime = timedelta(hours=settings.get().session_lifetime_hours).total_seconds()
    try:
        allowed = _serializer().loads(authorization.removeprefix("Bearer "), max_age=int(lifetime))
    except BadSignature as error:
        raise ApiError(401, "session_expired") from error
    if allowed != conversation_id:
        raise ApiError(401, "session_expired")
    return conversation_id


ConversationId = Annotated[str, Depends(authorised_conversation)]
