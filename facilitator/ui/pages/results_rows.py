"""What the tables of the results page show: headings, cells with their words, and widths of columns."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from facilitator import people
from facilitator.i18n import _, format_decimal, format_number, format_percent, format_signed, screen_language
from facilitator.ui.pages.meeting_parts import village_name
from facilitator.ui.tables.results import ResultCell

if TYPE_CHECKING:
    from facilitator.models.comparing import Compared, Score
    from facilitator.models.cycle import Cycle, ServicePoint

Shown = tuple[list[str], list[list[ResultCell]], list[int]]
"""Headings, rows, widths (0 shares the room that is left)."""
SCORE_WIDTH, GAP_WIDTH, BAR_WIDTH = 112, 112, 180


def sides(found: Sequence[Compared], previous: str, scale: range) -> Shown:
    """The gap first, citizens beside providers, the change since the round before, and how the votes spread."""
    headings = [_("Criterion"), _("Gap"), _("Citizens"), _("Providers")]
    widths = [0, GAP_WIDTH, SCORE_WIDTH, SCORE_WIDTH]
    if previous:
        headings.append(_("Change since {round}").format(round=previous))
        widths.append(92)
    rows = []
    for each in found:
        row = [_criterion(each, says_split=True), _gap(each, scale), _score(each.citizens), _score(each.providers)]
        if previous:
            row.append(_change(each))
        rows.append([*row, _bar(each.citizens, each.providers)])
    both = any(each.providers.bands for each in found)
    votes = _("Votes: citizens above, providers below") if both else _("Citizens' votes")
    return [*headings, votes], rows, [*widths, BAR_WIDTH]


def villages(found: Sequence[Compared], point: ServicePoint, medians: bool) -> Shown:
    """Villages across, all of them first; with `medians` also the middle of the villages' medians."""
    headings = [_("Criterion"), _("All villages")]
    if medians:
        headings.append(_("Middle of the villages"))
    headings += [village_name(village) for village in point.villages]
    rows = []
    for each in found:
        if each.criterion.side != "both":
            continue
        row = [_criterion(each), _score(each.citizens)]
        if medians:
            row.append(_figure(each.village_median))
        rows.append([*row, *(_score(each.villages[village.code]) for village in point.villages)])
    return headings, rows, [0, *[SCORE_WIDTH] * (len(headings) - 1)]


def groups(found: Sequence[Compared], cycle: Cycle) -> Shown:
    """Everybody, then the breakdowns and the groups that scored together, as far as anybody is in them."""
    language = screen_language()
    scored = [each for each in found if each.criterion.side == "both"]
    breakdowns = [name for name in cycle.breakdowns if any(_exists(each.breakdowns[name]) for each in scored)]
    together = [group for group in cycle.groups if any(_exists(each.groups[group.key]) for each in scored)]
    headings = [_("Criterion"), _("All"), *(_(people.LABELS[name]) for name in breakdowns)]
    headings += [group.name(language) for group in together]
    rows = [
        [
            _criterion(each),
            _score(each.citizens),
            *(_score(each.breakdowns[name]) for name in breakdowns),
            *(_score(each.groups[group.key]) for group in together),
        ]
        for each in scored
    ]
    return headings, rows, [0, *[SCORE_WIDTH] * (len(headings) - 1)]


def _exists(score: Score) -> bool:
    return score.hidden or score.median is not None


def _criterion(each: Compared, says_split: bool = False) -> ResultCell:
    from facilitator.text import breakable

    language = screen_language()
    text = f"{format_number(each.number, language)}. {breakable(each.criterion.text(language))}"
    if says_split and each.citizens.split:
        text = f"{text}\n◄► {_('People are split')}"
    return ResultCell(text)


def _score(score: Score) -> ResultCell:
    if score.awaited:
        return ResultCell("…", _("This is being worked out."))
    if score.hidden:
        return ResultCell(score=score, says=_("Hidden: too few people"))
    if score.median is None:
        return ResultCell("–", _("no score"), strong=True)
    if score.agreed:
        agreed = _("agreed score {n}").format(n=format_decimal(score.median, screen_language()))
        return ResultCell(score=score, says=agreed, hints=_("Method: one score that the group agreed on."))
    return ResultCell(score=score, says=partial(_said, score, score.median), hints=partial(_hint, score))


def _said(score: Score, median: Fraction) -> str:
    language = screen_language()
    spoken = _("median {median}, n = {n}").format(
        median=format_decimal(median, language), n=format_number(score.n, language)
    )
    if score.satisfied is not None:
        satisfied = _("{share} satisfied").format(share=format_percent(score.satisfied, language))
        spoken = f"{spoken}, {satisfied}"
    return spoken


def _hint(score: Score) -> str:
    """What stands beside every median: dissatisfied, mean and distribution, and the method."""
    language = screen_language()
    lines = []
    if score.dissatisfied is not None:
        lines.append(_("{share} dissatisfied").format(share=format_percent(score.dissatisfied, language)))
    if score.mean is not None:
        lines.append(_("mean {mean}").format(mean=format_decimal(score.mean, language, 1)))
    if score.split:
        lines.append(_("People are split"))
    lines += [_spread(score), _("Method: the median of each person's score.")]
    return "\n".join(line for line in lines if line)


def _bar(score: Score, other: Score) -> ResultCell:
    """The distribution of the citizens' votes, and under it the providers' where they voted."""
    if score.awaited or score.hidden or score.median is None:
        return _score(score)
    if score.agreed:
        return ResultCell(_("agreed"), strong=True)
    below = other if other.bands and not other.agreed else None
    hint = _("Providers: {spread}").format(spread=_spread(other)) if below is not None else ""
    return ResultCell(score=score, bar=True, says=partial(_spread, score), hints=hint, other=below)


def _spread(score: Score) -> str:
    """How many people gave each step, in words; nothing where the copy does not tell it."""
    language = screen_language()
    if not score.bands:
        return ""
    counts = [format_number(count, language) for count in score.bands]
    if score.faces:
        named = _("step {step}: {n}")
        parts = [named.format(step=format_number(step, language), n=n) for step, n in enumerate(counts, 1)]
        return ", ".join(parts)
    low, middle, high = counts
    return _("dissatisfied: {low}, between: {middle}, satisfied: {high}").format(low=low, middle=middle, high=high)


def _gap(each: Compared, scale: range) -> ResultCell:
    if each.citizens.awaited:
        return _score(each.citizens)
    if each.gap is None or each.citizens.median is None or each.providers.median is None:
        return ResultCell("–", _("no score of one side"), strong=True)
    spoken = _("Both score the same")
    if each.gap > 0:
        spoken = _("Providers score {gap} higher").format(gap=_size(each.gap))
    elif each.gap < 0:
        spoken = _("Providers score {gap} lower").format(gap=_size(each.gap))
    ends = (float(each.citizens.median), float(each.providers.median), float(scale[0]), float(scale[-1]))
    return ResultCell(_signed(each.gap), spoken, strong=True, gap=ends, hints=_("Disc: citizens. Square: providers."))


def _change(each: Compared) -> ResultCell:
    if each.citizens.awaited:
        return _score(each.citizens)
    if each.comparable is False:
        return ResultCell(_("Not comparable"), _("The wording or the scale changed since the round before"))
    if each.change is None:
        return ResultCell("–", _("no score to compare"), strong=True)
    if each.change > 0:
        return ResultCell(f"▲ {_signed(each.change)}", _("{n} better").format(n=_size(each.change)), strong=True)
    if each.change < 0:
        return ResultCell(f"▼ {_signed(each.change)}", _("{n} worse").format(n=_size(each.change)), strong=True)
    return ResultCell(f"= {_signed(each.change)}", _("the same as before"), strong=True)


def _figure(value: Fraction | None) -> ResultCell:
    return ResultCell("–" if value is None else format_decimal(value, screen_language()), strong=True)


def _signed(value: Fraction) -> str:
    return format_signed(value, screen_language())


def _size(value: Fraction) -> str:
    return format_decimal(abs(value), screen_language())
