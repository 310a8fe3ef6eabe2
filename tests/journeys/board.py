"""RUN at work, for the journey of a year: who is there, the vote, the minutes, their approval."""

import re

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from bodies.models import Meeting, Person
from bodies.queries import roll_call
from cases.models import Case, Decision, MinuteItem, Minutes
from samverkan.lib.dates import today
from tests.journeys.conftest import DESKTOP, PHONE, Camera, Visit, Visitor
from tests.journeys.test_remiss import field, press

MOTION = "att yttrandet avstyrker förslaget"
WHY = "Förslaget drabbar de små kommunerna."


def sign_in(visit: Visit, person: Person, screen: object = DESKTOP) -> Visitor:
    """Somebody who has no button on the demonstration's login page."""
    visitor = visit(screen=screen)
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    visitor.page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": visitor.site}]
    )
    return visitor


def decide_by_vote(sara: Visitor, board: Meeting, case: Case, take: Camera) -> None:
    """Who is there, the §§, a motion, seven against six, a reservation, and the decision."""
    page, call = sara.page, roll_call(board)
    substitute = next(line.person for line in call.substitutes if line.live_call)
    sara.open(f"{board.get_absolute_url()}narvaro/")
    for line in call.members:
        if line.person.first_name != "Disa":
            page.locator(f"select[name=mode_{line.person.pk}]").select_option("room")
    # The substitute's yes has proposed both that they are here and for whom.
    serves = page.locator(f"select[name=serves_{substitute.pk}]")
    expect(serves.locator("option:checked")).to_have_text("Disa Demokvist")
    press(page, "Spara närvaron")
    sara.open(f"{board.get_absolute_url()}protokoll/")
    page.get_by_role("button", name=re.compile("paragrafer$")).click()
    minute = MinuteItem.objects.get(item__case=case, meeting=board)
    where = f"{board.get_absolute_url()}protokoll/{minute.number}/"
    sara.open(where)
    press(page, "Lägg till ett yrkande")
    field(page, "Vem yrkar").select_option(label=_taking(page, substitute))
    field(page, "Yrkande").fill(MOTION)
    press(page, "Lägg till")
    vote(sara, substitute)
    take(sara, "omrostning")
    press(page, "Lägg till en reservation")
    field(page, "Vem reserverar sig").select_option(label=_taking(page, substitute))
    field(page, "Anmäld klockan").fill("00:04")
    field(page, "Motivering").fill(WHY)
    press(page, "Lägg till")
    press(page, "Anteckna beslutet")
    field(page, "Bifall", exact=True).check()
    field(page, "Avviker från rådet").check()
    field(page, "Skäl").fill("Nämnden väger länet i stort tyngre.")
    press(page, "Anteckna beslutet")
    assert Decision.objects.get(case=case).paragraph == minute.number


def _taking(page: Page, person: Person) -> str:
    """The choice that begins with the name: party and whom one serves for follow it."""
    options = page.locator("main select option").all_inner_texts()
    return next(text for text in options if text.startswith(str(person)))


def vote(sara: Visitor, substitute: Person) -> None:
    """By name: the substitute and five more against, so that it is seven to six."""
    page = sara.page
    press(page, "Lägg till en omröstning")
    groups = page.locator(".ballots fieldset")
    total, against = groups.count(), 0
    assert total == 13
    for number in range(total):
        group = groups.nth(number)
        no = str(substitute) in group.inner_text() or (against < 5 and number >= total - 6)
        against += no and str(substitute) not in group.inner_text()
        group.get_by_label("Nej" if no else "Ja", exact=True).check()
    field(page, "Nej betyder").fill(f"bifall till yrkandet {MOTION}")
    press(page, "Spara omröstningen")
    assert "7–6" in sara.text


def write_the_minutes(sara: Visitor, board: Meeting, case: Case, take: Camera) -> None:
    """What is still to be said under each §, and when the meeting ended."""
    page = sara.page
    for minute in MinuteItem.objects.filter(meeting=board):
        sara.open(f"{board.get_absolute_url()}protokoll/{minute.number}/")
        box = page.locator("textarea[name=decision_text]")
        if box.count() and not box.input_value():
            box.fill("Det som står på listan antecknas.")
        press(page, "Spara texten")
    sara.open(f"{board.get_absolute_url()}protokoll/")
    assert "omröstning 7–6" in sara.text
    assert "1 reservation" in sara.text
    field(page, "Mötet avslutades klockan").fill("00:05")
    press(page, "Spara klockslaget")
    minute = MinuteItem.objects.get(item__case=case, meeting=board)
    sara.open(f"{board.get_absolute_url()}protokoll/{minute.number}/")
    press(page, "Lägg till en reservation")
    somebody = page.locator("main select option").all_inner_texts()[-1]
    field(page, "Vem reserverar sig").select_option(label=somebody)
    field(page, "Anmäld klockan").fill("00:06")
    field(page, "Motivering").fill("För sent.")
    press(page, "Lägg till")
    assert "innan mötet avslutas" in sara.text
    assert page.locator("textarea[name=text]").input_value() == "För sent."


def approve_the_minutes(visit: Visit, sara: Visitor, board: Meeting, take: Camera) -> None:
    """The chair and one more approve; the notice is posted, and not taken down too soon."""
    page, there = sara.page, roll_call(board).members
    chair, other = there[0].person, there[1].person
    way = f"{board.get_absolute_url()}protokoll/justering/"
    sara.open(way)
    press(page, "Välj justerare")
    field(page, "Ordförande vid mötet").select_option(value=str(chair.pk))
    page.locator(f"input[name=approvers][value='{other.pk}']").check()
    field(page, "Dag för digital signering").fill(today().isoformat())
    press(page, "Spara justerarna")
    press(page, "Skicka för justering")
    press(page, "Skicka för justering")
    for person in (chair, other):
        reader = sign_in(visit, person, PHONE)
        reader.open(way)
        press(reader.page, "Läs och justera")
        assert MOTION in reader.text
        press(reader.page, "Justera")
        press(reader.page, "Justera")
    sara.open(way)
    take(sara, "justering")
    press(page, "Anteckna anslaget")
    field(page, "Anslagsdag").fill(today().isoformat())
    field(page, "Var förvaras protokollet?").fill("Regionens hus, Umeå")
    press(page, "Anteckna anslaget")
    # It is offered when the time to appeal is out, and refused to whoever goes there before.
    assert page.get_by_role("link", name="Ta ner anslaget").count() == 0
    edition = Minutes.objects.get(meeting=board)
    sara.open(reverse("minutes_take_down", args=[board.pk, edition.pk]))
    field(page, "Dag då anslaget togs ner").fill(today().isoformat())
    press(page, "Anteckna att det är nedtaget")
    expect(page.locator("main")).to_contain_text("tidigast")
