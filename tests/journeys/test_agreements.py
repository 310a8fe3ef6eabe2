"""An administrator's whole autumn with the agreements, in a browser: from a new term to in force.

In the administration things are written, and on the matrix and each agreement's page they are
seen. The extract of one council comes from a phone, by its personal link and without an account.
"""

import re
from datetime import date

from playwright.sync_api import Page, expect

from bodies.models import MunicipalAgreement, Notice, Term
from samverkan.lib.dates import today
from tests.agreements import term as a_term
from tests.journeys.conftest import PHONE, Camera, Visit, Visitor
from tests.journeys.test_every_page import violations
from tests.journeys.test_remiss import press
from tests.samverkan.lib.test_uploads import PDF

YEAR = 2031
MATRIX = f"/avtal/?period={YEAR}"
HOLDS, AGAIN, REFUSES, SILENT = "Nordmaling", "Bjurholm", "Dorotea", "Malå"
LIST = "/admin/bodies/municipalagreement/"
FRAMEWORKS = "/admin/bodies/frameworkagreement/"
DAY = today().isoformat()


def of(name: str) -> MunicipalAgreement:
    found: MunicipalAgreement = MunicipalAgreement.objects.get(
        municipality__name=name, framework__term__board_from=date(YEAR, 1, 1)
    )
    return found


def told(page: Page) -> str:
    return page.inner_text(".messagelist")


def row(ada: Visitor, name: str) -> str:
    """The municipality's row of the matrix."""
    ada.open(MATRIX)
    return ada.page.locator("tr", has=ada.page.get_by_role("link", name=name)).first.inner_text()


def story(ada: Visitor, name: str) -> str:
    ada.open(of(name).get_absolute_url())
    return ada.text


def choose(ada: Visitor, action: str, *names: str) -> None:
    """Tick the agreements in the list, all of the term if none is named, and begin the act."""
    page = ada.page
    ada.open(f"{LIST}?framework__term__id__exact={of(HOLDS).framework.term_id}")
    if names:
        for name in names:
            page.locator("#result_list tr", has_text=name).locator(".action-select").check()
    else:
        page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option(action)
    page.locator("button[name=index]").click()
    page.wait_for_load_state()


def write(ada: Visitor, name: str, part: str, /, **answers: str) -> None:
    """Fill the empty row of the agreement's page in the administration, and save it."""
    page = ada.page
    ada.open(f"{LIST}{of(name).pk}/change/")
    page.locator(f"#{part}-heading").click()
    for field, value in answers.items():
        control = page.locator(f"#id_{part}-0-{field}")
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.locator("input[name=_save]").click()
    page.wait_for_load_state()
    expect(page.locator(".messagelist .success").first).to_be_visible()


def say(ada: Visitor, name: str, party: str = "municipality", **more: str) -> None:
    given = {"party": party, "outcome": "adopted", "day": DAY} | more
    write(ada, name, "adoptions-2", **given)


def sign(ada: Visitor, name: str, party: str, kind: str) -> None:
    who = {"name": "Pim Påhittsson", "title": "Påhittad titel", "day": DAY}
    write(ada, name, "signatures-2", party=party, kind=kind, **who)


def test_a_term_of_agreements_from_draft_to_in_force(visit: Visit, take: Camera) -> None:
    ada = visit("Ada")
    begin_the_term(ada, a_term(YEAR), take)
    send_out(ada, take)
    two_adopt(ada, take)
    change_the_text(ada, take)
    answer(ada, take)
    say(ada, AGAIN, paragraph="12")
    assert "Antaget av kommunen" in row(ada, AGAIN)
    extracts_come(ada, visit, take)
    remind(ada, take)
    sign_and_hold(ada, take)
    one_says_no(ada, take)


def begin_the_term(ada: Visitor, term: Term, take: Camera) -> None:
    """The plan is read before anything is made; another first day counts it anew."""
    page = ada.page
    ada.open(FRAMEWORKS)
    press(page, "Ny mandatperiod")
    page.get_by_label("Mandatperiod").select_option(label=str(term))
    press(page, "Fortsätt")
    assert page.locator("#content form tbody tr").count() == 15
    expect(page.locator("#content form tbody")).to_contain_text(HOLDS)
    assert violations(ada) == []
    take(ada, "avtal-ny-period")
    # A term that has begun, so that what is signed in full is in force on the same day.
    page.get_by_label("Gäller från").fill(DAY)
    press(page, "Lägg upp 15 utkast")
    assert "Planen är räknad om från den här dagen." in ada.text
    press(page, "Lägg upp 15 utkast")
    assert "lades upp med utkast till 15 avtal" in told(page)
    assert "Utkast" in row(ada, HOLDS)
    assert "Försenat" in row(ada, HOLDS)
    assert "lades upp med utkast till 15 avtal" in story(ada, HOLDS)


def send_out(ada: Visitor, take: Camera) -> None:
    """All at once, after reading row by row what happens."""
    page = ada.page
    choose(ada, "send_out")
    assert page.locator("#content form tbody tr").count() == 15
    assert "Har inte skickats förut." in ada.text
    page.get_by_label("Till vem?").fill("Kommunens registrator")
    page.get_by_label("Anteckning").fill("Höstens utskick.")
    assert violations(ada) == []
    take(ada, "avtal-skicka")
    press(page, "Anteckna som skickade")
    assert "15 avtal antecknades som skickade." in told(page)
    assert "Skickat" in row(ada, SILENT)
    assert "15 av 15" in ada.page.locator("tfoot").inner_text()
    assert "Höstens utskick." in story(ada, SILENT)


def two_adopt(ada: Visitor, take: Camera) -> None:
    say(ada, HOLDS, paragraph="7")
    say(ada, AGAIN, paragraph="9")
    take(ada, "avtal-lista")
    assert "Antaget av kommunen" in row(ada, HOLDS)
    assert "§ 7" in row(ada, HOLDS)
    assert "§ 9" in story(ada, AGAIN)


def change_the_text(ada: Visitor, take: Camera) -> None:
    """Those that have adopted are named before it is saved."""
    page = ada.page
    ada.open(f"{FRAMEWORKS}{of(HOLDS).framework_id}/change/")
    press(page, "Ändra texten")
    assert page.locator("#content form tbody tr").all_inner_texts()[0].startswith(AGAIN)
    page.get_by_label("Vad har ändrats?").fill("Punkten om anslag är tydligare.")
    page.get_by_label("Den nya texten").fill("Den nya texten, påhittad.")
    assert violations(ada) == []
    take(ada, "avtal-andra-texten")
    press(page, "Spara den nya texten")
    assert f"Svara nu på om det som redan är antaget gäller: {AGAIN}, {HOLDS}." in told(page)
    for name in (HOLDS, AGAIN):
        assert "Texten har ändrats sedan den antogs." in row(ada, name)
    assert "Punkten om anslag är tydligare." in story(ada, HOLDS)


def answer(ada: Visitor, take: Camera) -> None:
    """One holds, one must adopt again, each with its reason."""
    page = ada.page
    for name, what, why in (
        (HOLDS, "holds", "Kommunen har sett den nya texten."),
        (AGAIN, "again", "Kommunen vill besluta om anslaget."),
    ):
        ada.open(f"{FRAMEWORKS}{of(HOLDS).framework_id}/svar/")
        page.get_by_label(f"Svar för {name}").select_option(what)
        page.get_by_label("Varför?").fill(why)
        if name == HOLDS:
            assert violations(ada) == []
            take(ada, "avtal-svara")
        press(page, "Spara svaren")
        assert "Svarat för ett avtal." in told(page)
        assert why in story(ada, name)
    assert "Antaget av kommunen" in row(ada, HOLDS)
    assert "Antog version 1" in row(ada, AGAIN)
    assert "Ska antas på nytt" in row(ada, AGAIN)


def extracts_come(ada: Visitor, visit: Visit, take: Camera) -> None:
    """One is recorded in the administration, one is handed in by the municipality itself."""
    page = ada.page
    choose(ada, "receive_extracts", HOLDS, SILENT)
    assert "Kommunfullmäktiges beslut är inte antecknat än." in ada.text
    press(page, "Anteckna utdragen")
    assert "Ett avtal har nu sitt protokollsutdrag." in told(page)
    ada.open(of(AGAIN).get_absolute_url())
    press(page, "Be om protokollsutdraget")
    press(page, "Gör en länk")
    take(ada, "avtal-lank")
    address = page.get_by_label("Adress att lämna till kommunen").input_value()
    hand_in(visit(screen=PHONE), address, take)
    page.reload()
    assert "Utdraget lämnades" in ada.text
    assert "Hämta protokollsutdraget" in story(ada, AGAIN)


def hand_in(kim: Visitor, address: str, take: Camera) -> None:
    """The municipality's registrar, on a phone and with no account."""
    page = kim.page
    page.goto(address)
    assert "§ 12" in kim.text
    file = {"name": "utdrag.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    take(kim, "avtal-lamna-utdrag-telefon")
    press(page, "Lämna protokollsutdraget")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Tack, protokollsutdraget har kommit in"
    )


def remind(ada: Visitor, take: Camera) -> None:
    """Those that have a registrar are written to; the others are named."""
    page = ada.page
    choose(ada, "remind_missing")
    take(ada, "avtal-paminn")
    before = Notice.objects.filter(rule="agreement_missing").count()
    press(page, "Påminn om det som saknas")
    written = Notice.objects.filter(rule="agreement_missing").count() - before
    assert written >= 1
    assert "om det som saknas går ut" in told(page)
    reminded = Notice.objects.filter(rule="agreement_missing").latest("pk")
    ada.open(reminded.path)
    assert "Kommunens registrator påmindes om det som saknas" in ada.text


def sign_and_hold(ada: Visitor, take: Camera) -> None:
    """Both kinds for both parties; with the fourth it is in force."""
    say(ada, HOLDS, "region", paragraph="51")
    assert "Antaget av båda" in row(ada, HOLDS)
    sign(ada, HOLDS, "municipality", "elected")
    assert "Delvis undertecknat" in row(ada, HOLDS)
    sign(ada, HOLDS, "municipality", "official")
    sign(ada, HOLDS, "region", "elected")
    assert "Delvis undertecknat" in row(ada, HOLDS)
    sign(ada, HOLDS, "region", "official")
    assert re.search(r"\bGäller\b", row(ada, HOLDS))
    # The demonstration's own term to come: every stage on one page.
    ada.open("/avtal/")
    take(ada, "avtal-matrisen")
    assert "Pim Påhittsson" in story(ada, HOLDS)
    take(ada, "avtal-berattelsen")


def one_says_no(ada: Visitor, take: Camera) -> None:
    note = "För dyrt för kommunen."
    say(ada, REFUSES, outcome="declined", note=note, paragraph="3")
    assert "sade nej" in row(ada, REFUSES)
    assert "Sade nej" in story(ada, REFUSES)
