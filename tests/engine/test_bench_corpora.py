"""How the benchmark of understanding reads corpora, and what it says of those that it cannot use."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.understanding import __main__ as entry
from bench.understanding import corpora
from bench.understanding.corpora import SLASH_IN_LABEL, CorpusError, read
from bot.engine.evaluation.sets import Example

TRAINING = "Guten Tag\tgreet\nAuf Wiedersehen\tbye\n"
TEST = "Hallo\tgreet\n"


def folder(path: Path, training: bytes | str = TRAINING, test: bytes | str = TEST) -> Path:
    """Write a corpus as bytes, so that line ends stay as they are."""
    for name, content in {"train.tsv": training, "test.tsv": test}.items():
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_corpus_is_named_after_its_folder(tmp_path: Path) -> None:
    corpus = read(folder(tmp_path))
    assert corpus.name == tmp_path.name
    assert corpus.training == [Example("Guten Tag", "greet"), Example("Auf Wiedersehen", "bye")]
    assert corpus.test == [Example("Hallo", "greet")]
    assert corpus.intents == ["bye", "greet"]


@pytest.mark.parametrize("text", ['Was heißt "Retrofit"?', "[Ulm](place)", "a\u2028b\x85c", "'n Abend"])
def test_nothing_in_a_text_is_markup(tmp_path: Path, text: str) -> None:
    assert read(folder(tmp_path, test=f"{text}\tgreet\n")).test == [Example(text, "greet")]


@pytest.mark.parametrize("content", ["Hallo\tgreet", "Hallo\tgreet\r\n", " Hallo \t greet \n"])
def test_line_ends_and_blanks_around_fields_do_not_count(tmp_path: Path, content: str) -> None:
    assert read(folder(tmp_path, test=content)).test == [Example("Hallo", "greet")]


def test_a_label_with_a_slash_stays_one_intent(tmp_path: Path) -> None:
    labels = read(folder(tmp_path, "Hallo\tchat/greet\nTschüss\tchat/bye\n")).intents
    assert labels == [f"chat{SLASH_IN_LABEL}bye", f"chat{SLASH_IN_LABEL}greet"]


@pytest.mark.parametrize(
    ("training", "message"),
    [
        ("", r"train\.tsv: the file is empty"),
        ("Hallo\tgreet\nTschüss\n", r"train\.tsv, line 2: expected text<TAB>label, found 'Tschüss'"),
        ("Hallo\tgreet\tdeny\n", r"line 1: expected text<TAB>label"),
        ("Hallo\tgreet\n\nTschüss\tbye\n", r"line 2: expected text<TAB>label, found ''"),
        ("Hallo\t \n", r"line 1: expected text<TAB>label"),
        (" \tgreet\n", r"line 1: expected text<TAB>label"),
        ("Hallo\tgreet\nTschüss\tbye\n".encode("latin-1"), r"train\.tsv, line 2: not UTF-8"),
        ("/greet\tgreet\n", r"line 1: a text that begins with '/' is a command to Rasa: '/greet'"),
        ("Hallo\tgreet\nGuten Tag\tgreet\n", r"train\.tsv: expected at least two labels, found only 'greet'"),
    ],
)
def test_a_broken_corpus_names_file_and_line(tmp_path: Path, training: bytes | str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read(folder(tmp_path, training))


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"nowhere: no such folder"):
        read(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match=r"train\.tsv: no such file"):
        read(tmp_path)


def test_lotses_own_data_have_the_same_intents_on_both_sides() -> None:
    own = corpora.own()
    assert {example.intent for example in own.test} == set(own.intents)
    assert all(example.text for example in own.training)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--no-own"], "nothing to measure"),
        (["--no-own", "--corpus", "nowhere"], "nowhere: no such folder"),
        ([], r"vocabulary.json is missing: run 'make train'"),
    ],
)
def test_a_mistake_shows_before_anything_is_trained(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["bench.understanding", *arguments])
    assert entry.main() == 1
    output = capsys.readouterr()
    assert message in output.err
    assert output.out == ""
