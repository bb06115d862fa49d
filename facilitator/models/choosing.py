"""From what was said to what is scored: issues of a service point, and its criteria, the same in every village."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models import catalogue
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.issue import ISSUE_KINDS, Issue
from facilitator.models.scorecard import Criterion
from facilitator.text import search_key

if TYPE_CHECKING:
    from facilitator.models.place import Village
    from facilitator.models.store import Store

# -- issues -----------------------------------------------------------------------------------------------------------


def add_issue(point: ServicePoint, village: Village | None, kind: str, text: str, total: int | None = None) -> Issue:
    """Write down what was raised in a village (None: for the whole service point), by how many people.

    Raises UserError for an empty text.
    """
    assert kind in ISSUE_KINDS, kind
    if not text.strip():
        raise UserError(_("Type what was said first."))
    issue = Issue(kind=kind, text=text, village=village, position=len(point.issues))
    issue.count(total=total)
    point.issues.append(issue)
    return issue


def reword_issue(issue: Issue, text: str, language: str) -> None:
    """Change the words on show: the translation where English is shown and there is one.

    Raises UserError for an empty text.
    """
    if not text.strip():
        raise UserError(_("An issue needs its words. Delete the whole line instead."))
    if language == "en" and issue.text_en:
        issue.text_en = text
    else:
        issue.text = text


def issue_words(issue: Issue, language: str) -> str:
    """What was said, in that language where it was translated."""
    return (issue.text_en or issue.text) if language == "en" else issue.text


def remove_issue(issue: Issue) -> None:
    """Take an issue away."""
    point = issue.service_point
    if issue.criterion is not None:
        issue.criterion.issues.remove(issue)
    point.issues.remove(issue)
    _number(point.issues)


def link(issue: Issue, number: int | None) -> None:
    """Merge an issue into the criterion of that number in the list (from 1); None takes it out again.

    Raises UserError when there is no such criterion.
    """
    criteria = scored_by_all(issue.service_point)
    if number is not None and not 1 <= number <= len(criteria):
        raise UserError(_("There is no criterion {n}. Look at the numbers of the criteria.").format(n=shown(number)))
    issue.criterion = criteria[number - 1] if number is not None else None


def number_of(issue: Issue) -> int | None:
    """The number (from 1) of the criterion that took the issue up, or None."""
    criteria = scored_by_all(issue.service_point)
    return criteria.index(issue.criterion) + 1 if issue.criterion in criteria else None


def raised_by(criterion: Criterion) -> tuple[int, int]:
    """How many issues were merged into a criterion, and by how many people those were raised (as counted)."""
    return len(criterion.issues), sum(issue.total or 0 for issue in criterion.issues)


# -- criteria ---------------------------------------------------------------------------------------------------------


def scored_by_all(point: ServicePoint) -> list[Criterion]:
    """The criteria that citizens and providers score; the providers' own belong to the self-assessment."""
    return [criterion for criterion in point.criteria if criterion.side == "both"]


def too_many(point: ServicePoint) -> str:
    """A quiet sentence when there are more criteria than the cycle wants, else an empty text."""
    count, limit = len(scored_by_all(point)), point.cycle.priorities
    if count <= limit:
        return ""
    return _("{count} criteria are many; {limit} are usual. Keep the most important.").format(
        count=shown(count), limit=shown(limit)
    )


def add_from_bank(point: ServicePoint, key: str) -> Criterion:
    """Add a criterion of the bank. Raises UserError when it is in the list already."""
    found = catalogue.criterion(key)
    assert found is not None, key
    if any(criterion.key == key for criterion in point.criteria):
        raise UserError(_("“{criterion}” is in the list already.").format(criterion=found.text_km))
    return _append(point, Criterion(key=key, text_km=found.text_km, text_en=found.text_en))


def add_own(
    point: ServicePoint, text_km: str, text_en: str = "", before: ServicePoint | None = None, issue: Issue | None = None
) -> Criterion:
    """Add a criterion in the meeting's own words, and merge `issue` into it.

    With `before` (the service point one round earlier) a criterion in the same words keeps its key, so that the two
    rounds can be compared, and no other gets a key that was used then. Raises UserError for an empty text or one that
    is in the list already.
    """
    if not (text_km.strip() or text_en.strip()):
        raise UserError(_("Type the criterion first."))
    words = {search_key(text) for text in (text_km, text_en) if text.strip()}
    if any(words & _words(criterion) for criterion in point.criteria):
        raise UserError(_("“{criterion}” is in the list already.").format(criterion=(text_km or text_en).strip()))
    earlier = before.criteria if before is not None else []
    taken = {criterion.key for criterion in (*point.criteria, *earlier)}
    same = next((each.key for each in earlier if words & _words(each) and each.side == "both"), "")
    if same in {criterion.key for criterion in point.criteria}:
        same = ""
    key = same or next(f"own_{n}" for n in range(1, len(taken) + 2) if f"own_{n}" not in taken)
    criterion = _append(point, Criterion(key=key, text_km=text_km, text_en=text_en))
    if issue is not None:
        issue.criterion = criterion
    return criterion


def is_own(criterion: Criterion) -> bool:
    """Whether the words are the meeting's own; those of the bank stay as they are, so that communes can be compared."""
    return catalogue.criterion(criterion.key) is None


def reword(criterion: Criterion, language: str, text: str) -> None:
    """Change the words of an own criterion in one language.

    Words that people have scored stay: other words would be another question. A missing translation can be added.
    Raises UserError when there are scores, or when no words would be left.
    """
    if criterion.tallies and getattr(criterion, f"text_{language}") not in ("", text):
        raise UserError(_("It has scores already, so its words stay. Add a new criterion for other words."))
    other = criterion.text_en if language == "km" else criterion.text_km
    if not (text.strip() or other):
        raise UserError(_("Type the criterion first."))
    setattr(criterion, f"text_{language}", text)


def place(criterion: Criterion, number: int) -> None:
    """Put a criterion at that place (from 0) among those that all score; beyond the ends it stays at the end."""
    point = criterion.service_point
    order = [each for each in scored_by_all(point) if each is not criterion]
    order.insert(max(0, min(number, len(order))), criterion)
    order += [each for each in point.criteria if each.side != "both"]
    _number(order)
    point.criteria.sort(key=lambda each: each.position)


def goes_with(criterion: Criterion) -> str:
    """A sentence about what would be deleted together with a criterion; empty when nothing hangs on it."""
    kinds = Counter(
        {
            _("scores"): len(criterion.tallies),
            _("strengths, weaknesses and suggestions"): len(criterion.remarks),
            _("agreed points"): len(criterion.agreed_points),
        }
    )
    found = [name for name, count in kinds.items() if count]
    if not found:
        return ""
    return _("“{criterion}” has {what}. They go with it.").format(
        criterion=criterion.text_km or criterion.text_en, what=", ".join(found)
    )


def remove(criterion: Criterion) -> None:
    """Take a criterion out of the list, with its scores and remarks; its issues stay, merged into none."""
    point = criterion.service_point
    for issue in list(criterion.issues):
        issue.criterion = None
    for tally in list(criterion.tallies):
        tally.discard()
    point.criteria.remove(criterion)
    _number(point.criteria)


# -- the round before -------------------------------------------------------------------------------------------------


def point_before(store: Store, point: ServicePoint) -> ServicePoint | None:
    """The same service point in the commune's round before, or None."""
    now = point.cycle
    rounds = [
        cycle
        for cycle in store.all(Cycle, commune_code=now.commune_code, training=now.training)
        if (cycle.year, cycle.round) < (now.year, now.round)
    ]
    latest = max(rounds, key=lambda cycle: (cycle.year, cycle.round), default=None)
    if latest is None:
        return None
    return next((each for each in latest.service_points if each.key == point.key), None)


def continues(criterion: Criterion, before: ServicePoint) -> str:
    """The key of the criterion of the round before that this one goes on from; empty for a new one."""
    key = criterion.same_as or criterion.key
    return key if any(each.key == key for each in before.criteria) else ""


def set_same_as(criterion: Criterion, key: str) -> None:
    """Say which criterion of the round before this one continues in other words; empty takes that back.

    Raises UserError when another criterion already continues it.
    """
    for other in criterion.service_point.criteria:
        if key and other is not criterion and key in (other.same_as, other.key):
            raise UserError(_("“{criterion}” already continues it.").format(criterion=other.text_km or other.text_en))
    criterion.same_as = "" if key == criterion.key else key


def _append(point: ServicePoint, criterion: Criterion) -> Criterion:
    criterion.side = "both"
    point.criteria.append(criterion)
    place(criterion, len(point.criteria))
    return criterion


def _words(criterion: Criterion) -> set[str]:
    return {search_key(text) for text in (criterion.text_km, criterion.text_en) if text}


def _number(items: Sequence[Issue | Criterion]) -> None:
    for position, item in enumerate(items):
        item.position = position
