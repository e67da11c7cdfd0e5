"""In a file's text only what changed is written anew; what is around it stays to the letter."""

import difflib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from knowledge import yaml_plain
from knowledge.digests import digest
from knowledge.export import spans
from knowledge.export.entries import EntriesText
from knowledge.schema import MODELS, AnyEntry, Region
from knowledge.yaml_files import entries_in
from tests.knowledge.entry_edits import EDITS, WORDS
from tests.knowledge.knowledge_samples import ANSWER, COMMON, faq, region

TEXT = f"""\
# Kopf der Datei
kind: faq
defaults:  # für alle
  checked_on: 2030-01-01
  review_by: 2030-07-01
  keywords: [alt]

entries:
  # Die erste Frage
  - id: eins
    topics: [schrauben, federn]   # Themen
    source: {{title: "IHK", url: "https://example.org/a"}}
    as_of: "2029"
    review_by: 2030-12-15  # Die Richtlinie endet dann
    confidence: high
    question: Wie ölt man
      Schrauben?
    phrasings:  # so fragt man
      - Schraube quietscht
      - "Öl: wofür?"
      - 'Öl für Schrauben'

    # Die Antwort ist kurz.
    answer: >-  # geprüft
      {WORDS[:100].strip()}
      {WORDS[100:].strip()}

    # Was dazu passt
    related:
    - eins
    # das zweite
    - zwei  # nur vorläufig
    url_of_nobody: nein
  - {{id: zwei, topics: [schrauben], source: {{title: Q}}, confidence: low, question: Und?, phrasings: [a,
      "b, c"], answer: "{WORDS}"}}   # kurz gehalten
  # Ende der Datei
"""
TEXT = TEXT.replace("    url_of_nobody: nein\n", "")


def read(text: str) -> dict[str, AnyEntry]:
    raw = entries_in(text, "a.yml")
    assert raw.problems == []
    return {one.id: MODELS[raw.kind].model_validate(dict(one.fields)) for one in raw.entries}


def changed(entry: AnyEntry, **fields: Any) -> AnyEntry:
    return type(entry).model_validate({**entry.model_dump(), **fields})


def rewrite(text: str, *added: AnyEntry, **edits: dict[str, Any]) -> str:
    """Change entries, named by their ids, and check that the text says exactly that."""
    old = read(text)
    pairs = [(old[entry_id], changed(old[entry_id], **fields)) for entry_id, fields in edits.items()]
    new = EntriesText("a.yml", text).rewritten(pairs, added)
    expected = {**old, **{entry.id: entry for _, entry in pairs}, **{entry.id: entry for entry in added}}
    assert {entry_id: digest(entry) for entry_id, entry in read(new).items()} == {
        entry_id: digest(entry) for entry_id, entry in expected.items()
    }
    return new


def difference(new: str, text: str = TEXT) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and those that came, without indents; all others stand where they stood."""
    lines = list(difflib.unified_diff(text.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
    gone, came = ([line[1:].strip() for line in lines if line.startswith(sign)] for sign in "-+")
    return gone, came


def test_without_a_change_nothing_changes() -> None:
    assert rewrite(TEXT) == TEXT


@pytest.mark.parametrize(
    ("fields", "gone", "came"),
    [
        ({"topics": ["federn"]}, ["topics: [schrauben, federn]   # Themen"], ["topics: [federn]   # Themen"]),
        (
            {"review_by": "2031-01-01"},
            ["review_by: 2030-12-15  # Die Richtlinie endet dann"],
            ["review_by: 2031-01-01  # Die Richtlinie endet dann"],
        ),
        ({"as_of": "2030-02"}, ['as_of: "2029"'], ['as_of: "2030-02"']),
        ({"as_of": None}, ['as_of: "2029"'], []),
        ({"status": "retired"}, [], ["status: retired"]),
        ({"question": "Wozu?"}, ["question: Wie ölt man", "Schrauben?"], ["question: Wozu?"]),
        (
            {"source": {"title": "IHK: Ulm", "url": "https://example.org/a"}},
            ['source: {title: "IHK", url: "https://example.org/a"}'],
            ['source: {title: "IHK: Ulm", url: "https://example.org/a"}'],
        ),
        (
            {"source": {"title": "IHK"}},
            ['source: {title: "IHK", url: "https://example.org/a"}'],
            ['source: {title: "IHK"}'],
        ),
        ({"phrasings": ["Schraube quietscht", "Öl: wann?", "Öl für Schrauben"]}, ['- "Öl: wofür?"'], ['- "Öl: wann?"']),
        ({"phrasings": ["Schraube quietscht", "Öl für Schrauben"]}, ['- "Öl: wofür?"'], []),
        (
            {"phrasings": ["Neu", "Schraube quietscht", "Öl: wofür?", "Öl für Schrauben", "Alt"]},
            [],
            ["- Neu", "- Alt"],
        ),
        ({"phrasings": ["Neu", "Öl: wofür?", "Öl für Schrauben"]}, ["- Schraube quietscht"], ["- Neu"]),
        ({"related": ["zwei"]}, ["- eins"], []),
        ({"related": ["eins", "drei"]}, ["- zwei  # nur vorläufig"], ["- drei  # nur vorläufig"]),
        ({"keywords": []}, [], ["keywords: []"]),
        ({"keywords": ["alt", "neu"]}, [], ["keywords: [alt, neu]"]),
    ],
)
def test_only_the_changed_field_is_written(fields: dict[str, Any], gone: list[str], came: list[str]) -> None:
    assert difference(rewrite(TEXT, eins=fields)) == (gone, came)


def test_a_text_gets_line_breaks_and_keeps_its_comment() -> None:
    gone, came = difference(rewrite(TEXT, eins={"answer": ANSWER}))
    assert len(gone) == 2
    assert len(came) == 3
    assert "    answer: >-  # geprüft\n      Dies ist eine erfundene" in rewrite(TEXT, eins={"answer": ANSWER})


def test_a_short_text_that_becomes_long_keeps_its_comment() -> None:
    text = TEXT.replace('as_of: "2029"', "owner: Jörg  # vorläufig")
    new = rewrite(text, eins={"owner": "Die Arbeitsgruppe Schrauben und Federn im Oberland mit allen Partnern"})
    assert "owner: Die Arbeitsgruppe Schrauben und Federn im Oberland mit allen Partnern  # vorläufig" in new
    question = text.replace("question: Wie ölt man\n      Schrauben?", "question: Kurz?  # Frage")
    assert "    question: >-  # Frage\n      Wie" in rewrite(
        question, eins={"question": "Wie lang darf das sein? " * 9}
    )


def test_an_item_below_its_dash_is_found() -> None:
    text = TEXT.replace("- Schraube quietscht", "- # so-und-so\n        Schraube quietscht")
    new = rewrite(text, eins={"phrasings": ["Wie lang darf das sein? " * 9, "Öl: wofür?"]})
    assert "      - >-  # so-und-so\n        Wie lang" in new
    assert "so-und-so" not in rewrite(text, eins={"phrasings": ["Öl: wofür?", "Öl für Schrauben"]})


def test_a_list_that_becomes_empty_keeps_its_comment() -> None:
    text = TEXT.replace("    related:\n", "    related:  # passt\n")
    new = rewrite(text.replace("keywords: [alt]", "related: [zwei]"), eins={"related": []})
    assert "    related: []  # passt\n" in new


def test_a_default_of_the_file_needs_no_words() -> None:
    new = rewrite(TEXT, eins={"review_by": "2030-07-01"}, zwei={"keywords": ["neu"]})
    assert "review_by: 2030-07-01  # Die Richtlinie endet dann" in new
    assert rewrite(new, zwei={"keywords": ["alt"]}).count("keywords") == 2


def test_an_entry_in_braces_stays_in_braces() -> None:
    (gone, (came,)) = difference(
        rewrite(TEXT, zwei={"confidence": "high", "related": ["eins"], "phrasings": ["a", "b: c"]})
    )
    assert came.startswith("- {id: zwei, topics: [schrauben], source: {title: Q}, confidence: high, question: Und?")
    assert came.endswith(", related: [eins]}   # kurz gehalten")
    assert len(gone) == 2


def test_a_field_is_put_behind_its_neighbour_in_the_schema() -> None:
    lines = rewrite(TEXT, eins={"ask_next": ["zwei"], "status": "draft"}).splitlines()
    assert lines[lines.index("  - id: eins") + 1] == "    status: draft"
    assert lines[lines.index("    - zwei  # nur vorläufig") + 1] == "    ask_next: [zwei]"


def test_the_first_field_of_an_entry_can_go() -> None:
    text = TEXT.replace("  - id: eins\n", "  - as_of_estimated: true\n    owner: wir\n    id: eins\n")
    assert rewrite(text, eins={"as_of_estimated": False, "owner": None}) == TEXT


def test_an_empty_value_is_filled() -> None:
    text = TEXT.replace('as_of: "2029"', "as_of:  # fehlt noch")
    assert '    as_of: "2030"  # fehlt noch\n' in rewrite(text, eins={"as_of": "2030"})


def test_a_new_entry_comes_last_and_says_what_the_defaults_do_not() -> None:
    new = rewrite(TEXT, faq("drei"), faq("vier", keywords=["alt"], status="draft"))
    gone, came = difference(new)
    assert gone == []
    assert came[0] == "- id: drei"
    assert "    keywords: []\n" in new
    assert new.endswith("  # Ende der Datei\n")


@pytest.mark.parametrize("empty", ["entries: []\n", "entries:\n  []\n", "entries:\n - {ENTRY}\n"])
def test_a_file_may_have_no_entry_yet(empty: str) -> None:
    if "ENTRY" in empty:
        fields = ", ".join(f"{key}: {yaml_value(value)}" for key, value in {**COMMON, "id": "alt"}.items())
        empty = empty.replace("ENTRY", f"{fields}, question: Und?, phrasings: [a, b], answer: {WORDS}")
    assert "neu" in read(rewrite(f"kind: faq\n{empty}", faq("neu")))


def yaml_value(value: object) -> str:
    return str(value).replace("'", '"')


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, str.rstrip])
def test_line_ends_marks_and_missing_ends_of_files_stay(change: Callable[[str], str]) -> None:
    fields = {"answer": ANSWER, "status": "draft", "phrasings": ["Neu", "Öl: wofür?"]}
    new = rewrite(change(TEXT), faq("drei"), eins=fields)
    assert new == change(rewrite(TEXT, faq("drei"), eins=fields))


def test_places_of_a_region_keep_their_form() -> None:
    text = """\
kind: region
entries:
  - id: kreis
    level: kreis
    name: Kreis Hier
    parent: oberland
    topics: [schrauben]
    source:
      title: Fantasiequelle  # gedruckt
    checked_on: 2030-01-01
    review_by: 2030-07-01
    confidence: high
    places:
      - {name: Hierstadt, short_names: [Hier]}  # die große
      - name: Hierdorf
        ask_back: true  # gibt es zweimal
      - {name: Hierheim}
"""
    places = [
        {"name": "Hierstadt", "short_names": ["Hier", "HS"]},
        {"name": "Hierdorf"},
        {"name": "Neu"},
        {"name": "Hierheim"},
    ]
    new = rewrite(text, kreis={"places": places, "source": {"title": "Fantasiequelle", "url": "https://example.org"}})
    gone, came = difference(new, text)
    assert gone == ["- {name: Hierstadt, short_names: [Hier]}  # die große", "ask_back: true  # gibt es zweimal"]
    assert came == [
        "url: https://example.org",
        "- {name: Hierstadt, short_names: [Hier, HS]}  # die große",
        "- {name: Neu}",
    ]


def lines_of_fields(text: str, entry_id: str) -> dict[str, str]:
    """Return the lines of each field of an entry that is written line by line, with what stands behind it there."""
    document: Any = yaml_plain.compose(text)
    entries = next(value for key, value in document.value if key.value == "entries")
    for entry in entries.value:
        pairs = {key.value: (key, value) for key, value in entry.value}
        if pairs["id"][1].value == entry_id:
            ends = {name: spans.line_end(text, spans.span(text, *pair)[1]) for name, pair in pairs.items()}
            return {name: text[pair[0].start_mark.index : ends[name]] for name, pair in pairs.items()}
    raise AssertionError(entry_id)


@settings(deadline=None)
@given(first=EDITS, second=EDITS)
def test_whatever_is_edited_comes_back_and_the_rest_stays(first: dict[str, Any], second: dict[str, Any]) -> None:
    new = rewrite(TEXT, eins=first, zwei=second)
    again = rewrite(new, eins=second, zwei=first)
    before, after = lines_of_fields(TEXT, "eins"), lines_of_fields(new, "eins")
    assert {name: after[name] for name in before if name not in first} == {
        name: lines for name, lines in before.items() if name not in first
    }
    for comment in (
        "# Kopf der Datei",
        "# für alle",
        "# Die erste Frage",
        "# Die Antwort ist kurz.",
        "# Ende der Datei",
    ):
        assert comment in again


@settings(deadline=None)
@given(edits=EDITS)
def test_a_new_entry_comes_back(edits: dict[str, Any]) -> None:
    rewrite(TEXT, changed(faq("drei"), **edits))


def test_a_region_comes_back() -> None:
    areas = [
        region("a", "regierungsbezirk"),
        region("b", "kreis", "a", places=[{"name": "O", "short_names": ["P: Q"]}]),
    ]
    assert set(read(rewrite("kind: region\nentries: []\n", *areas))) == {"a", "b"}
    assert isinstance(areas[0], Region)
