"""Figures about the entries."""

from datetime import date

import pytest
from sqlalchemy import Engine

from knowledge import clock
from knowledge.__main__ import main
from knowledge.content_files import Content
from knowledge.importing import import_content
from knowledge.schema import AnyEntry
from knowledge.store_statistics import OLDER, Share, Words, age_of, statistics, text_of
from storage import database
from tests.knowledge.knowledge_samples import ANSWER, TAXONOMY, cluster, course, faq, funding, glossary, region

TODAY = date(2030, 3, 1)
ENTRIES = (
    faq(ask_next=["schraubendreherei"], as_of="2029-05", more_sources=["https://example.org/b"]),
    faq("faq-901", status="draft", topics=["schrauben", "federn"]),
    glossary(source={"title": "Buch"}, confidence="low", owner="wir"),
    region("nord", "regierungsbezirk"),
)


@pytest.mark.parametrize(
    ("checked_on", "age"),
    [
        ("2030-03-01", "up to 3 months"), ("2029-12-01", "up to 3 months"), ("2029-11-30", "up to 6 months"),
        ("2029-03-01", "up to 12 months"), ("2029-02-28", OLDER), ("2031-01-01", "up to 3 months"),
    ],
)  # fmt: skip
def test_the_age_is_counted_from_the_last_reading(checked_on: str, age: str) -> None:
    assert age_of(faq(checked_on=checked_on), TODAY) == age


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (faq(), ANSWER.strip()),
        (glossary(), "Ein Ort, an dem Schrauben gedreht werden."),
        (funding(), "Geld für Schrauben."),
        (course(), "Ein Kurs."),
        (cluster(), "Bringt Schrauben zusammen."),
        (region("nord", "regierungsbezirk"), ""),
    ],
)
def test_every_kind_has_a_text_for_visitors_but_regions(entry: AnyEntry, text: str) -> None:
    assert text_of(entry) == text


def test_everything_is_counted() -> None:
    figures = statistics(ENTRIES, today=TODAY)
    assert figures.counts["kind"] == {"faq": 2, "glossary": 1, "region": 1}
    assert figures.counts["status"] == {"published": 3, "draft": 1}
    assert figures.counts["confidence"] == {"high": 3, "low": 1}
    assert figures.counts["topic"] == {"schrauben": 4, "federn": 1}
    assert figures.counts["source last read"] == {"up to 3 months": 4}
    assert figures.counts["date of the source"] == {"unknown": 3, "2029": 1}
    assert list(figures.counts["kind"]) == ["faq", "glossary", "region"]
    assert figures.words == {"faq": Words(2 * 47, 47), "glossary": Words(7, 7)}
    assert figures.shares == {
        "FAQs with next questions": Share(1, 2),
        "entries whose source has an address": Share(3, 4),
        "entries with a second source": Share(1, 4),
        "entries of a single organisation": Share(1, 4),
    }


def test_a_share_is_told_in_percent() -> None:
    assert str(Share(1, 3)) == "1 of 3 (33%)"
    assert str(Share(0, 0)) == "0 of 0"


def test_the_command_shows_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with database.transaction() as session:
        import_content(session, Content({entry.id: entry for entry in ENTRIES}, TAXONOMY))
    assert main(["stats"]) == 0
    shown = capsys.readouterr().out
    for text in ("│ faq      │ 2", "│ draft     │ 1", "up to 3 months", "1 of 2 (50%)", "│ 94    │ 47"):
        assert text in shown


def test_an_empty_store_has_figures_too(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats"]) == 0
    assert "0 of 0" in capsys.readouterr().out
