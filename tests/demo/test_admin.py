"""The administration's lists on the demonstration: what search and filters leave, in Swedish."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.test import Client

from bodies.models import Person

LISTS = sorted(model._meta.model_name or "" for model in admin.site._registry)
ENGLISH = re.compile(
    r"\b(Add|Change|Delete|Remove|Save|Search|Select|History|Home|View|Yes|No|Go|Today|Now|All|"
    r"Any date|Past|This|Unknown|Welcome|Log out|Password|Show|Close|Choose|None|Run)\b"
)
# What each list is searched for, and the field of its rows that says it; the demonstration has
# none of those that are searched for nothing.
SEARCHES = {
    "body": ("samråd", "name"),
    "municipalagreement": ("Lycksele", ""),
    "cooperationarea": ("regional", "name"),
    "councilday": ("Vindeln", ""),
    "entryorder": ("Alfa", ""),
    "event": ("publicerades", "text"),
    "frameworkagreement": ("2023–2026", "title"),
    "meeting": ("RUN AU", ""),
    "membership": ("Platshållare", ""),
    "notice": ("RUN", "subject"),
    "organisation": ("Lycksele", "name"),
    "person": ("Sekreterare", ""),
    "reminderdays": ("", ""),
    "standin": ("", ""),
    "standingpoint": ("justerare", "title"),
    "term": ("2023", "name"),
}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(Person.objects.get(first_name="Ada"))
    return client


def changelist(office: Client, name: str, query: str = "") -> tuple[int, ChangeList]:
    answer = office.get(f"/admin/bodies/{name}/?{query}")
    assert answer.status_code == 200, (name, query)
    found = answer.context["cl"]
    return found.result_count, found


def whole(office: Client, name: str) -> int:
    """All rows of a list, also when it shows only some at first."""
    return int(changelist(office, name)[1].root_queryset.count())


def test_every_list_is_searched_here() -> None:
    searched = {
        model._meta.model_name
        for model, shown in admin.site._registry.items()
        if shown.search_fields and model._meta.app_label == "bodies"
    }
    assert searched <= set(SEARCHES)


@pytest.mark.parametrize("name", sorted(name for name in SEARCHES if SEARCHES[name][0]))
def test_a_search_leaves_what_it_asks_for(office: Client, name: str) -> None:
    word, field = SEARCHES[name]
    count, found = changelist(office, name, f"q={word}")
    assert count > 0
    if field:
        assert all(word.lower() in getattr(row, field).lower() for row in found.result_list)
    assert changelist(office, name, "q=finns-inte-alls")[0] == 0


@pytest.mark.parametrize("name", LISTS)
def test_each_choice_of_a_filter_leaves_its_rows(office: Client, name: str) -> None:
    """The choices of one filter part the rows: none has more than all, and one has fewer."""
    _, found = changelist(office, name)
    everything = whole(office, name)
    for spec in found.filter_specs if everything else ():
        choices = [str(choice["query_string"]).lstrip("?") for choice in spec.choices(found)]
        counts = {query: changelist(office, name, query)[0] for query in choices}
        assert max(counts.values()) <= everything, spec.title
        assert min(counts.values()) < everything, (spec.title, counts)


def words_of(page: str) -> str:
    """What a reader sees: the text, without scripts and marks."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("name", LISTS)
def test_it_is_all_in_swedish(office: Client, name: str) -> None:
    _, found = changelist(office, name)
    rows = [row.pk for row in found.result_list[:1]]
    own = [f"{pk}/{page}/" for pk in rows for page in ("change", "history", "delete")]
    for path in ("", "add/", *own):
        answer = office.get(f"/admin/bodies/{name}/{path}", follow=True)
        if answer.status_code == 200:
            assert ENGLISH.findall(words_of(answer.content.decode())) == [], path


def test_the_first_page_is_in_swedish(office: Client) -> None:
    assert ENGLISH.findall(words_of(office.get("/admin/").content.decode())) == []
