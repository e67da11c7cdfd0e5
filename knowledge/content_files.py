"""Loads the editors' YAML, checks all of it, and reports every mistake at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.problems import ContentError, Problem
from knowledge.references import check_references, known
from knowledge.schema import MODELS, AnyEntry, Taxonomy, Term
from knowledge.validation import validated
from knowledge.yaml_files import RawEntry, content_paths, read_entries, read_groups, read_terms

TAXONOMY_LISTS = ("topics", "sectors", "goals")


@dataclass(frozen=True)
class Content:
    """Everything that the content files say, validated."""

    entries: Mapping[str, AnyEntry]
    taxonomy: Taxonomy
    files: Mapping[str, str] = field(default_factory=dict)
    """The file that each entry stands in, relative to the folder."""


def _duplicates(raws: Iterable[RawEntry]) -> Iterable[Problem]:
    first: dict[str, RawEntry] = {}
    for raw in raws:
        earlier = first.setdefault(raw.id, raw)
        if raw.id and earlier is not raw:
            yield raw.problem(("id",), f"an id of its own is expected; {earlier.file}:{earlier.line()} has it already")


def _load_taxonomy(folder: Path, problems: list[Problem]) -> Taxonomy:
    lists: dict[str, tuple[Term, ...]] = {}
    for name in TAXONOMY_LISTS:
        raw_file = read_terms(folder / "taxonomy" / f"{name}.yml", folder)
        problems += raw_file.problems
        problems += _duplicates(raw_file.entries)
        terms = (validated(raw, Term, problems) for raw in raw_file.entries)
        lists[name] = tuple(term for term in terms if term)
    synonyms, wrong = read_groups(folder / "synonyms.yml", folder)
    problems += wrong
    return Taxonomy(**lists, synonyms=synonyms)


def _load_raw(folder: Path, problems: list[Problem]) -> list[RawEntry]:
    raws: list[RawEntry] = []
    for path in content_paths(folder):
        raw_file = read_entries(path, folder)
        if not raw_file.problems and raw_file.kind not in MODELS:
            raw_file.complain(f"one of {', '.join(MODELS)} is expected", name="kind")
        problems += raw_file.problems
        if raw_file.kind in MODELS:
            raws += raw_file.entries
    return raws


def load(folder: Path) -> Content:
    """Read and check the whole content folder.

    Raises:
        ContentError: with every problem of every file; nothing is returned then.
    """
    problems: list[Problem] = []
    taxonomy = _load_taxonomy(folder, problems)
    raws = _load_raw(folder, problems)
    all_read = not problems
    problems += _duplicates(raws)
    entries = dict[str, AnyEntry]()
    for raw in raws:
        entry = validated(raw, MODELS[raw.kind], problems)
        if entry is not None:
            entries[entry.id] = entry
    if all_read:  # else references to the entries of an unreadable file would look broken, too
        offered = known(raws, taxonomy)
        problems += [problem for raw in raws for problem in check_references(raw, offered)]
    if problems:
        raise ContentError(problems)
    return Content(entries, taxonomy, {raw.id: raw.file for raw in raws})
