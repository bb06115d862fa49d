"""What is set and taken back while a cycle is prepared: services, villages, groups, targets, planned meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from facilitator.errors import UserError
from facilitator.i18n import _, digits, shown
from facilitator.models.cycle import BREAKDOWNS, Cycle, Person, ServicePoint
from facilitator.models.group import Group
from facilitator.models.meeting import Meeting
from facilitator.models.stages import ONCE, PER_SERVICE, PER_VILLAGE
from facilitator.models.target import Target
from facilitator.text import clean, parse_date

if TYPE_CHECKING:
    from facilitator.models.place import Commune, Village

Ordered = TypeVar("Ordered", ServicePoint, Group, Person)

MOST_PRIORITIES = 20
MOST_PEOPLE = 1_000_000
TARGET_CATEGORIES = ("women", "youth", "disability", "minority", "idpoor")


def need_name(name: str) -> str:
    """A name as it is stored. Raises UserError for an empty one."""
    tidy = clean(name, 200)
    if not tidy:
        raise UserError(_("Type a name."))
    return tidy


def rename_service_point(point: ServicePoint, name_km: str | None = None, name_en: str | None = None) -> None:
    """Change one or both names. Raises UserError when no name would be left."""
    km = point.name_km if name_km is None else clean(name_km, 200)
    en = point.name_en if name_en is None else clean(name_en, 200)
    if not (km or en):
        raise UserError(_("Type a name."))
    point.name_km, point.name_en = km, en


def remove_service_point(point: ServicePoint) -> None:
    """Take a service point and its meetings out of the cycle. Raises UserError when it has scores."""
    if any(sheet.tallies for card in point.cards for sheet in card.sheets):
        raise UserError(
            _("{service} has scores already. Move or delete the scores first.").format(service=point.name_km)
        )
    cycle = point.cycle
    for meeting in list(point.meetings):
        cycle.meetings.remove(meeting)
    cycle.service_points.remove(point)
    _number(cycle.service_points)


def shift(items: list[Ordered], item: Ordered, by: int) -> None:
    """Move one of some ordered things up (-1) or down (+1); at the end it stays."""
    order = list(items)
    place = next(number for number, each in enumerate(order) if each is item)
    target = place + by
    if 0 <= target < len(order):
        order.insert(target, order.pop(place))
        _number(order)
        items.sort(key=lambda each: each.position)


def _number(items: Sequence[Ordered]) -> None:
    for number, item in enumerate(items):
        item.position = number


def add_group(cycle: Cycle, name_km: str, name_en: str = "") -> Group:
    """Add a focus group; its key is made here and never changes."""
    number = next(n for n in range(1, len(cycle.groups) + 2) if cycle.group(f"group_{n}") is None)
    return cycle.add_group(f"group_{number}", need_name(name_km), clean(name_en, 200))


def remove_group(group: Group) -> None:
    """Take a focus group out of the cycle. Raises UserError when it has scores."""
    cycle = group.cycle
    sheets = (sheet for point in cycle.service_points for card in point.cards for sheet in card.sheets)
    if any(sheet.group == group.key and sheet.tallies for sheet in sheets):
        raise UserError(_("{group} has scores already. Delete them first.").format(group=group.name_km))
    cycle.groups.remove(group)
    _number(cycle.groups)


def add_person(cycle: Cycle, role: str, name: str) -> Person:
    """Add a person in a role. Raises UserError for an empty name."""
    person = Person(name=need_name(name), role=role, position=len(cycle.people))
    cycle.people.append(person)
    return person


def change_person(person: Person, **values: str) -> None:
    """Change name, role, organisation or phone. Raises UserError for an empty name."""
    for field, value in values.items():
        setattr(person, field, need_name(value) if field == "name" else clean(value, 200))


def remove_person(person: Person) -> None:
    """Take a person out of the cycle, and of the meetings that he or she facilitated."""
    cycle = person.cycle
    cycle.people.remove(person)
    _number(cycle.people)


def add_village(commune: Commune, name_km: str, name_en: str = "") -> Village:
    """Add a village that no list has. Raises UserError for an empty name or one that the commune has already."""
    from facilitator.text import search_key

    name = need_name(name_km)
    if any(search_key(village.name_km) == search_key(name) for village in commune.villages):
        raise UserError(_("{commune} already has a village {village}.").format(commune=commune.name_km, village=name))
    return commune.add_village(name, clean(name_en, 200))


def set_priorities(cycle: Cycle, count: int | None) -> None:
    """How many criteria a service point gets. Raises UserError when that is not possible."""
    if count is None or not 1 <= count <= MOST_PRIORITIES:
        raise UserError(_("Type a number from 1 to {most}.").format(most=shown(MOST_PRIORITIES)))
    cycle.priorities = count


def set_languages(cycle: Cycle, languages: list[str]) -> None:
    """The languages of the cycle's papers. Raises UserError for none."""
    if not languages:
        raise UserError(_("Choose at least one language."))
    cycle.languages = list(languages)


def set_breakdowns(cycle: Cycle, breakdowns: list[str]) -> None:
    """By which traits votes are counted apart, in their usual order."""
    cycle.breakdowns = [key for key in BREAKDOWNS if key in breakdowns]


def set_target(cycle: Cycle, category: str, share: int | None) -> None:
    """Set a participation target in percent; None takes it away. Raises UserError above 100."""
    if share is not None and not 0 < share <= 100:
        raise UserError(_("A share is a number from 1 to 100 percent."))
    known = next((target for target in cycle.targets if target.category == category), None)
    if known is not None and share is None:
        cycle.targets.remove(known)
    elif known is not None and share is not None:
        known.share = share
    elif share is not None:
        cycle.targets.append(Target(category=category, share=share))


def set_phone(commune: Commune, phone: str) -> None:
    """The commune office's telephone number, for papers."""
    commune.phone = clean(digits(phone), 60)


def plan_meetings(cycle: Cycle) -> list[Meeting]:
    """Add the usual meetings that are not planned yet, without dates: one per service, village, or cycle by stage."""
    wanted: list[tuple[str, ServicePoint | None, Village | None]] = []
    for point in cycle.service_points:
        wanted += [(stage, point, None) for stage in PER_SERVICE]
        wanted += [(stage, point, village) for stage in PER_VILLAGE for village in point.villages]
    wanted += [(stage, None, None) for stage in ONCE]
    return [add_meeting(cycle, *each) for each in wanted if not _is_planned(cycle, *each)]


def add_meeting(cycle: Cycle, stage: str, point: ServicePoint | None, village: Village | None) -> Meeting:
    """Plan one meeting; its date and place follow."""
    meetings = cycle.meetings  # loaded first: loading them later would store the meeting half made
    meeting = Meeting(
        stage=stage, service_point=point, village=village, village_code=village.code if village is not None else None
    )
    meetings.append(meeting)
    return meeting


def remove_meeting(meeting: Meeting) -> None:
    """Take a planned meeting back. Raises UserError when it was held."""
    if meeting.held:
        raise UserError(_("This meeting was held: its attendance is recorded. Correct it on the page of its stage."))
    meeting.cycle.meetings.remove(meeting)


def _is_planned(cycle: Cycle, stage: str, point: ServicePoint | None, village: Village | None) -> bool:
    code = village.code if village is not None else None
    return any(
        meeting.stage == stage and meeting.service_point is point and meeting.village_code == code
        for meeting in cycle.meetings
    )


def set_date(meeting: Meeting, typed: str) -> None:
    """The planned day, as typed; empty takes it away. Raises UserError for what is no date."""
    meeting.date = parse_date(typed) if typed.strip() else None


def set_place(meeting: Meeting, place: str) -> None:
    """Where the meeting will be."""
    meeting.place = clean(place, 200)


def set_figure(commune: Commune, which: str, value: int | None) -> None:
    """`population` or `households` of the commune. Raises UserError for more people than a province has."""
    if value is not None and not 0 <= value <= MOST_PEOPLE:
        raise UserError(_("This number cannot be right. Check the digits."))
    setattr(commune, which, value)


def rename_group(group: Group, name_km: str | None = None, name_en: str | None = None) -> None:
    """Change one or both names. Raises UserError when no name would be left."""
    km = group.name_km if name_km is None else clean(name_km, 200)
    en = group.name_en if name_en is None else clean(name_en, 200)
    if not (km or en):
        raise UserError(_("Type a name."))
    group.name_km, group.name_en = km, en


def set_title(cycle: Cycle, which: str, title: str) -> None:
    """The cycle's own title (`title_km` or `title_en`); empty takes it away."""
    setattr(cycle, which, clean(title, 200))
