"""Answers "Warum nicht der …?" in German: what became of an entry that was named. The texts are in ``why_not.yml``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from knowledge.matching import Match, Reason, Verdict, is_own_service
from knowledge.reasons import render
from knowledge.rules.cluster import is_last_resort

FILE = Path(__file__).with_name("why_not.yml")
ENDED = frozenset({"ended", "ended_without_date", "dissolved"})
TOLD_OF_ENDED = ENDED | {"successor"}
INNER_QUOTATION_MARKS = str.maketrans("„“", "‚‘")


@lru_cache
def texts() -> Mapping[str, Any]:
    """Return the texts, read once."""
    content: Mapping[str, Any] = YAML(typ="safe").load(FILE)
    return content


class _Gain(NamedTuple):
    """What puts one entry before another: points, and the text that tells why."""

    points: int
    text: str
    reason: str


def _quotable(title: str) -> str:
    """Turn quotation marks into inner ones: every text puts its titles into quotation marks."""
    return title.translate(INNER_QUOTATION_MARKS)


def _said(name: str, match: Match, reasons: Iterable[Reason] = (), **values: str) -> str:
    written = " ".join(map(render, reasons))
    return str(texts()[name].format(title=_quotable(match.entry.title), reasons=written, **values))


def _gains(match: Match, better: Match) -> Iterator[_Gain]:
    """Yield what speaks for the better one, alone or more strongly, and what speaks against the other."""
    own, others = ({one.reason.code: one for one in judged.findings} for judged in (match, better))
    stronger: Mapping[str, str] = texts()["stronger"]
    for code, finding in others.items():
        if code not in own:
            yield _Gain(finding.points, "for_better", render(finding.reason))
        elif code in stronger:
            yield _Gain(finding.points - own[code].points, "for_better", stronger[code])
    for code in own.keys() - others.keys():
        yield _Gain(-own[code].points, "against", render(own[code].reason))


def _outdone(match: Match, better: Match) -> str:
    """Say what puts the other first, in the order of ranking: see `knowledge.matching`."""
    title = _quotable(better.entry.title)
    for name, is_so in (("last_resort", is_last_resort), ("own_service", is_own_service)):
        if is_so(match.entry) and not is_so(better.entry):
            return _said(name, match, better=title)
    gain = max(_gains(match, better), default=None)
    if gain is None or gain.points <= 0 or match.points >= better.points:
        return _said("equal", match, better=title)
    return _said(gain.text, match, better=title, reason=gain.reason)


def _refused(match: Match) -> str:
    """Give every reason against it; of what has ended, only that and what took its place."""
    if any(reason.code in ENDED for reason in match.reasons):
        return _said("ended", match, [reason for reason in match.reasons if reason.code in TOLD_OF_ENDED])
    return _said("does_not_fit", match, match.reasons)


def _explained(match: Match, shown: Sequence[Match]) -> str:
    if match.verdict is Verdict.DOES_NOT_FIT:
        return _refused(match)
    is_shown = any(one.entry.id == match.entry.id for one in shown)
    if match.verdict is Verdict.UNCLEAR:
        still_open = [finding.reason for finding in match.findings if finding.verdict is Verdict.UNCLEAR]
        return _said("shown_unclear" if is_shown else "unclear", match, still_open)
    if is_shown:
        return _said("shown", match)
    better = next((one for one in shown if one.entry.kind == match.entry.kind), None)
    return _outdone(match, better) if better else _said("other_kind", match)


def explanation(judged: Sequence[Match], shown: Sequence[Match]) -> str | None:
    """Return what to say about entries that were asked for by name, each on a line of its own.

    Each has ended (when, and what took its place), does not fit (every reason), is unclear (what is open), is shown
    already, or fits but comes after another (which, and the reason that counts most).

    Args:
        judged: what `knowledge.matching_names.why_not` returned for the question.
        shown: what the visitor was shown for the same profile, best first.

    Returns:
        None if nothing was named that the store knows.
    """
    return "\n".join(_explained(match, shown) for match in judged) or None
