"""Strings that no person types are read in bounded work: a model reads them in a process of its own, against the clock.

Work that grows with the square of the length takes minutes for each of the long runs, work that grows with the length
some seconds for all of them. The time allowed is ten times what an idle machine needs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bot.engine import model as engine_model

LENGTH, LONGER = 10_000, 40_000
PATIENCE_SECONDS = 300
PIECES = [
    "a", "ß", "1", ".", "@", "-", " ", "\n", "\x00", "\u0301", "a\u0301", "\u202e", "🙂", "👨‍👩‍👧",
    "1 ", "1.", "1.000.", "0 ", "+49", "0049 ", "zwei", "hundert", "ein Dutzend ", "von 1 bis ", "Mio ",
    "45 Leute ", "a@", "a.", "@a.", "a@a.", "in ", "Bad ", "Sankt ", "Villingen-", "Maschinenbau", "KI ", "alte ",
    "Digitalisierungs", "*innen", "{", '{"a":', "[", "](", "${", "%s", "<b>", "\\", "'; DROP TABLE events; --",
    "GmbH ", "Maier GmbH & Co. KG ", "Firma ", "A & ", "Herr ", "mein name ist ", "https://",
    "LT-7K3M-9QXC-", "L T ", "Invest BW ", "Lernfabirk ", "k-i-", "d i g i t a l ", "Innovationsgutschien ",
    "wollen ", "wo ", "gegründet 2019 ", "seit 3 Jahren ", "in Wien ", "Wien, ", "Zuschuss und Kurs dazu ", "-5 ",
    "Umsatz 5 Mio ", "Zuschuss, Kurs. ", "für neue Software ", "Bilanzsumme ",
]  # fmt: skip
RUNS = [")", "(", '"', "'", "{", "!", "„", "a-"]
READ = """
import asyncio, json, sys
from rasa.core.agent import Agent

texts = json.load(sys.stdin)
agent = Agent.load(sys.argv[1])
print("READ", sum(bool(asyncio.run(agent.parse_message(text))["intent"]["name"]) for text in texts))
"""


def long(piece: str, length: int) -> str:
    return (piece * length)[: length - 1] + "x"


def test_ten_thousand_characters_of_anything_are_read(model: Path) -> None:
    texts = [long(piece, LENGTH) for piece in PIECES] + [long(run, LONGER) for run in RUNS]
    done = subprocess.run(
        [sys.executable, "-c", READ, str(model)],
        check=False,
        cwd=engine_model.ROOT,
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.stdout.splitlines()[-1:] == [f"READ {len(texts)}"], done.stderr
