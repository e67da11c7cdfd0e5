"""Trains as `rasa train nlu` does, and clocks the components."""

from __future__ import annotations

import time
from typing import Any

from rasa import model_training
from rasa.engine.graph import GraphNodeHook
from rasa.engine.runner.dask import DaskGraphRunner

from bench.memory import peak_mib
from bench.understanding.job import Job, Trained

COMPONENT_NODES = ("train_", "run_")
"""How Rasa's recipe begins the names of the graph's nodes that are components of the pipeline."""
WARMING_COUNTS_BELOW_SECONDS = 60.0
"""A longer training is not repeated: imports on first use, some seconds at most, are lost in it."""


class Clock:
    """Adds up the seconds inside components; nodes run one after the other."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._started = 0.0

    def start(self) -> None:
        """A node begins."""
        self._started = time.perf_counter()

    def stop(self, node: str) -> None:
        """A node has ended."""
        if node.startswith(COMPONENT_NODES):
            self.seconds += time.perf_counter() - self._started


class _Start(GraphNodeHook):
    def __init__(self, clock: Clock):
        self._clock = clock

    def on_before_node(self, **_: Any) -> dict[str, Any]:
        self._clock.start()
        return {}

    def on_after_node(self, **_: Any) -> None:
        pass


class _Stop(GraphNodeHook):
    def __init__(self, clock: Clock):
        self._clock = clock

    def on_before_node(self, **_: Any) -> dict[str, Any]:
        return {}

    def on_after_node(self, node_name: str, **_: Any) -> None:
        self._clock.stop(node_name)


def clocked(clock: Clock) -> type[DaskGraphRunner]:
    """Return Rasa's graph runner with the clock next to the nodes, so that Rasa's own hooks do not count."""

    class ClockedRunner(DaskGraphRunner):
        @classmethod
        def create(
            cls, graph_schema: Any, model_storage: Any, execution_context: Any, hooks: list[Any] | None = None
        ) -> DaskGraphRunner:
            # Without hooks nothing is trained: that run compares fingerprints.
            clocked_hooks = [_Stop(clock), *hooks, _Start(clock)] if hooks else None
            return super().create(graph_schema, model_storage, execution_context, clocked_hooks)

    return ClockedRunner


def train(job: Job) -> Trained:
    """Train and store the model; a short training is done twice, and the shorter one's component seconds count."""
    seconds = _train(job)
    stored_at, peak = time.monotonic(), peak_mib()
    if seconds < WARMING_COUNTS_BELOW_SECONDS:
        seconds = min(seconds, _train(job))
    return Trained(seconds, stored_at, peak)


def _train(job: Job) -> float:
    """Return the seconds inside components."""
    clock = Clock()
    model_training.DaskGraphRunner = clocked(clock)
    model_training.train_nlu(str(job.config), str(job.training_data), str(job.folder), fixed_model_name=job.model.name)
    return clock.seconds
