"""The real content is valid; every kind of mistake is found, all at once, with its place."""

from pathlib import Path

import pytest

from knowledge.content_files import Content, load
from knowledge.problems import ContentError
from knowledge.schema import Faq, Funding, Region
from tests.knowledge.content_folder import GLOSSARY, HEAD, term, write


def problems(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def test_the_real_content_is_valid(content: Content) -> None:
    kinds = {entry.kind for entry in content.entries.values()}
    assert kinds == {"faq", "glossary", "cluster", "funding", "course", "region"}
    assert content.taxonomy.topics[0].id == "retrofit_migration"


def test_every_real_entry_is_reviewed_after_it_was_checked(content: Content) -> None:
    assert all(entry.review_by > entry.checked_on for entry in content.entries.values())


def test_defaults_fill_what_an_entry_does_not_say(folder: Path) -> None:
    write(folder, "glossary/a.yml", GLOSSARY + term() + term("mutter", "confidence: low"))
    entries = load(folder).entries
    assert [(entry.id, entry.confidence) for entry in entries.values()] == [("schraube", "high"), ("mutter", "low")]


def test_the_taxonomy_keeps_the_order_of_its_files(folder: Path) -> None:
    write(folder, "taxonomy/topics.yml", "- {id: z, label: Z, keywords: []}\n- {id: a, label: A, keywords: []}\n")
    assert [topic.id for topic in load(folder).taxonomy.topics] == ["z", "a"]


def test_an_empty_folder_misses_its_taxonomy(tmp_path: Path) -> None:
    assert problems(tmp_path) == [
        f"taxonomy/{name}.yml: the file is missing" for name in ("goals", "sectors", "topics")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: glossary\nentries: [\n", "glossary/a.yml:3: readable YAML is expected"),
        ("kind: [unclosed\nentries: []\n", "glossary/a.yml:2: readable YAML is expected"),
        ("- a\n", "glossary/a.yml: the fields kind, defaults and entries are expected"),
        ("entries: []\n", "glossary/a.yml: kind: one of faq, glossary"),
        ("kind: recipe\nentries: []\n", "glossary/a.yml: kind: one of faq, glossary"),
        ("kind: glossary\n", "glossary/a.yml: entries: a list is expected"),
        ("kind: glossary\ndefaults: 7\nentries: []\n", "glossary/a.yml: defaults: a group of fields is expected"),
        ("kind: glossary\nentries: []\nextra: 1\n", "glossary/a.yml:3: extra: only kind, defaults and entries"),
        ("kind: glossary\nentries:\n  - just text\n", "glossary/a.yml:3: entries: entry 1: a group of fields"),
    ],
)
def test_a_broken_frame_is_named(folder: Path, text: str, expected: str) -> None:
    write(folder, "glossary/a.yml", text)
    (problem,) = problems(folder)
    assert problem.startswith(expected)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("colour: blue", "colour: no field of this name exists for this kind"),
        ("topics: [nails]", "topics.0: an id of taxonomy/topics.yml is expected, nails is none"),
        ("see_also: [schraube, nagel]", "see_also.1: the id of an entry is expected, nagel is none"),
        ("synonyms: ['<b>Bolzen</b>']", "synonyms.0: plain text without HTML is expected"),
        ("abbreviations: [' ']", "abbreviations.0: some text is expected"),
        ("as_of: soon", "as_of: a date YYYY, YYYY-MM or YYYY-MM-DD is expected"),
        ("as_of: 2030-13", "as_of: 2030-13 is not a day of the calendar"),
        ("checked_on: soon", "checked_on: a day YYYY-MM-DD is expected"),
        ("more_sources: [ftp://example.org]", "more_sources.0: an address that starts with https:// or http://"),
        ("source: {title: A, url: nowhere}", "source.url: an address that starts with https:// or http://"),
        ("valid_from: '2030', valid_until: '2029'", "valid_until lies before valid_from"),
        ("confidence: certain", "confidence: Input should be 'high', 'medium' or 'low'"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(folder: Path, more: str, expected: str) -> None:
    write(folder, "glossary/a.yml", GLOSSARY + term("erste") + term(more=more))
    (problem,) = problems(folder)
    assert problem.startswith(f"glossary/a.yml:10: schraube: {expected}")


def test_a_field_inside_a_list_has_its_own_line(folder: Path) -> None:
    text = "  - id: schraube\n    term: Schraube\n    definition: Ein Ding.\n"
    text += "    see_also:\n      - schraube\n      - nagel\n"
    write(folder, "glossary/a.yml", GLOSSARY + text)
    assert problems(folder) == [
        "glossary/a.yml:14: schraube: see_also.1: the id of an entry is expected, nagel is none"
    ]


def test_an_entry_without_id_is_named_by_its_place(folder: Path) -> None:
    write(folder, "glossary/a.yml", GLOSSARY + "  - {term: Schraube, definition: Ein Ding.}\n")
    assert problems(folder) == ["glossary/a.yml:9: entry 1: id: a value is expected"]


def test_an_id_may_exist_only_once_over_all_files(folder: Path) -> None:
    write(folder, "glossary/a.yml", GLOSSARY + term())
    write(folder, "glossary/b.yml", GLOSSARY + term())
    assert problems(folder) == [
        "glossary/b.yml:9: schraube: id: an id of its own is expected; glossary/a.yml:9 has it already"
    ]


def test_a_taxonomy_id_may_exist_only_once(folder: Path) -> None:
    write(folder, "taxonomy/goals.yml", "- {id: a, label: A, keywords: []}\n- {id: a, label: B, keywords: []}\n")
    assert "taxonomy/goals.yml:2: a: id: an id of its own is expected" in problems(folder)[0]


def test_a_reference_must_lead_to_the_right_kind(folder: Path) -> None:
    programme = "  - {id: praemie, name: Prämie, level: state, instrument: Zuschuss, availability: open, "
    programme += "summary: Geld., area: germany, sectors: [uhren, floeten], successor: schraube}\n"
    write(folder, "funding/a.yml", HEAD.format(kind="funding") + programme)
    write(folder, "glossary/a.yml", GLOSSARY + term())
    assert problems(folder) == [
        "funding/a.yml:9: praemie: sectors.1: an id of taxonomy/sectors.yml is expected, floeten is none",
        "funding/a.yml:9: praemie: successor: a funding entry is expected, schraube is a glossary",
    ]


def test_a_kreis_lies_in_a_region(folder: Path) -> None:
    lines = (
        "  - {id: nord, level: regierungsbezirk, name: Nord}\n  - {id: kreis, level: kreis, name: K, parent: nord}\n"
    )
    write(folder, "region/a.yml", HEAD.format(kind="region") + lines)
    assert problems(folder) == ["region/a.yml:10: kreis: parent: a region is expected, nord is a regierungsbezirk"]


def test_a_reference_to_an_entry_with_mistakes_is_no_second_mistake(folder: Path) -> None:
    write(folder, "glossary/a.yml", GLOSSARY + term("a", "see_also: [b]") + term("b", "colour: blue"))
    assert len(problems(folder)) == 1


def test_all_mistakes_of_all_files_are_reported_together(folder: Path) -> None:
    write(folder, "glossary/a.yml", GLOSSARY + term(more="colour: blue, as_of: soon"))
    write(folder, "glossary/b.yml", "kind: recipe\nentries: []\n")
    write(folder, "faq/c.yml", "[")
    found = problems(folder)
    assert [line.split(":")[0] for line in found] == ["faq/c.yml", "glossary/a.yml", "glossary/a.yml", "glossary/b.yml"]


def test_rules_between_fields_are_checked(content: Content) -> None:
    faqs = [entry for entry in content.entries.values() if isinstance(entry, Faq)]
    ended = [e for e in content.entries.values() if isinstance(e, Funding) and e.availability == "ended"]
    kreise = [e for e in content.entries.values() if isinstance(e, Region) and e.level == "kreis"]
    assert all(40 <= len(entry.answer.split()) <= 120 for entry in faqs)
    assert all(entry.valid_until or entry.notes for entry in ended)
    assert len(kreise) == 44
