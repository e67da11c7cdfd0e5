"""A linear intent classifier whose confidences mean what they say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, vstack
from scipy.special import log_softmax, softmax
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.engine.nlu import stamps
from german.analysis import tokenise

WEIGHTS_FILE = "weights.npz"
INTENTS_FILE = "intents.json"
RANKED = 10
FOLDS = 5
LEAST_INTENTS = LEAST_SENTENCES = 2
"""Fewer leave nothing to tell apart, or nothing to learn from while a sentence is put aside."""
SHARPNESS_BOUNDS = (0.1, 50.0)

Scores = NDArray[np.float64]


def best_sharpness(scores: Scores, targets: NDArray[np.int64]) -> float:
    """Return the factor on the scores whose softmax gives the true intents the highest likelihood.

    Temperature scaling: Guo et al., On Calibration of Modern Neural Networks, 2017; the factor is 1 / temperature.
    """
    rows = np.arange(len(targets))

    def surprise(factor: float) -> float:
        return -float(log_softmax(factor * scores, axis=1)[rows, targets].mean())

    return float(minimize_scalar(surprise, bounds=SHARPNESS_BOUNDS, method="bounded").x)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """A linear support vector machine, one against the rest, on sparse sentence features.

    Its margins become confidences by a softmax whose sharpness is fitted on sentences that the fold's machine has
    not seen. Config keys: ``regularisation`` (C of scikit-learn's LinearSVC), ``random_state``. Weights are stored
    as arrays. The same data give the same predictions.
    """

    VERSION = 1

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource):
        self._config = config
        self._storage = storage
        self._resource = resource
        self._intents: list[str] = []
        self._coefficients: Scores = np.zeros((0, 0))
        self._intercepts: Scores = np.zeros(0)
        self._sharpness = 1.0

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what has to come before."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default of each config key."""
        return {"regularisation": 0.5, "random_state": 20}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Create an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Load a trained classifier."""
        classifier = cls(config, model_storage, resource)
        with stamps.reading(cls, model_storage, resource) as folder:
            classifier._intents = json.loads((Path(folder) / INTENTS_FILE).read_text(encoding="utf-8"))
            with np.load(Path(folder) / WEIGHTS_FILE, allow_pickle=False) as arrays:
                classifier._coefficients = arrays["coefficients"]
                classifier._intercepts = arrays["intercepts"]
                classifier._sharpness = float(arrays["sharpness"])
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Learn to tell the intents apart, then how far its margins can be trusted.

        Raises:
            RasaException: there are fewer than two intents, or one has fewer than two sentences.
        """
        messages = [message for message in training_data.intent_examples if message.get(TEXT) and message.get(INTENT)]
        names = [message.get(INTENT) for message in messages]
        _require_enough(names)
        self._intents = sorted(set(names))
        targets = np.array([self._intents.index(name) for name in names])
        rows = vstack([_sentence_features(message) for message in messages]).tocsr()
        self._sharpness = best_sharpness(self._unseen_scores(rows, targets), targets)
        coefficients, self._intercepts = self._fitted(rows, targets)
        self._coefficients = coefficients.astype(np.float32)
        self._persist()
        return self._resource

    def _fitted(self, rows: csr_matrix, targets: NDArray[np.int64]) -> tuple[Scores, Scores]:
        """Return coefficients and intercepts, a row for each intent; of two, scikit-learn keeps the second's only."""
        machine = LinearSVC(C=self._config["regularisation"], random_state=self._config["random_state"])
        machine.fit(rows, targets)
        if len(machine.intercept_) == 1:
            return np.vstack([-machine.coef_, machine.coef_]), np.append(-machine.intercept_, machine.intercept_)
        return machine.coef_, machine.intercept_

    def _unseen_scores(self, rows: csr_matrix, targets: NDArray[np.int64]) -> Scores:
        """Return the margins of each sentence by a machine that has not seen it."""
        scores = np.zeros((rows.shape[0], len(self._intents)))
        # So many that each fold's machine knows every intent.
        number = min(FOLDS, int(np.bincount(targets).min()))
        folds = StratifiedKFold(number, shuffle=True, random_state=self._config["random_state"])
        for seen, unseen in folds.split(rows, targets):
            coefficients, intercepts = self._fitted(rows[seen], targets[seen])
            scores[unseen] = rows[unseen] @ coefficients.T + intercepts
        return scores

    def _persist(self) -> None:
        with stamps.writing(type(self), self._storage, self._resource) as folder:
            (Path(folder) / INTENTS_FILE).write_text(json.dumps(self._intents), encoding="utf-8")
            np.savez_compressed(
                Path(folder) / WEIGHTS_FILE,
                coefficients=self._coefficients,
                intercepts=self._intercepts,
                sharpness=np.array(self._sharpness),
            )

    def process(self, messages: list[Message]) -> list[Message]:
        """Add intent and ranking to each message."""
        for message in messages:
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        if not tokenise(message.get(TEXT) or ""):  # "?" alone tells nothing
            return [{INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}]
        margins = _sentence_features(message) @ self._coefficients.T + self._intercepts
        confidences = softmax(self._sharpness * np.asarray(margins)[0])
        best = np.argsort(-confidences)[:RANKED]
        return [
            {INTENT_NAME_KEY: self._intents[index], PREDICTED_CONFIDENCE_KEY: float(confidences[index])}
            for index in best
        ]


def _require_enough(names: Sequence[str]) -> None:
    """Raise RasaException if the sentences of these intents are too few to learn from."""
    counts = Counter(names)
    if len(counts) < LEAST_INTENTS:
        raise RasaException(f"There has to be something to tell apart: {len(counts)} intents in the training data.")
    few = sorted(name for name, count in counts.items() if count < LEAST_SENTENCES)
    if few:
        raise RasaException(f"Write at least {LEAST_SENTENCES} training sentences for: {', '.join(few)}.")


def _sentence_features(message: Message) -> csr_matrix:
    _, sentence = message.get_sparse_features(attribute=TEXT)
    return csr_matrix(sentence.features)
