"""What the benchmark and its workers tell each other: files in one folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from bench.understanding.corpora import Corpus
from bench.understanding.pipelines import Config

WARM_UP_SENTENCES = 20

Result = TypeVar("Result")


@dataclass(frozen=True)
class Trained:
    """One training: seconds inside the components, monotonic clock when the model was stored, peak memory in MiB."""

    component_seconds: float
    stored_at: float
    peak_mib: float


@dataclass(frozen=True)
class Parsed:
    """The intents understood, milliseconds for each message, peak memory in MiB."""

    intents: list[str]
    milliseconds: list[float]
    peak_mib: float


@dataclass(frozen=True)
class Job:
    """The folder of one pipeline on one corpus."""

    folder: Path

    @property
    def config(self) -> Path:
        """Rasa's configuration."""
        return self.folder / "config.yml"

    @property
    def training_data(self) -> Path:
        """The sentences to learn from, in Rasa's JSON format, where no text is taken for markup."""
        return self.folder / "nlu.json"

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.folder / "model.tar.gz"

    def write(self, corpus: Corpus, config: Config) -> None:
        """Write what both workers need."""
        examples = [{"text": example.text, "intent": example.intent} for example in corpus.training]
        self._dump(self.training_data, {"rasa_nlu_data": {"common_examples": examples}})
        self._dump(self.config, config)  # JSON is YAML
        self._dump(self._texts, [example.text for example in corpus.test])
        self._dump(self._warm_up, [example.text for example in corpus.training[:WARM_UP_SENTENCES]])

    def texts(self) -> list[str]:
        """Return the sentences to understand."""
        return list(_load(self._texts))

    def warm_up(self) -> list[str]:
        """Return a few other sentences to understand first, which do not count."""
        return list(_load(self._warm_up))

    def report(self, result: Trained | Parsed) -> None:
        """Write a worker's result."""
        self._dump(self._result(type(result)), asdict(result))

    def result(self, kind: type[Result]) -> Result:
        """Return a worker's result."""
        return kind(**_load(self._result(kind)))

    @property
    def _texts(self) -> Path:
        return self.folder / "texts.json"

    @property
    def _warm_up(self) -> Path:
        return self.folder / "warm_up.json"

    def _result(self, kind: type[object]) -> Path:
        return self.folder / f"{kind.__name__.lower()}.json"

    @staticmethod
    def _dump(path: Path, content: object) -> None:
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
