"""Tells whether two bodies of an entry say the same."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from knowledge.schema import AnyEntry


def body_digest(body: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a body as canonical JSON: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def digest(entry: AnyEntry) -> str:
    """Return the digest of what the entry says.

    Fields at their default do not count, so that a new optional field in the schema makes no entry a changed one.
    """
    return body_digest({**entry.model_dump(mode="json", exclude_defaults=True), "kind": entry.kind})
