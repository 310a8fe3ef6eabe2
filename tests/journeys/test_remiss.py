"""A remiss from registration to sent answer, in a browser, as the people who handle it.

Walked twice: as most do, and with JavaScript off. Each act asserts what the next
person sees. Pictures for the handbook are taken on the way (`make pictures`).
"""

import re
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from bodies.models import Body, Meeting, Notice, Person
from cases import actions
from cases.models import Case
from cases.queries.agenda import items_of
from cases.route import Step
from samverkan.lib.dates import STOCKHOLM, today
from tests.journeys.conftest import DESKTOP, PHONE, Camera, Visit, Visitor
from tests.samverkan.lib.test_uploads import PDF

PLACE = "Provresans sal"
MEDSKICK = "Tänk på de små kommunernas möjlighet att svara."
REASON = "Nämnden håller fast vid statligt ansvar, men följer rådet i övrigt."


def meetings_of_today() -> tuple[Meeting, Meeting, Meeting]:
    """RUN AU, samråd and RUN on the same day, in that order.

    They come after those of the walk before this one, if there was one. Its samråd is done
    then, also with what earlier ones had left it: delegates are shown the first that is not.
    """
    first = 6 + Meeting.objects.filter(place=PLACE).count()
    for walked in Meeting.objects.filter(place=PLACE, body__kind="consultation"):
        for item in items_of(walked):
            skip(item.case)

    def meet(key: str, hour: int, follows: Meeting | None = None) -> Meeting:
        starts = datetime.combine(today(), time(hour), tzinfo=STOCKHOLM)
        made: Meeting = Meeting.objects.create(
            body=Body.objects.get(key=key), starts_at=starts, follows=follows, place=PLACE
        )
        return made

    committee = meet("run-au", first)
    return committee, meet("samrad", first + 1, committee), meet("run", first + 2)


def skip(case: Case) -> None:
    if case.step == Step.CONSULTATION:
        sara = Person.objects.get(first_name="Sara")
        actions.skip_consultation(case_id=case.pk, version=case.version, by=sara, reason="Prov.")


def field(page: Page, label: str, *, exact: bool = False) -> Locator:
    """The page's own control with that label; the frame has a search box too."""
    return page.locator("main").get_by_label(label, exact=exact).first


def press(page: Page, name: str) -> None:
    """Press the one button or link that is called so."""
    found = page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("link", name=name, exact=True)
    )
    found.first.click()
    page.wait_for_load_state()


def press_item(page: Page, label: str, number: str) -> None:
    """Press what belongs to one case among several on a meeting's page."""
    page.get_by_role("link", name=re.compile(rf"^{label}\s*:\s*{number}$")).click()
    page.wait_for_load_state()


def told(case: Case) -> set[str]:
    """Who has been written to about the case's turn, by first name."""
    names = Notice.objects.filter(about=f"case:{case.pk}", rule="turn")
    return set(names.values_list("recipient__first_name", flat=True))


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_remiss_goes_the_whole_way(visit: Visit, take: Camera, javascript: bool) -> None:
    committee, samrad, board = meetings_of_today()
    title = f"Påhittad remiss: Spårväg {'med' if javascript else 'utan'} skript"
    who = {
        name: visit(name, PHONE if name.startswith("Pim") else DESKTOP, javascript)
        for name in ("Rut", "Cecilia", "Hanna", "Sara", "Pim")
    }
    case = register(who["Rut"], title, take)
    assess(who["Cecilia"], case, take)
    draft(who["Hanna"], case, take)
    place_and_publish(who["Sara"], case, committee, samrad, take)
    take_position(who["Pim"], case, take)
    hold_samrad(who["Sara"], case, committee, samrad, take)
    decide(who["Sara"], case, board, take)
    dispatch(who["Rut"], case, take)
    read_how_it_went(who["Pim"], case, take)


def register(rut: Visitor, title: str, take: Camera) -> Case:
    """The registrar registers with the letter at hand, and sees number and plan."""
    page = rut.page
    rut.open("/min-sida/")
    press(page, "Registrera remiss")
    field(page, "Rubrik").fill(title)
    field(page, "Avsändare", exact=True).fill("Klimat- och näringslivsdepartementet")
    number = "KN2026/00001" if "med" in title else "KN2026/00002"
    field(page, "Avsändarens diarienummer").fill(number)
    field(page, "Svara senast").fill((today() + timedelta(days=60)).isoformat())
    field(page, "Handläggare").select_option(label="Hanna Handläggare")
    field(page, "Sammanfattning").fill("Ska spårvägen gå hela vägen? Påhittat.")
    missiv = {"name": "missiv.pdf", "mimeType": "application/pdf", "buffer": PDF}
    field(page, "Missiv").set_input_files(missiv)  # type: ignore[arg-type]
    take(rut, "registrera")
    press(page, "Registrera remissen")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    case: Case = Case.objects.get(title=title)
    assert case.registry_number in rut.text
    assert "Svaret framme" in rut.text
    assert case.act_number(1) in rut.text
    assert told(case) == {"Cecilia"}
    return case


def assess(cecilia: Visitor, case: Case, take: Camera) -> None:
    """The chief finds it on her page and says that the region will answer."""
    page = cecilia.page
    cecilia.open("/min-sida/")
    take(cecilia, "min-sida")
    page.get_by_role("link", name=case.title).first.click()
    press(page, "Besluta att svara")
    press(page, "Besluta att svara")
    expect(page.locator("#messages")).to_contain_text("regionen ska svara")
    assert told(case) == {"Cecilia", "Hanna"}


def draft(hanna: Visitor, case: Case, take: Camera) -> None:
    """The officer begins, adds the draft, and hands it over."""
    page = hanna.page
    hanna.open("/min-sida/")
    page.get_by_role("link", name=case.title).first.click()
    press(page, "Börja bereda")
    press(page, "Börja bereda")
    press(page, "Lägg till handling")
    add_document(page, "utkast.pdf", "draft_opinion", "Förslag till yttrande")
    assert case.act_number(2) in hanna.text
    take(hanna, "utkast")
    press(page, "Lämna till arbetsutskottet")
    press(page, "Lämna till arbetsutskottet")
    assert "Inte uppsatt på något möte" in hanna.text
    assert "Sara" in told(case)


def add_document(page: Page, name: str, kind: str, title: str) -> None:
    field(page, "Rubrik").fill(title)
    field(page, "Slag").select_option(kind)
    file = {"name": name, "mimeType": "application/pdf", "buffer": PDF + name.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    press(page, "Lägg till handlingen")


def place_and_publish(
    sara: Visitor, case: Case, committee: Meeting, samrad: Meeting, take: Camera
) -> None:
    """The secretary places it on RUN AU; the samråd has the same agenda, and is published."""
    page = sara.page
    sara.open(committee.get_absolute_url())
    field(page, case.title).check()
    press(page, "Sätt upp valda ärenden")
    expect(page.locator("#messages")).to_contain_text("1 ärende sattes upp")
    take(sara, "arendelista")
    sara.open(samrad.get_absolute_url())
    assert case.title in sara.text
    press(page, "Publicera ärendelistan")
    assert "TF 2 kap." in sara.text
    press(page, "Publicera och dela ärendena")
    assert "Ärendelistan är publicerad" in sara.text


def take_position(pim: Visitor, case: Case, take: Camera) -> None:
    """The PKD AU delegate reads on a phone and says what she thinks."""
    page = pim.page
    pim.open("/infor-samradet/")
    item = page.locator(f"#arende-{case.pk}")
    expect(item).to_contain_text("Ska spårvägen gå hela vägen?")
    expect(item).to_contain_text("Inte läst")
    take(pim, "infor-samradet-telefon")
    item.get_by_label("Stödjer med medskick").check()
    item.get_by_role("button", name="Spara ställningstagandet").click()
    # With a script the item is swapped in place, without one the form has a page of its own.
    wrong = item if pim.scripted else page.locator("main")
    expect(wrong).to_contain_text("Skriv vad du vill skicka med.")
    pim.open("/infor-samradet/")
    item.get_by_label("Stödjer med medskick").check()
    item.get_by_label("Skriv en rad").fill(MEDSKICK)
    item.get_by_role("button", name="Spara ställningstagandet").click()
    page.wait_for_load_state()
    expect(item).to_contain_text("Sparat")
    item.get_by_role("link", name=case.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(case.title)
    assert "Fler åtgärder" not in pim.text
    pim.open("/infor-samradet/")
    expect(item).not_to_contain_text("Inte läst")


def hold_samrad(
    sara: Visitor, case: Case, committee: Meeting, samrad: Meeting, take: Camera
) -> None:
    """RUN AU passes it on; the samråd's outcome is recorded beside the positions."""
    page = sara.page
    sara.open(committee.get_absolute_url())
    press_item(page, "Skicka vidare till samrådet", case.registry_number)
    press(page, "Skicka vidare till samrådet")
    sara.open(samrad.get_absolute_url())
    assert MEDSKICK in sara.text
    assert "Inte svarat:" in sara.text
    take(sara, "samrad")
    press_item(page, "Anteckna samrådets utfall", case.registry_number)
    assert MEDSKICK in sara.text
    field(page, "Samsyn med medskick").check()
    field(page, "Medskick eller meningar").fill(MEDSKICK)
    press(page, "Anteckna samrådets utfall")
    expect(page).to_have_url(re.compile(samrad.get_absolute_url()))
    assert "Samrådets råd – inte ett beslut" in sara.text


def decide(sara: Visitor, case: Case, board: Meeting, take: Camera) -> None:
    """RUN has the advice in its item, and decides in part against it with a reason."""
    page = sara.page
    sara.open(board.get_absolute_url())
    field(page, case.title).check()
    press(page, "Sätt upp valda ärenden")
    assert "Samrådets råd – inte ett beslut" in sara.text
    press_item(page, "Anteckna beslutet", case.registry_number)
    field(page, "Bifall", exact=True).check()
    field(page, "Följer delvis").check()
    press(page, "Anteckna beslutet")
    assert "Skriv varför beslutet inte helt följer samrådets råd." in sara.text
    field(page, "Skäl").fill(REASON)
    take(sara, "beslut")
    press(page, "Anteckna beslutet")
    assert "Följer delvis." in sara.text
    assert REASON in sara.text
    assert "Rut" in told(case)


def dispatch(rut: Visitor, case: Case, take: Camera) -> None:
    """The registrar adds the decided answer, sends it, and closes."""
    page = rut.page
    rut.open("/min-sida/")
    page.get_by_role("link", name=case.title).first.click()
    assert REASON in rut.text
    press(page, "Lägg till handling")
    add_document(page, "yttrande.pdf", "opinion", "Yttrande")
    press(page, "Anteckna att svaret är skickat")
    assert "Region Västerbotten - yttrande" in rut.text
    assert f"{case.referral.sender_reference} Region Västerbotten" in rut.text
    take(rut, "expediera")
    press(page, "Anteckna att svaret är skickat")
    press(page, "Avsluta ärendet")
    press(page, "Avsluta ärendet")
    case.refresh_from_db()
    assert case.is_closed
    assert case.dispatches.get().documents.get().title == "Yttrande"


def read_how_it_went(pim: Visitor, case: Case, take: Camera) -> None:
    """The delegate reads how the decision stands to the advice she gave."""
    pim.open(case.get_absolute_url())
    assert REASON in pim.text
    assert MEDSKICK in pim.text
    assert "Följer delvis" in pim.text


def test_pictures_of_the_rest(visit: Visit, take: Camera) -> None:
    """What the handbook shows besides the journey."""
    take(visit(), "inloggning")
    rut = visit("Rut")
    rut.open("/arenden/?q=SOU+2020%3A73")
    rut.page.get_by_role("link", name="Stärkt äganderätt").first.click()
    expect(rut.page.get_by_role("heading", level=1)).to_contain_text("Stärkt äganderätt")
    take(rut, "arende")
    ada = visit("Ada")
    ada.open(f"/admin/bodies/body/{Body.objects.get(key='samrad').pk}/change/")
    expect(ada.page.get_by_role("heading", level=1)).to_be_visible()
    take(ada, "administration")
