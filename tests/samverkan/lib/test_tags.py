"""How days, times and sizes are written in templates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template

from samverkan.lib.dates import NEAR_DAYS, swedish_date, today

DAY = date(2027, 2, 3)
MOMENT = datetime(2027, 2, 3, 8, 30, tzinfo=UTC)
LATE = datetime(2027, 2, 3, 23, 30, tzinfo=UTC)  # already the fourth in Sweden


def drawn(value: object, tag: str) -> str:
    template = Template("{% load samverkan_tags %}{{ value|" + tag + " }}")
    return template.render(Context({"value": value}))


@pytest.mark.parametrize(
    ("value", "tag", "text"),
    [
        (DAY, "date_sv", "3 februari 2027"),
        (LATE, "date_sv", "4 februari 2027"),
        (MOMENT, "datetime_sv", "3 februari 2027 kl. 09.30"),
        (MOMENT, "time_sv", "09.30"),
        (DAY, "weekday_sv", "onsdag"),
        (LATE, "weekday_sv", "torsdag"),
        (LATE, "iso", "2027-02-04"),
        (0, "size_sv", "0 byte"),
        (999, "size_sv", "999 byte"),
        (312_400, "size_sv", "312 kB"),
        (999_499, "size_sv", "999 kB"),
        (999_600, "size_sv", "1,0 MB"),
        (40_000_000, "size_sv", "40,0 MB"),
        ("förslag.v2.docx", "file_kind", "DOCX"),
        ("protokoll", "file_kind", "fil"),
    ],
)
def test_written_in_swedish(value: object, tag: str, text: str) -> None:
    assert drawn(value, tag) == text


@pytest.mark.parametrize(
    "tag", ["date_sv", "datetime_sv", "time_sv", "weekday_sv", "relative", "when", "iso", "size_sv"]
)
def test_what_is_unknown_is_left_blank(tag: str) -> None:
    assert drawn(None, tag) == ""


def test_when_says_how_far_off_a_near_day_is() -> None:
    near, far = today() + timedelta(days=NEAR_DAYS), today() + timedelta(days=NEAR_DAYS + 1)
    assert drawn(near, "when") == f"{swedish_date(near)} (om {NEAR_DAYS} dagar)"
    assert drawn(far, "when") == swedish_date(far)
    assert drawn(today() - timedelta(days=1), "relative") == "i går"
