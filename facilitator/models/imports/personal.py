"""Columns that tell who somebody is: names, telephone numbers, positions and clock times are never stored."""

from __future__ import annotations

import re

from facilitator.i18n import N_, digits
from facilitator.text import search_key

NAME, PHONE, POSITION, TIME = "name", "phone", "position", "time"

REASONS = {
    NAME: N_("“{column}”: names of people, and numbers that identify them, are never stored. It was left out."),
    PHONE: N_("“{column}”: telephone numbers and other contacts are never stored. It was left out."),
    POSITION: N_("“{column}”: where exactly somebody was is never stored. It was left out."),
    TIME: N_("“{column}”: clock times are never stored. It was left out."),
}
"""Why a column is refused, by what it holds."""

_WORDS = {
    NAME: (
        "name names surname firstname lastname fullname nickname nom respondentname username idcard nid nationalid "
        "passport imei deviceid device subscriberid simserial simid submittername submitterid"
    ),
    PHONE: (
        "phone phonenumber phones telephone tel mobile cellphone contact contacts whatsapp telegram facebook email mail"
    ),
    POSITION: (
        "gps latitude longitude lat lon lng altitude accuracy geopoint geolocation geo geotrace geoshape coordinate "
        "coordinates position positions location address house"
    ),
    TIME: "time times start end starttime endtime hour timestamp datetime submissiondate clock",
}
_TOKENS = {word: reason for reason, words in _WORDS.items() for word in words.split()}
_KHMER = (
    (NAME, ("ឈ្មោះ", "នាមត្រកូល", "នាមខ្លួន", "គោត្តនាម", "អត្តសញ្ញាណប័ណ្ណ")),
    (PHONE, ("ទូរស័ព្ទ", "ទូរសព្ទ", "លេខទូរ", "អ៊ីមែល", "អ៊ីម៉ែល", "តេឡេក្រាម", "ហ្វេសប៊ុក")),
    (POSITION, ("ទីតាំង", "រយៈទទឹង", "រយៈបណ្តោយ", "អាសយដ្ឋាន", "ផ្ទះលេខ")),
    (TIME, ("ម៉ោង", "នាទី")),
)
_PLACES = (
    "village commune sangkat khum district province country school service health centre center point form "
    "questionnaire survey round project group organisation organization enumerator interviewer facilitator"
)
_OF_PLACES = frozenset(_PLACES.split(" "))
"""A name of one of these is no name of a respondent."""
_KHMER_PLACES = ("ភូមិ", "ឃុំ", "សង្កាត់", "ស្រុក", "ខេត្ត", "សាលា", "សេវា", "អ្នកសម្ភាស")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PHONE_NUMBER = re.compile(r"(?<!\d)(?:\+?855|0)(?:[\s.\-]*\d){8,9}(?!\d)")


def reason(header: str) -> str:
    """What a column of that name would hold of a person: one of `REASONS`, or nothing."""
    words = {word.casefold() for word in _PARTS.findall(header)}
    joined = "".join(sorted(words, key=header.casefold().find))
    found = {_TOKENS[word] for word in (*words, joined) if word in _TOKENS}
    plain = search_key(header)
    found |= {reason for reason, signs in _KHMER if any(search_key(sign) in plain for sign in signs)}
    about_places = words & _OF_PLACES or any(search_key(sign) in plain for sign in _KHMER_PLACES)
    if about_places:
        found.discard(NAME)
        if "name" in words or "ឈ្មោះ" in header:
            found.discard(POSITION)
    return next((each for each in REASONS if each in found), "")


def has_phone_number(text: str) -> bool:
    """Whether a text holds what looks like a Cambodian telephone number."""
    return any(char.isdigit() for char in text) and _PHONE_NUMBER.search(digits(text)) is not None
