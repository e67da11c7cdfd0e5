"""Reads the routing file and reports every mistake at once, with file, line and field."""

from collections.abc import Container, Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

import settings
from desk.details import Names
from desk.handoff.organisations import DEFAULT, Directory, Organisation
from knowledge.problems import ContentError, Problem, expectation
from knowledge.yaml_files import RawEntry, RawFile, read_terms


class RoutingError(ContentError):
    """The routing file has mistakes. All of them are listed; nobody would know where a request goes."""


def _read(path: Path) -> RawFile:
    """Read the file, which is a plain list like those of the taxonomy."""
    return read_terms(path, path.parent)


def _organisation(raw: RawEntry) -> Iterator[Organisation | Problem]:
    try:
        yield Organisation.model_validate(dict(raw.fields))
    except ValidationError as error:
        for detail in error.errors():
            yield raw.problem(detail["loc"], expectation(detail))


def load(path: Path) -> Directory:
    """Read and check the file.

    Raises:
        RoutingError: it has mistakes.
    """
    file = _read(path)
    problems = list(file.problems)
    organisations: dict[str, Organisation] = {}
    for raw in file.entries:
        for found in _organisation(raw):
            if isinstance(found, Problem):
                problems.append(found)
            elif found.id in organisations:
                problems.append(raw.problem(("id",), "an id of its own is expected; the file has it already"))
            else:
                organisations[found.id] = found
    if not problems and DEFAULT not in organisations:
        problems.append(Problem(file.file, None, "", "id", "an organisation with the id default is expected"))
    if problems:
        raise RoutingError(problems)
    return Directory(organisations)


def unknown_ids(path: Path, known: Names) -> Iterator[Problem]:
    """Yield what the file says of topics, sectors and regions that the knowledge store does not have."""
    ids: dict[str, Container[str]] = {
        "topics": {term.id for term in known.taxonomy.topics},
        "sectors": {term.id for term in known.taxonomy.sectors},
        "regions": known.regions,
    }
    for raw in _read(path).entries:
        for position, team in enumerate(Organisation.model_validate(dict(raw.fields)).teams):
            for name, of_store in ids.items():
                for place, value in enumerate(getattr(team, name)):
                    if value not in of_store:
                        location = ("teams", position, name, place)
                        yield raw.problem(location, f"{value} is no id of the knowledge store's {name}")


def check(path: Path, known: Names) -> Directory:
    """Read the file and compare it with the knowledge store, unless that is still empty.

    Raises:
        RoutingError: it has mistakes, or names what the store does not have.
    """
    found = load(path)
    if known.taxonomy.topics and (problems := list(unknown_ids(path, known))):
        raise RoutingError(problems)
    return found


@lru_cache
def _loaded(path: Path) -> Directory:
    return load(path)


def directory() -> Directory:
    """Return this process's organisations; the file is read once."""
    return _loaded(settings.get().routing_file)
