import unicodedata

import pytest

from german.entry_names import NameFinder, NameMention
from german.keywords import Keyword

NAMES = {
    "program": [
        Keyword("zim", "Zentrales Innovationsprogramm Mittelstand (ZIM)"),
        Keyword("zim", "ZIM"),
        Keyword("digital-jetzt", "DigitalJetzt"),
        Keyword("praemie", "Digitalisierungsprämie"),
        Keyword("praemie", "Digitalisierungsprämie Plus"),
        Keyword("kfw", "KfW-Kredit Digitalisierung 511"),
        Keyword("gutschein-bund", "Innovationsgutschein des Bundes"),
        Keyword("gutschein", "Innovationsgutschein"),
        Keyword("nichts", "…"),
    ],
    "course": [Keyword("lernfabriken", "Lernfabrik 4.0"), Keyword("campus", "KI-Campus")],
    "term": [
        Keyword("gutschein-begriff", "Innovationsgutschein"),
        Keyword("industrie", "Industrie 4.0"),
        Keyword("ki", "KI"),
        Keyword("ki-anders", "KI"),
        Keyword("ml", "ML"),
        Keyword("zwilling", "Digitaler Zwilling"),
        Keyword("zuschuss", "Tilgungszuschuss"),
        Keyword("opc-ua", "OPC UA"),
        Keyword("factory-x", "Factory-X"),
        Keyword("retrofit", "Retrofit"),
        Keyword("schale", "Verwaltungsschale"),
        Keyword("schalung", "Schaltung"),
        Keyword("werker", "Werker"),
        Keyword("eclass", "eCl@ss"),
        Keyword("forschung", "Forschung & Entwicklung"),
    ],
}


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return NameFinder(NAMES)


def found(finder: NameFinder, text: str) -> list[tuple[str, str]]:
    return [(mention.entry, mention.text) for mention in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # case, hyphens, blanks, umlauts
        ("Gibt es ZIM noch?", [("zim", "ZIM")]),
        ("was ist zim", [("zim", "zim")]),
        ("DIGITALISIERUNGSPRAEMIE", [("praemie", "DIGITALISIERUNGSPRAEMIE")]),
        ("Digitalisierungs-Prämie", [("praemie", "Digitalisierungs-Prämie")]),
        ("Digitalisierungs Prämie Plus", [("praemie", "Digitalisierungs Prämie Plus")]),
        ("OPCUA", [("opc-ua", "OPCUA")]),
        ("OPC-UA-Server", [("opc-ua", "OPC-UA")]),
        ("„OPC/UA“", [("opc-ua", "OPC/UA")]),
        ("opc_ua", [("opc-ua", "opc_ua")]),
        ("Industrie 4,0 und industrie40", [("industrie", "Industrie 4,0"), ("industrie", "industrie40")]),
        (
            "Zentrales Innovationsprogramm Mittelstand - ZIM",
            [("zim", "Zentrales Innovationsprogramm Mittelstand - ZIM")],
        ),
        # endings
        ("des digitalen Zwillings", [("zwilling", "digitalen Zwillings")]),
        ("Tilgungszuschüsse", [("zuschuss", "Tilgungszuschüsse")]),
        ("Digitalisierungsprämien", [("praemie", "Digitalisierungsprämien")]),
        ("mit Werkern", [("werker", "Werkern")]),
        ("Forschung + Entwicklung", [("forschung", "Forschung + Entwicklung")]),
        ("ECL@SS", [("eclass", "ECL@SS")]),
        # compounds
        ("ZIM-Antrag", [("zim", "ZIM")]),
        ("Retrofitprojekt", [("retrofit", "Retrofitprojekt")]),
        # the longest name, of whatever kind
        ("Innovationsgutschein des Bundes", [("gutschein-bund", "Innovationsgutschein des Bundes")]),
        ("KI-Campus oder KI", [("campus", "KI-Campus"), ("ki", "KI")]),
        (
            "Innovationsgutschein",
            [("gutschein", "Innovationsgutschein"), ("gutschein-begriff", "Innovationsgutschein")],
        ),
        # typos
        ("Digitalisirungsprämie", [("praemie", "Digitalisirungsprämie")]),
        ("Digitalisierungspramie Plsu", [("praemie", "Digitalisierungspramie")]),
        ("Lernfabirk 4.0", [("lernfabriken", "Lernfabirk 4.0")]),
        ("Digtaler Zwilling", [("zwilling", "Digtaler Zwilling")]),
        # words that are ordinary in lower case
        ("Gibt es Digital Jetzt noch?", [("digital-jetzt", "Digital Jetzt")]),
        ("ML und KI", [("ml", "ML"), ("ki", "KI")]),
    ],
)
def test_it_finds_names(finder: NameFinder, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(finder, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "wir wollen digital jetzt loslegen",
        "500 ml Öl",
        "Innovation",
        "in unseren Werken",
        "Industrie 5.0",
        "KfW-Kredit Digitalisierung 512",  # another digit is another programme
        "ZIN",  # too short for typos
        "Factory",
        "Xilgungszuschuss",  # the first letter is no typo
        "Digitalisrngsprämie",
        "Schalung",  # a word of its own, not a misspelt "Schaltung"
        "OPC. UA",  # a sentence ends between
        "OPC, UA",
        "Digitaler lieber Zwilling",
        "Retrofits" + "x" * 60,
        "…",
        "",
    ],
)
def test_it_does_not_guess(finder: NameFinder, text: str) -> None:
    assert found(finder, text) == []


def test_a_mention_tells_where_of_which_kind_and_which_entry(finder: NameFinder) -> None:
    assert finder.find("Ist Retrofit teuer?") == [NameMention(4, 12, "Retrofit", "term", "retrofit")]


def test_offsets_point_into_the_text_as_it_was_given(finder: NameFinder) -> None:
    text = unicodedata.normalize("NFD", "Digitali\u00adsierungs\u200bprämie für Lern\u00adfabrik 4.0")
    mentions = finder.find(text)
    assert [mention.entry for mention in mentions] == ["praemie", "lernfabriken"]
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


def test_without_names_nothing_is_found() -> None:
    assert NameFinder({}).find("ZIM und KI-Campus") == []
