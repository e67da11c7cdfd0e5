"""Brings the taxonomy of the content files into the store."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from german.normalise import fold
from knowledge.models import TermRow
from knowledge.schema import Taxonomy


def _term_rows(taxonomy: Taxonomy) -> Iterator[dict[str, Any]]:
    lists = (("topic", taxonomy.topics), ("sector", taxonomy.sectors), ("goal", taxonomy.goals))
    for kind, terms in lists:
        for position, term in enumerate(terms):
            yield {"kind": kind, "position": position, **term.model_dump(mode="json")}
    flags = {"concern": False, "offered": False}
    for position, (first, *others) in enumerate(taxonomy.synonyms):
        words = {"id": fold(first), "label": first, "keywords": others}
        yield {"kind": "synonym", "position": position, **words, **flags}


def import_taxonomy(session: Session, taxonomy: Taxonomy) -> bool:
    """Make the store hold these terms and no others, and tell whether that changed anything.

    Only files change terms. One that vanished is deleted: the import has checked that nobody refers to it any more.
    """
    rows = {(row.kind, row.id): row for row in session.scalars(select(TermRow))}
    wanted = {(values["kind"], values["id"]): values for values in _term_rows(taxonomy)}
    changed = rows.keys() != wanted.keys()
    for key in rows.keys() - wanted.keys():
        session.delete(rows[key])
    for key, values in wanted.items():
        row = rows.get(key)
        if row is None:
            session.add(TermRow(**values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            changed = True
            for name, value in values.items():
                setattr(row, name, value)
    return changed
