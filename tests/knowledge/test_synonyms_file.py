"""The file of synonyms, and what is said of a broken one."""

from pathlib import Path

import pytest

from knowledge.content_files import Content
from knowledge.yaml_files import read_groups


def problems(folder: Path, text: str) -> list[str]:
    (folder / "synonyms.yml").write_text(text, encoding="utf-8")
    return [str(problem) for problem in read_groups(folder / "synonyms.yml", folder)[1]]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- [Schraube, Bolzen]\n- [Feder]\n", "synonyms.yml:2: at least two words that mean the same are expected"),
        ("- Schraube\n", "synonyms.yml:1: at least two words"),
        ("- [Schraube, 4]\n", "synonyms.yml:1: at least two words"),
        ("- [Schraube, <b>Bolzen</b>]\n", "synonyms.yml:1: plain words are expected, not '<b>Bolzen</b>'"),
        ("- [Schraube, Bolzen]\n- [Feder, bolzen]\n", "synonyms.yml:2: a word of one group only is expected, 'bolzen'"),
        ("Schraube: Bolzen\n", "synonyms.yml: a list of lists of words is expected"),
        ("- [Schraube", "synonyms.yml:"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    (found,) = problems(tmp_path, text)
    assert found.startswith(problem)


def test_a_missing_file_has_no_synonyms(tmp_path: Path) -> None:
    assert read_groups(tmp_path / "synonyms.yml", tmp_path) == ((), [])


def test_the_content_has_synonyms_on_all_topics(content: Content) -> None:
    assert len(content.taxonomy.synonyms) > 100
