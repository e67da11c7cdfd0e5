"""Makes the new texts of the files, reads them back, and puts them in place."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge import yaml_plain
from knowledge.content_files import TAXONOMY_LISTS, Content
from knowledge.digests import digest
from knowledge.export import values
from knowledge.export.entries import EntriesText
from knowledge.export.plan import Write
from knowledge.problems import ContentError, Problem
from knowledge.references import check_references, known
from knowledge.schema import MODELS, AnyEntry, Taxonomy, Term
from knowledge.submitted import Submitted
from knowledge.validation import validated
from knowledge.yaml_files import entries_in

NEW_FILE = Path(__file__).parent / "weitere.yml"


class ExportError(Exception):
    """An entry cannot be written so that the file says what the store says. Nothing was written."""


def _text_of(folder: Path, file: str, kind: str) -> str:
    path = folder / file
    return yaml_plain.read(path) if path.is_file() else NEW_FILE.read_text(encoding="utf-8").format(kind=kind)


def _check(file: str, text: str, expected: Mapping[str, AnyEntry]) -> None:
    """Read the new text as an import would: each entry has to be there, and to say what it shall say."""
    raw, problems = entries_in(text, file), list[Problem]()
    read = {one.id: validated(one, MODELS[raw.kind], problems) for one in raw.entries if raw.kind in MODELS}
    found = {entry_id: digest(entry) for entry_id, entry in read.items() if entry}
    wrong = [entry_id for entry_id, entry in expected.items() if found.get(entry_id) != digest(entry)]
    if wrong or raw.problems or problems:
        raise ExportError(f"{file}: {', '.join(wrong)} cannot be changed there by a program. Nothing was written.")


def check_together(content: Content, writes: Iterable[Write]) -> None:
    """Check that what the files will say refers to nothing that they do not have.

    Raises:
        ContentError: the files were changed so that entries of the store do not fit any more.
    """
    changed = {write.entry.id: write.entry for write in writes}
    entries = [Submitted(entry.model_dump(mode="json")) for entry in {**content.entries, **changed}.values()]
    offered = known(entries, content.taxonomy)
    problems = [problem for entry in entries if entry.id in changed for problem in check_references(entry, offered)]
    if problems:
        raise ContentError(problems)


def new_texts(folder: Path, content: Content, writes: Iterable[Write]) -> dict[str, str]:
    """Return the texts that the files shall have, by name; files that stay are left out.

    Raises:
        ExportError: a file is written in a way that a program cannot change without loss.
    """
    by_file = dict[str, list[Write]]()
    for write in writes:
        by_file.setdefault(write.file, []).append(write)
    texts = dict[str, str]()
    for file, ours in by_file.items():
        changed = [(write.present, write.entry) for write in ours if write.present]
        added = [write.entry for write in ours if not write.present]
        texts[file] = EntriesText(file, _text_of(folder, file, ours[0].entry.kind)).rewritten(changed, added)
        stay = {entry_id: content.entries[entry_id] for entry_id, place in content.files.items() if place == file}
        _check(file, texts[file], {**stay, **{write.entry.id: write.entry for write in ours}})
    return texts


def _terms(terms: Iterable[Term]) -> str:
    said = (term.model_dump(exclude_defaults=True) for term in terms)
    lines = ("\n".join(values.field(name, value, 2) for name, value in fields.items()) for fields in said)
    return "".join(f"- {line.lstrip()}\n" for line in lines) or "[]\n"


def taxonomy_texts(taxonomy: Taxonomy) -> dict[str, str]:
    """Return the files of a taxonomy, by name."""
    texts = {f"taxonomy/{name}.yml": _terms(getattr(taxonomy, name)) for name in TAXONOMY_LISTS}
    groups = "".join(f"{values.item(group, 0)}\n" for group in taxonomy.synonyms)
    return {**texts, "synonyms.yml": groups} if groups else texts


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Put the texts in place, each file as a whole."""
    for file, text in texts.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.unfinished")
        unfinished.write_bytes(text.encode())
        if path.is_file():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
