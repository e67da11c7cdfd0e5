"""``python -m knowledge check-links``: a report for editors, and an exit code for whoever runs it by night."""

import csv
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge.__main__ import main
from knowledge.content_files import Content
from knowledge.importing import import_content
from knowledge.links import pace
from knowledge.schema import AnyEntry
from storage import database
from tests.http_stub import serving_pages
from tests.knowledge.knowledge_samples import TAXONOMY, faq, glossary

REPLIES: dict[str, tuple[int, dict[str, str]]] = {
    "/da": (200, {}),
    "/alt": (301, {"Location": "/da"}),
    "/zu": (403, {}),
}


def reply(_: str, path: str, headers: Message) -> tuple[int, dict[str, str]]:
    return REPLIES.get(path, (404, {}))


@pytest.fixture
def site(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(pace, "SECONDS_BETWEEN", 0)
    with serving_pages(reply) as port:
        yield f"http://127.0.0.1:{port}"


def fill(*entries: AnyEntry) -> None:
    with database.transaction() as session:
        import_content(session, Content({entry.id: entry for entry in entries}, TAXONOMY))


def source(url: str) -> dict[str, str]:
    return {"title": "Fantasiequelle", "url": url}


def test_it_reports_what_is_not_in_order(site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(
        faq(source=source(f"{site}/weg"), more_sources=[f"{site}/alt", f"{site}/da"]),
        glossary(source=source(f"{site}/weg"), more_sources=[f"{site}/zu"]),
    )
    path = tmp_path / "links.csv"
    assert main(["check-links", "--csv", str(path)]) == 4
    shown = capsys.readouterr()
    assert "4 addresses: 1 dead, 1 refused, 1 moved, 1 ok\n" in shown.out
    assert f"│ dead    │ 404    │ {site}/weg │" in shown.out
    assert f"{site}/alt │ {site}/da │" in shown.out
    assert shown.err == ""
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";")) == [
            ["state", "status", "address", "leads to", "problem", "entries"],
            ["dead", "404", f"{site}/weg", "", "", "faq-900, schraubendreherei"],
            ["refused", "403", f"{site}/zu", "", "", "schraubendreherei"],
            ["moved", "200", f"{site}/alt", f"{site}/da", "", "faq-900"],
            ["ok", "200", f"{site}/da", "", "", "faq-900"],
        ]


def test_without_a_dead_link_it_exits_with_0(site: str, capsys: pytest.CaptureFixture[str]) -> None:
    fill(faq(source=source(f"{site}/da")))
    assert main(["check-links"]) == 0
    assert capsys.readouterr().out == "1 addresses: 0 dead, 0 refused, 0 moved, 1 ok\n"
