"""What the database keeps about who is out of an item, as pairs for test_constraints.py."""

from cases.models import ItemAbsence, Recusal
from tests.contracts.rows import Act, out

OTHER_PERSON = {"person": lambda home: home.pkd_member}
FACTS: dict[str, list[tuple[list[Act], list[Act]]]] = {
    f"cases_{name}_{fact}": [([out(model), wrong], [out(model, **OTHER_PERSON), right])]
    for name, model in (("item_absence", ItemAbsence), ("recusal", Recusal))
    for fact, wrong, right in (
        ("once", out(model), out(model)),
        (
            "somebody_else",
            out(model, person=lambda home: home.chief, stands_in=lambda home: home.chief),
            out(model, stands_in=lambda home: home.chief),
        ),
    )
} | {
    "cases_recusal_known_ground": [
        ([out(Recusal, ground=number)], [out(Recusal, ground=4)]) for number in (0, 5)
    ]
}
