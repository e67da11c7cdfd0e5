"""The same sentence as people type it: without umlauts, in a hurry, in dialect, with filler words."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from itertools import cycle
from pathlib import Path
from typing import Any

from rasa.shared.utils.io import read_yaml_file

from german.normalise import fold

Variant = Callable[[str], str]

LETTERS_PER_TYPO = 12
SEEDS = (1, 2, 3)
WORDS_PER_FILLER = 3
SHORTEST_PART = 4
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_KEYS = ("qwertzuiopü", "asdfghjklöä", "yxcvbnm")
_LINKS = ("", "s", "es", "n", "en")
_WORD = re.compile(r"[^\W\d_]+")


def without_umlauts(text: str) -> str:
    """Write ä as ae; ß stays."""
    return text.translate(_UMLAUTS)


def without_eszett(text: str) -> str:
    """Write ß as ss."""
    return text.replace("ß", "ss")


def decomposed(text: str) -> str:
    """Write ä as a and a combining diaeresis, as some systems do."""
    return unicodedata.normalize("NFD", text)


def without_punctuation(text: str) -> str:
    """Leave letters, digits and single blanks."""
    return " ".join(re.sub(r"[^\w\s]", " ", text).split())


def with_typos(text: str, seed: int) -> str:
    """Misspell about one letter in twelve; the same text and seed give the same typos."""
    chance = random.Random(f"{seed} {text}")  # noqa: S311 - typos are no secrets
    places = [index for index, letter in enumerate(text) if letter.isalpha()]
    chosen = chance.sample(places, min(len(text) // LETTERS_PER_TYPO, len(places)))
    for index in sorted(chosen, reverse=True):
        typo = chance.choice((_swapped, _dropped, _doubled, _beside))
        text = text[:index] + typo(text[index : index + 2], chance) + text[index + 2 :]
    return text


def _swapped(pair: str, _: random.Random) -> str:
    return pair[::-1]


def _dropped(pair: str, _: random.Random) -> str:
    return pair[1:]


def _doubled(pair: str, _: random.Random) -> str:
    return pair[0] + pair


def _beside(pair: str, chance: random.Random) -> str:
    """Replace the first letter by one beside it on a German keyboard."""
    for row in _KEYS:
        place = row.find(pair[0].lower())
        if place >= 0:
            return chance.choice(row[max(place - 1, 0) : place] + row[place + 1 : place + 2]) + pair[1:]
    return pair


def in_dialect(text: str, dialect: Mapping[str, Mapping[str, str]]) -> str:
    """Write words and then letters as the dialect's lists in ``variants.yml`` have them."""
    words = dialect["words"]
    longest_first = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    text = re.sub(rf"\b(?:{longest_first})\b", lambda m: _cased(words[m[0].lower()], m[0]), text, flags=re.IGNORECASE)
    for letters, said in dialect["letters"].items():
        pattern = letters.replace("^", r"\b").replace("$", r"\b")
        text = re.sub(pattern, partial(_said, said), text, flags=re.IGNORECASE)
    return text


def _said(said: str, match: re.Match[str]) -> str:
    return _cased(said, match[0])


def _cased(word: str, like: str) -> str:
    return word[0].upper() + word[1:] if like[0].isupper() else word


def with_fillers(text: str, fillers: Iterable[str]) -> str:
    """Put a filler before the first word and after every third, in turn."""
    following = cycle(fillers)
    written = [next(following)]
    for number, word in enumerate(words := text.split(), start=1):
        written.append(word)
        if number % WORDS_PER_FILLER == 0 and number < len(words):
            written.append(next(following))
    return " ".join(written)


def nouns(texts: Iterable[str]) -> frozenset[str]:
    """Return the capitalised words, folded; compounds are cut before them."""
    return frozenset(fold(word) for text in texts for word in _WORD.findall(text) if word[0].isupper())


def with_compounds_cut(text: str, joint: str, known: frozenset[str]) -> str:
    """Cut each compound in front of a known noun: "Förder-Programm" or "Förder Programm"."""

    def cut(match: re.Match[str]) -> str:
        word = match[0]
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            if word[0].isupper() and fold(word[at:]) in known and _is_front(fold(word[:at]), fold(word), known):
                return word[:at] + joint + word[at].upper() + word[at + 1 :]
        return word

    return _WORD.sub(cut, text)


def _is_front(front: str, word: str, known: frozenset[str]) -> bool:
    """Tell whether a known noun, or another compound, begins in this way: "Rott" in "Rottweil" is none."""
    if any(front.removesuffix(link) in known for link in _LINKS):
        return True
    same = word[: len(front) + 2]
    return any(noun.startswith(front) and not noun.startswith(same) for noun in known)


@cache
def _lists() -> dict[str, Any]:
    return dict(read_yaml_file(Path(__file__).with_name("variants.yml")))


def variants(known: frozenset[str]) -> dict[str, tuple[Variant, ...]]:
    """Return all by name, given the nouns that compounds may end with; several of one name are averaged."""
    lists = _lists()
    return {
        "ae for ä, oe for ö, ue for ü": (without_umlauts,),
        "ss for ß": (without_eszett,),
        "decomposed (NFD)": (decomposed,),
        "all lower case": (str.lower,),
        "no punctuation": (without_punctuation,),
        "one typo in 12 characters": tuple(partial(with_typos, seed=seed) for seed in SEEDS),
        "Swabian": (partial(in_dialect, dialect=lists["swabian"]),),
        "Bavarian": (partial(in_dialect, dialect=lists["bavarian"]),),
        "compounds with a hyphen": (partial(with_compounds_cut, joint="-", known=known),),
        "compounds apart": (partial(with_compounds_cut, joint=" ", known=known),),
        "filler words": (partial(with_fillers, fillers=lists["fillers"]),),
    }
