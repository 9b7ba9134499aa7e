"""Place cards: every name comes back, no card is the beginning of another, no slip makes one."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.errors import StationError
from station.domain.identifiers import OtherId, identify, place
from station.domain.identifiers.place import LONGEST_ON_CARD, PlaceCard

TABLE = {
    "room-1": "PLACE7ROOMZZ136",
    "Rom 3": "PLACE8Z52OMZY346",
    "zone-z": "PLACE9ZXONEZZZX",
    "blå": "PLACE8BLZC3ZA528",
    "7": "PLACE17",
    "reception:flow": "PLACE6ZWFLOW",
    "reception:cytogenetics": "PLACEEZWCYTOGENETICS",
    "reception": "PLACE9RECEPTION",
    "reception:reception:a": "PLACEFZWRECEPTIONZ3AA",
}
LETTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="/")
)
DESKS = LETTERS.map("reception:{}".format)
NAMES = LETTERS | DESKS
COMMON = tomllib.loads(files("schemas").joinpath("common.toml").read_text(encoding="utf-8"))
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def longhand(name: str) -> str:
    """The card of a desk as it was before the beginning of its name had a short form."""
    body = f"RECEPTIONZ3A{place.format(PlaceCard(name))[len('PLACE6ZW') : -2]}"
    rest = ALPHABET[len(body)] + body
    return place.PREFIX + rest + place.check_characters(rest)


def fits(name: str) -> bool:
    try:
        return bool(place.format(PlaceCard(name)))
    except StationError:
        return False


@pytest.mark.parametrize(("name", "begins"), TABLE.items())
def test_a_name_on_its_card(name: str, begins: str) -> None:
    text = place.format(PlaceCard(name))
    assert text.startswith(begins)
    assert identify(text) == identify(f"]C1{text.lower()}\r\n") == PlaceCard(name)


@given(NAMES.filter(fits))
def test_every_name_comes_back_in_letters_and_digits_only(name: str) -> None:
    text = place.format(PlaceCard(name))
    assert set(text) <= set(ALPHABET)
    assert place.parse(text) == PlaceCard(name)
    assert place.check_characters(text[len(place.PREFIX) : -2]) == text[-2:]


@pytest.mark.parametrize(
    "desk", sorted({"default", *(kind["destination"] for kind in COMMON["kinds"].values())})
)
def test_every_desk_that_ships_has_a_card(desk: str) -> None:
    name = f"reception:{desk}"
    assert identify(place.format(PlaceCard(name))) == PlaceCard(name)


def test_a_desks_card_of_before_is_read_alike() -> None:
    assert longhand("reception:flow") == "PLACEGRECEPTIONZ3AFLOW45"
    assert identify("PLACEGRECEPTIONZ3AFLOW45") == PlaceCard("reception:flow")


@given(DESKS.filter(fits), st.data())
def test_a_desks_card_of_before_is_whole_or_none(name: str, data: st.DataObject) -> None:
    text = longhand(name)
    assert place.parse(text) == PlaceCard(name)
    assert not place.matches(text[: data.draw(st.integers(0, len(text) - 1))])
    assert not place.matches(text + data.draw(st.sampled_from(ALPHABET)))


@given(NAMES.filter(fits), st.data())
def test_a_card_cut_short_is_none(name: str, data: st.DataObject) -> None:
    text = place.format(PlaceCard(name))
    assert not place.matches(text[: data.draw(st.integers(0, len(text) - 1))])
    assert not place.matches(text + data.draw(st.sampled_from(ALPHABET)))


@given(NAMES.filter(fits), st.data())
def test_a_wrong_letter_makes_no_other_card(name: str, data: st.DataObject) -> None:
    text = place.format(PlaceCard(name))
    at = data.draw(st.integers(len(place.PREFIX), len(text) - 1))
    other = data.draw(st.sampled_from(sorted(set(ALPHABET) - {text[at]})))
    found = text[:at] + other + text[at + 1 :]
    # A letter stands for two digits in the check: only like for like keeps its length.
    if text[at].isdigit() == other.isdigit():
        assert not place.matches(found)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("", 0),
        ("a" * (LONGEST_ON_CARD + 1), 21),
        ("å" * 4, 24),
        ("æ-ø.å/!", 29),
        (f"reception:{'a' * (LONGEST_ON_CARD - 1)}", 21),
    ],
)
def test_a_name_that_no_card_holds(name: str, count: int) -> None:
    with pytest.raises(StationError) as refused:
        place.format(PlaceCard(name))
    assert str(refused.value) == (
        f"Place card '{name}': expected a name that takes 1 to 20 characters on the card "
        f"(other than a–y and 0–9 take more), got {count}."
    )


@pytest.mark.parametrize(
    "name", ["a" * LONGEST_ON_CARD, f"reception:{'a' * (LONGEST_ON_CARD - 2)}"]
)
def test_the_longest_name_fits(name: str) -> None:
    assert identify(place.format(PlaceCard(name))) == PlaceCard(name)


@pytest.mark.parametrize("text", ["PLACE-1", "PLACE7ROOMZZ137", "PLACEA", "PLACE12345678901"])
def test_other_texts_that_begin_so_are_no_cards(text: str) -> None:
    assert not isinstance(identify(text), PlaceCard)
    assert isinstance(identify("PLACE-1"), OtherId)


@pytest.mark.parametrize("body", ["ZFF", "Z2F", "ZYA", "AZY", "Z61", "ZC3", "AZW", "ZWZW", "ZWZ61"])
def test_what_no_name_is_written_as_is_none(body: str) -> None:
    """No UTF-8, a stroke, a blank at an end, a letter that has a shorter form, half a letter,
    a desk's beginning elsewhere."""
    rest = f"{len(body)}{body}"
    assert not place.matches(place.PREFIX + rest + place.check_characters(rest))
