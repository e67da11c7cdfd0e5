"""A small checkout with our engine's code and its own few sentences, run as people run the real one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bot.engine import model

ROOT = model.ROOT
FILES = {
    "config.yml": """\
recipe: default.v1
assistant_id: test
language: de
pipeline:
  - name: bot.engine.nlu.tokenizer.GermanTokenizer
  - name: bot.engine.nlu.entities.GermanEntityExtractor
  - name: bot.engine.nlu.spacy_names.SpacyNameExtractor
    model: de_core_news_sm
policies:
  - name: RulePolicy
""",
    "domain.yml": """\
version: "3.1"
intents: [greet, thank: {use_entities: []}]
entities: [place, program, company, person, location]
responses:
  utter_greet: [{text: Guten Tag!}]
""",
    "bot/data/nlu/turns.yml": """\
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - Hallo
      - Guten Tag
  - {intent: thank, examples: "- Danke\\n- Vielen Dank\\n"}
""",
    "bot/data/rules/turns.yml": """\
version: "3.1"
rules:
  - {rule: Greet, steps: [{intent: greet}, {action: utter_greet}]}
  - {rule: Thank, steps: [{intent: thank}, {action: utter_greet}]}
""",
    "requirements/engine.lock": "",
    "var/vocabulary.json": """\
{"keywords": {"program": [{"concept": "zim", "phrase": "ZIM"}]},
 "places": [{"name": "Ulm", "region_id": "ulm", "ask_back": false}]}
""",
}


def write(folder: Path) -> Path:
    """Write the checkout."""
    for package in ("bot/engine", "german"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def python(folder: Path, *arguments: str, packages: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python in the checkout, with the packages in `packages` in front of those that are installed."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
    environment = own | {"PYTHONPATH": str(packages)} if packages else own
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=False, cwd=folder, env=environment, capture_output=True, text=True)


def engine(folder: Path, command: str, packages: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command of the engine."""
    return python(folder, "-m", "bot.engine", command, packages=packages)


def models(folder: Path) -> set[Path]:
    """Return what was trained."""
    return set((folder / "var" / "models").glob("*.tar.gz"))
