"""Editors are told what they have to look at, in time and in the order of its date."""

import csv
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge import clock
from knowledge.__main__ import main
from knowledge.content_files import Content
from knowledge.due import Due, Reason, due
from knowledge.importing import import_content
from knowledge.schema import AnyEntry
from storage import database
from tests.knowledge.knowledge_samples import TAXONOMY, course, faq, funding, glossary

TODAY = date(2030, 3, 1)
LATER = "2031-01-01"


def found(*entries: AnyEntry, days: int = 60) -> list[tuple[date | None, Reason, str]]:
    return [(one.day, one.reason, one.entry.id) for one in due(entries, today=TODAY, days=days)]


@pytest.mark.parametrize(
    ("review_by", "days", "is_due"),
    [("2030-02-01", 60, True), ("2030-04-30", 60, True), ("2030-05-01", 60, False), ("2030-03-01", 0, True)],
)
def test_a_review_is_due_up_to_the_last_day(review_by: str, days: int, is_due: bool) -> None:
    assert bool(found(faq(review_by=review_by), days=days)) is is_due


@pytest.mark.parametrize(
    ("valid_until", "reason"),
    [("2030-03-01", Reason.ENDS), ("2030-04", Reason.ENDS), ("2030-02-28", Reason.ENDED), ("2029", Reason.ENDED)],
)
def test_an_end_is_told_before_and_after(valid_until: str, reason: Reason) -> None:
    ((_, told, _),) = found(funding(valid_until=valid_until, review_by=LATER))
    assert told is reason


@pytest.mark.parametrize("make", [funding, course])
def test_what_is_marked_as_ended_needs_nothing(make: type) -> None:
    assert found(make(availability="ended", valid_until="2030-02-28", review_by=LATER)) == []


def test_an_end_far_away_needs_nothing() -> None:
    assert found(funding(valid_until="2030", review_by=LATER)) == []


def test_a_source_without_address_comes_last() -> None:
    entries = (glossary(source={"title": "Buch"}, review_by=LATER), faq(review_by="2030-03-02"))
    assert found(*entries) == [
        (date(2030, 3, 2), Reason.REVIEW, "faq-900"),
        (None, Reason.NO_ADDRESS, "schraubendreherei"),
    ]


def test_one_entry_may_be_due_for_several_reasons_and_all_are_sorted_by_date() -> None:
    entries = (
        funding(valid_until="2030-03-20", review_by="2030-04-01"),
        faq(review_by="2030-03-10", status="draft"),
        glossary(review_by="2030-03-01", status="retired"),
    )
    assert found(*entries) == [
        (date(2030, 3, 10), Reason.REVIEW, "faq-900"),
        (date(2030, 3, 20), Reason.ENDS, "schraubenpraemie"),
        (date(2030, 4, 1), Reason.REVIEW, "schraubenpraemie"),
    ]
    assert isinstance(due(entries, today=TODAY, days=60)[0], Due)


class TestCommand:
    @pytest.fixture(autouse=True)
    def filled(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "today", lambda: TODAY)
        monkeypatch.setenv("COLUMNS", "200")
        entries = (faq(question="=Summe?", review_by="2030-03-10"), funding(review_by="2030-06-01"))
        with database.transaction() as session:
            import_content(session, Content({entry.id: entry for entry in entries}, TAXONOMY))

    def test_it_shows_a_table(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["due"]) == 0
        shown = capsys.readouterr().out
        assert "2030-03-10 │ to review │ faq  │ faq-900 │ =Summe?" in shown
        assert "schraubenpraemie" not in shown

    def test_it_looks_further_ahead(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["due", "--days", "100"]) == 0
        assert "schraubenpraemie" in capsys.readouterr().out

    def test_nothing_is_due(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["due", "--days", "0"]) == 0
        assert capsys.readouterr().out == "nothing is due\n"

    def test_it_writes_a_file_for_a_spreadsheet(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "due.csv"
        assert main(["due", "--csv", str(path)]) == 0
        assert capsys.readouterr().out.endswith(f"\n{path} written\n")
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file, delimiter=";")) == [
                ["date", "why", "kind", "id", "title"],
                ["2030-03-10", "to review", "faq", "faq-900", "'=Summe?"],
            ]

    @pytest.mark.parametrize("days", ["-1", "many", "99999999"])
    def test_a_number_of_days_is_needed(self, days: str, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as stopped:
            main(["due", f"--days={days}"])
        assert stopped.value.code == 2
        assert "a number of days up to 36500 is expected" in capsys.readouterr().err
