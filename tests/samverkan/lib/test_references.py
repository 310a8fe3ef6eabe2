"""The forms of other authorities' numbers."""

import pytest

from samverkan.lib.errors import DomainError
from samverkan.lib.references import inquiry_number, ministry_number, organisation_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("M2020/01926/NV", "M2020/01926/NV"),
        ("U2021/01271", "U2021/01271"),
        ("Fi2020/00647/K", "Fi2020/00647/K"),
        ("I2019/01597/TP", "I2019/01597/TP"),
        ("LI2024/00123", "LI2024/00123"),
        (" M 2020 / 01926 ", "M2020/01926"),
        ("fi2020/00647/K", "Fi2020/00647/K"),
        ("FO\u0308 2024/00011", "Fö2024/00011"),
        ("M2020/01079/Ke", "M2020/01079/Ke"),
        ("SB2021/00011", "SB2021/00011"),
    ],
)
def test_ministry_numbers(typed: str, kept: str) -> None:
    assert ministry_number(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2020/01926",
        "X2020/01926",
        "M2020/1926",
        "M2020-01926",
        "M2020/01926/",
        "M2020/٠١٩٢٦",
        "M2020/01926\0",
        "M0020/01926",
    ],
)
def test_wrong_ministry_number_says_how_it_looks(typed: str) -> None:
    with pytest.raises(DomainError, match="M2020/01926"):
        ministry_number(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("SOU 2020:73", "SOU 2020:73"),
        ("sou2020:73", "SOU 2020:73"),
        ("DS 2022:11", "Ds 2022:11"),
        ("ds 2022 : 11", "Ds 2022:11"),
        ("Promemoria om returpapper", "Promemoria om returpapper"),
        ("", ""),
        ("Ds-utredningen om flyg", "Ds-utredningen om flyg"),
        ("Soukka: en plan", "Soukka: en plan"),
    ],
)
def test_inquiries(typed: str, kept: str) -> None:
    assert inquiry_number(typed) == kept


@pytest.mark.parametrize(
    "typed", ["SOU 20:73", "SOU 2020-73", "Ds 2022", "SOU 2020:7345", "SOU", "sou2020"]
)
def test_wrong_inquiry_says_how_it_looks(typed: str) -> None:
    with pytest.raises(DomainError, match="SOU 2020:73"):
        inquiry_number(typed)


def test_organisation_number() -> None:
    assert organisation_number("2321000222") == "232100-0222"
    with pytest.raises(DomainError, match="tio siffror"):
        organisation_number("232100-0223")
