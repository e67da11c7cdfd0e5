"""Which addresses the entries name."""

from collections.abc import Iterable, Iterator, Mapping

from knowledge.schema import AnyEntry, Cluster, Course, Funding, Status


def _addresses_of(entry: AnyEntry) -> Iterator[str]:
    if entry.source.url:
        yield entry.source.url
    yield from entry.more_sources
    if isinstance(entry, Cluster | Course | Funding) and entry.url:
        yield entry.url


def addresses(entries: Iterable[AnyEntry]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the entries that name an address, by address. Retired entries name none."""
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        if entry.status is not Status.RETIRED:
            for address in _addresses_of(entry):
                found.setdefault(address, {})[entry.id] = None
    return {address: tuple(ids) for address, ids in found.items()}
