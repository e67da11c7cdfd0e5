"""Somebody else's FAQ as tab-separated pairs."""

from pathlib import Path

import pytest

from bench.retrieval.pairs import read_pairs
from bench.retrieval.question_sets import BenchError


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "faq.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_every_faq_question_is_one_document_and_answers_all_its_rows(tmp_path: Path) -> None:
    read = read_pairs(written(tmp_path, "Öl?\tWie ölt man?\nSpannen?\tWie spannt man?\r\nSchmieren? \t Wie ölt man?\n"))
    assert [document.text for document in read.store.documents] == ["Wie ölt man?", "Wie spannt man?"]
    oiling, tightening = (document.id for document in read.store.documents)
    asked = [(question.text, set(question.right)) for question in read.answerable]
    assert asked == [("Öl?", {oiling}), ("Spannen?", {tightening}), ("Schmieren?", {oiling})]
    assert (read.name, read.unanswerable) == ("faq", ())


def test_a_byte_order_mark_is_no_part_of_the_first_question(tmp_path: Path) -> None:
    assert read_pairs(written(tmp_path, "\ufeffa\tb\n")).answerable[0].text == "a"


def test_every_bad_row_is_named_with_file_and_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a\tb\nonly one\n\na\tb\tc\na\u2028a\tb\n \tb\n")
    with pytest.raises(BenchError) as caught:
        read_pairs(path)
    lines = str(caught.value).splitlines()
    assert [line.partition(": ")[0] for line in lines] == [f"{path}:{number}" for number in (2, 3, 4, 6)]
    assert "user question<TAB>FAQ question is expected" in lines[0]
    assert lines[2].endswith("the number of columns here is 3")
    assert lines[3].endswith("one of them is empty")


@pytest.mark.parametrize("content", ["", b"\xff\xfea\tb\n"])
def test_what_is_no_such_file_is_refused_by_name(tmp_path: Path, content: str | bytes) -> None:
    path = written(tmp_path, content)
    with pytest.raises(BenchError, match=r"faq\.tsv"):
        read_pairs(path)
    with pytest.raises(BenchError, match="elsewhere"):
        read_pairs(path.with_name("elsewhere"))
