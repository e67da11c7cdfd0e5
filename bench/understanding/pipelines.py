"""The pipelines that are compared, as Rasa configurations."""

from __future__ import annotations

from typing import Any

from rasa.shared.utils.io import read_yaml_file

from bot.engine import model

Config = dict[str, Any]

DIET = "DIET"
LOGISTIC_REGRESSION = "LogisticRegression"
LOTSE = "Lotse"
SEED = 1

STOCK_FEATURES: list[Config] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
"""What `rasa init` has before its classifier."""
STOCK_CLASSIFIER: Config = {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True}


def configurations(*, quick: bool) -> dict[str, Config]:
    """Return the configurations by name; `quick` leaves DIET out, which takes minutes."""
    compared = {
        DIET: _stock({**STOCK_CLASSIFIER, "random_seed": SEED}),
        LOGISTIC_REGRESSION: _stock({"name": "LogisticRegressionClassifier", "random_state": SEED}),
        LOTSE: _lotse(),
    }
    return {name: config for name, config in compared.items() if not (quick and name == DIET)}


def _config(pipeline: list[Config], language: str = "de") -> Config:
    return {"recipe": "default.v1", "assistant_id": "bench", "language": language, "pipeline": pipeline}


def _stock(classifier: Config) -> Config:
    return _config([*STOCK_FEATURES, classifier])


def _lotse() -> Config:
    """Return the NLU part of ``config.yml``."""
    config = read_yaml_file(model.ROOT / "config.yml")
    return _config(config["pipeline"], config["language"])
