"""Has a trained model understand sentences, one at a time, and clocks each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import Any

from bench.memory import peak_mib
from bench.understanding.job import Job, Parsed
from bot.engine.evaluation.command import load_agent
from bot.engine.evaluation.understanding import from_parsed


def parse(job: Job) -> Parsed:
    """Understand the job's sentences in order, after some that do not count."""
    agent = load_agent(job.model)
    _clocked(agent, job.warm_up())
    understood = _clocked(agent, job.texts())
    return Parsed([intent for intent, _ in understood], [spent for _, spent in understood], peak_mib())


def _clocked(agent: Any, texts: Iterable[str]) -> list[tuple[str, float]]:
    """Return the intent that ranks first, before any fallback, and the milliseconds, for each text."""

    async def one(text: str) -> tuple[str, float]:
        started = time.perf_counter()
        parsed = await agent.parse_message(text)
        return from_parsed(parsed).intent, 1000 * (time.perf_counter() - started)

    async def each() -> list[tuple[str, float]]:
        return [await one(text) for text in texts]

    return asyncio.run(each())
