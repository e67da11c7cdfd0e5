"""What README promises to editors: an FAQ is answered as soon as it is imported, without a restart."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.whole.conftest import ROOT, SECRETS, Service, Visitor

ENTRY = """
kind: faq
defaults: {checked_on: 2030-01-01, review_by: 2030-07-01}
entries:
  - id: faq-900
    topics: [digitalisierung]
    question: Was bringt uns ein papierloser Laufzettel?
    phrasings: ["Laufzettel digital", "Lohnt es sich, den Laufzettel abzuschaffen?"]
    answer: >-
      Sie sehen jederzeit, wo ein Auftrag steht, ohne durch die Halle zu gehen. Niemand tippt Zahlen ab, niemand sucht
      den Zettel. Fangen Sie mit einer Linie an und fragen Sie die Leute, die damit arbeiten, was ihnen fehlt. Erst
      danach lohnt es sich, über weitere Schritte zu sprechen. Dies ist ein erfundener Eintrag für einen Test.
    source: {title: Fantasiequelle, url: "https://example.org/laufzettel"}
    as_of: "2026-03"
    confidence: high
"""
QUESTION = "Lohnt es sich, den Laufzettel abzuschaffen?"


def knowledge(command: str, content: Path, service: Service) -> subprocess.CompletedProcess[str]:
    variables = {"LOTSE_CONTENT_DIR": str(content), "LOTSE_DATA_DIR": str(service.data_dir), "LOTSE_DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-m", "knowledge", command],
        cwd=ROOT,
        env=os.environ | variables | SECRETS,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_faq_is_answered_after_its_import(visitor: Visitor, service: Service, tmp_path: Path) -> None:
    assert "papierlos" not in visitor.says(QUESTION)
    content = tmp_path / "content"
    shutil.copytree(ROOT / "knowledge" / "content", content)
    (content / "faq" / "neu.yml").write_text(ENTRY, encoding="utf-8")
    assert "1 created" in knowledge("import", content, service).stdout
    assert "wo ein Auftrag steht" in visitor.says(QUESTION)
    assert visitor.last[0]["source"]["as_of"] == "Stand: 03/2026"


def test_a_broken_entry_is_named_and_nothing_is_imported(service: Service, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "knowledge" / "content", content)
    broken = ENTRY.replace('as_of: "2026-03"', "as_of: gestern").replace("faq-900", "faq-901")
    (content / "faq" / "neu.yml").write_text(broken, encoding="utf-8")
    result = knowledge("import", content, service)
    assert result.returncode == 1
    assert "faq/neu.yml:" in result.stderr
    assert "faq-901: as_of" in result.stderr
    assert "nothing was changed" in result.stderr
    assert "0 created" in knowledge("import", ROOT / "knowledge" / "content", service).stdout
