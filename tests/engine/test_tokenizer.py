"""Tokens as the featurizers get them."""

from __future__ import annotations

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.nlu.tokenizer import GermanTokenizer


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> GermanTokenizer:
    storage = LocalModelStorage(tmp_path_factory.mktemp("tokenizer"))
    config = GermanTokenizer.get_default_config()
    return GermanTokenizer.create(config, storage, Resource("tokenizer"), ExecutionContext(GraphSchema({})))


def tokens(tokenizer: GermanTokenizer, text: str) -> list[Token]:
    return list(tokenizer.tokenize(Message({TEXT: text}), TEXT))


def lemmas(tokenizer: GermanTokenizer, text: str) -> list[str]:
    return [token.lemma for token in tokens(tokenizer, text)]


def test_a_token_keeps_its_words_and_their_place(tokenizer: GermanTokenizer) -> None:
    text = "Was kostet's, wenn 1.200 Ventile fehlen?"
    found = tokens(tokenizer, text)
    assert [token.text for token in found] == [text[token.start : token.end] for token in found]
    assert "1.200" in [token.text for token in found]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("für Zuschüsse", "fuer Zuschuesse"),
        ("Maße prüfen", "Masse pruefen"),
        ("Zuschuss", "Zuschüsse"),
        ("MASCHINE", "Maschinen"),
        ("Kolleg*innen", "Kolleginnen"),
        ("Prüfung", "Pru\u0308fung"),
        ("Weiter\u00adbildung", "Weiterbildung"),
    ],
)
def test_spellings_of_a_word_have_one_lemma(tokenizer: GermanTokenizer, written: str, same: str) -> None:
    assert lemmas(tokenizer, written) == lemmas(tokenizer, same)


def test_different_words_have_different_lemmas(tokenizer: GermanTokenizer) -> None:
    assert lemmas(tokenizer, "Schulung") != lemmas(tokenizer, "Schule")


@pytest.mark.parametrize("text", ["???", "…", "🙂🙂", "-", "👨‍👩‍👧", "\u0301"])
def test_a_message_without_words_is_one_token(tokenizer: GermanTokenizer, text: str) -> None:
    (token,) = tokens(tokenizer, text)
    assert (token.text, token.start, token.end) == (text, 0, len(text))
