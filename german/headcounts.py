"""Numbers that are said of people: staff by noun ("45 Leute"), by verb ("wir sind 45") or else ("zu fünft")."""

from collections.abc import Iterable, Iterator

from german.analysis import is_stop_word, stem
from german.lexicon import words
from german.number_pieces import Pieces
from german.number_reading import Reading
from german.numerals import word_value

_PEOPLE_STEMS = frozenset(map(stem, words("people")))
_PEOPLE = words("people_short")
_PEOPLE_ENDINGS = tuple(stem(word) for word in ("mitarbeiter", "beschaeftigte", "arbeitnehmer", "zeitkraft"))
_BETWEEN = frozenset({"und", "oder", "sehr", "ganz"})
_UNITS = words("no_people")
_FILLERS = words("fillers")
_WE = frozenset({"wir", "mir", "wia"})
_ARE = words("are")
_TEAMS = words("teams")
_STAFF_COUNTS = words("staff_counts")
_COPULAS = words("copulas")
_GROUPS = {
    "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5, "funft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9,
    "zehnt": 10, "elft": 11, "zwoelft": 12, "zwolft": 12,
}  # fmt: skip
_WORKS = frozenset({"bin", "bi", "arbeite", "mache"})
_ALONE = frozenset({"allein", "alleine", "alloa", "alloi"})
_SOLO = ("einzelunternehm", "soloselbst", "einzelkaempf")
_COMPOUNDS = (
    "koepfig",
    "mannbetrieb",
    "mannfirma",
    "mannunternehmen",
    "mannteam",
    "personenbetrieb",
    "personenunternehmen",
)
_FIRMS = frozenset({"betrieb", "firma", "unternehmen", "team", "show"})
_OF_ALL = frozenset({"haben", "hat", "mit", "wir", "bei", "unsere", "unseren"})
_SOME = frozenset(map(stem, words("only_some_people")))
_CLAUSE = 8
"""Pieces within which the verb of a number of people stands."""
_SUMS = frozenset({"insgesamt", "zusammen"})
_REACH = 4
"""Pieces to look back from "allein" or "zu acht" for the verb."""


def headcounts(pieces: Pieces, readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield the numbers of people, those without a numeral too ("zu fünft", "ich bin allein"), in order."""
    numbers = {reading.first: reading for reading in readings}
    for index in range(len(pieces)):
        reading = numbers[index] if index in numbers else _without_numeral(pieces, index)
        if reading and (index not in numbers or _counts_people(pieces, reading)):
            yield reading


def is_people(pieces: Pieces, index: int) -> bool:
    """Tell whether the word at `index` means people at work, also as in "45-köpfig"."""
    word, word_stem = pieces.folded(index), pieces.stem(index)
    return (
        word in _PEOPLE
        or word_stem in _PEOPLE_STEMS
        or word_stem.endswith(_PEOPLE_ENDINGS)
        or word.startswith("koepfig")
    )


def counts_what_follows(pieces: Pieces, index: int) -> bool:
    """Tell whether people stand at `index`, behind at most three adjectives ("80 fest angestellte Leute")."""
    for position in range(index, index + 4):
        if not pieces.has(position) or pieces.starts_clause(position) or "%" in pieces[position].gap:
            return False
        if is_people(pieces, position):
            return True
        if not _is_adjective(pieces, position):
            return False
    return False


def _is_adjective(pieces: Pieces, index: int) -> bool:
    word = pieces.folded(index)
    if pieces.is_digits(index) or word in _UNITS or word_value(word) is not None:
        return False
    return pieces[index].text[0].islower() and (word in _BETWEEN or not is_stop_word(word))


def _counts_people(pieces: Pieces, reading: Reading) -> bool:
    following = reading.last + 1
    if counts_what_follows(pieces, following):
        return not _is_served(pieces, reading) and not _is_some(pieces, reading)
    return _stands_alone(pieces, following) and (
        _follows_cue(pieces, reading.first - 1) or _is_total(pieces, reading.first, following)
    )


def _is_served(pieces: Pieces, reading: Reading) -> bool:
    """Tell whether something is wanted for so many ("eine Schulung für acht Leute"): they need not be all."""
    firm = {pieces.folded(position) for position in (reading.last + 2, reading.last + 3)}
    return pieces.folded(reading.first - 1) == "fuer" and firm.isdisjoint(_FIRMS)


def _is_some(pieces: Pieces, reading: Reading) -> bool:
    """Tell whether only some of the staff are meant: those to be trained, hired, missed ("zwei Leute fallen aus")."""
    before = _skip_back(pieces, reading.first - 1, _FILLERS, 3)
    if pieces.folded(before) in _ARE | _OF_ALL or pieces.folded(before).startswith("beschaeftig"):
        return False
    if pieces.stem(before) in _SOME and not pieces.starts_clause(before + 1):
        return True
    for position in range(reading.last + 1, min(reading.last + 1 + _CLAUSE, len(pieces))):
        if pieces.starts_clause(position):
            return False
        if pieces.stem(position) in _SOME:
            return True
    return False


def _is_total(pieces: Pieces, first: int, following: int) -> bool:
    """Tell whether a sum of what "wir sind" spoke of ends here: "wir sind ein Haufen Schrauber, 90 insgesamt"."""
    if pieces.folded(following) not in _SUMS:
        return False
    said = {(pieces.folded(position), pieces.folded(position + 1)) for position in range(first)}
    return any({word, after} & _WE and {word, after} & _ARE for word, after in said)


def _stands_alone(pieces: Pieces, index: int) -> bool:
    """Tell whether what follows a number is not the thing it counts."""
    if set("%€") & set(pieces.gap(index)):
        return False
    if not pieces.has(index) or pieces.starts_clause(index):
        return True
    return pieces.folded(index) not in _UNITS and not pieces[index].text[0].isupper()


def _follows_cue(pieces: Pieces, index: int) -> bool:
    """Tell whether the words up to `index` announce a number of people."""
    colon = pieces.gap(index + 1).removesuffix("-") in {":", "="}
    if pieces.has(index) and pieces.starts_clause(index + 1) and not colon:
        return False
    index = _skip_back(pieces, index, _FILLERS, 4)
    word, before = pieces.folded(index), pieces.folded(index - 1)
    if {word, before} & _WE and {word, before} & _ARE:
        return True
    if word == "arbeiten" or _employs(word, before):
        return True
    if (colon and is_people(pieces, index)) or word in _TEAMS | _STAFF_COUNTS:
        return True
    if is_people(pieces, index) and pieces.folded(_skip_back(pieces, index - 1, _FILLERS, 1)) in {"anzahl", "zahl"}:
        return True
    return pieces.folded(_skip_back(pieces, index, _COPULAS, 2)) in _TEAMS | _STAFF_COUNTS


def _employs(word: str, before: str) -> bool:
    """ "beschäftigen", not "die Beschäftigten"."""
    noun = word.startswith("beschaeftigt") and before in {"die", "der", "den"}
    return word.startswith("beschaeftig") and not noun


def _skip_back(pieces: Pieces, index: int, words: frozenset[str], most: int) -> int:
    last = index - most
    while index > last and pieces.folded(index) in words and not pieces.starts_clause(index):
        index -= 1
    return index


def _without_numeral(pieces: Pieces, index: int) -> Reading | None:
    word, following = pieces.folded(index), pieces.folded(index + 1)
    before = {pieces.folded(position) for position in range(index - _REACH, index)}
    if word.startswith(_SOLO):
        return Reading(index, index, 1.0, 1.0)
    if (word == "solo" and following.startswith("selbst")) or _is_one_man(pieces, index):
        return Reading(index, index + 1, 1.0, 1.0)
    if word == "zu" and before & (_ARE | {"arbeiten"}) and _stands_alone(pieces, index + 2):
        return _exactly(index, index + 1, _group(following))
    if word in _ALONE and before & _WORKS and "nicht" not in before and _ends(pieces, index + 1):
        return Reading(index, index, 1.0, 1.0)
    return _exactly(index, index, _compound_value(word))


def _exactly(first: int, last: int, value: float | None) -> Reading | None:
    return None if value is None else Reading(first, last, value, value)


def _is_one_man(pieces: Pieces, index: int) -> bool:
    """ "Ein-Mann-Betrieb", "Ein Mann Betrieb"."""
    one, man, firm = (pieces.folded(position) for position in (index, index + 1, index + 2))
    return one == "ein" and man in {"mann", "frau", "personen"} and firm in _FIRMS


def _group(word: str) -> float | None:
    """ "zu fünft", "zu acht", "zu zwanzigst"."""
    if word in _GROUPS:
        return float(_GROUPS[word])
    for ending, mark in (("zehnt", 1), ("zigst", 2), ("dreissigst", 2)):
        if word.endswith(ending):
            return word_value(word[:-mark])
    return None


def _compound_value(word: str) -> float | None:
    """ "zwölfköpfig", "Einmannbetrieb"."""
    for compound in _COMPOUNDS:
        front, found, _ = word.partition(compound)
        if found:
            return 1.0 if front == "ein" else word_value(front)
    return None


def _ends(pieces: Pieces, index: int) -> bool:
    """Tell whether "allein" closes the thought: "allein zuständig" says nothing about the staff."""
    return not pieces.has(index) or pieces.starts_clause(index) or is_stop_word(pieces.folded(index))
