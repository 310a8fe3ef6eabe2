"""What spans rows of an agreement, kept by the database also when the code is got round.

Triggers in the manner of ADR 5: each refuses as a constraint does, under a name and with a
sentence of its own. What depends on the clock (no adoption on a day to come) is the actions'.
"""

import pgtrigger

OF = "(SELECT {column} FROM bodies_{table} WHERE id = NEW.{key}_id)"
FRAMEWORK = OF.format(column="framework_id", table="municipalagreement", key="agreement")
SENT_ON = OF.format(column="sent_on", table="municipalagreement", key="agreement")
# Put together of constants alone, and run only by migrations.
LAST_DAY = (
    "(SELECT LEAST(framework.last_day, agreement.ended_on)"
    " FROM bodies_municipalagreement AS agreement"
    " JOIN bodies_frameworkagreement AS framework ON framework.id = agreement.framework_id"
    " WHERE agreement.id = NEW.agreement_id)"
)
ARCHIVED_ON = OF.format(column="archived_on", table="municipalagreement", key="agreement")
IN_ARCHIVE = (
    f"{ARCHIVED_ON} IS NOT NULL",
    "Avtalet är arkiverat. Ångra arkiveringen i listan över avtal först.",
)
VERSION_OF = OF.format(column="framework_id", table="frameworkversion", key="version")

# That a council said something or somebody signed after a day.
HAPPENED = (
    "EXISTS (SELECT 1 FROM bodies_adoption WHERE agreement_id = NEW.id AND voided_at IS NULL"
    " AND day > {day} UNION ALL SELECT 1 FROM bodies_signature WHERE agreement_id = NEW.id"
    " AND voided_at IS NULL AND day > {day})"
)

# name: (what must never hold for the new row, what is said of it)
Law = dict[str, tuple[str, str]]
ADOPTION_NEVER: Law = {
    "bodies_adoption_of_its_own_text": (
        f"{VERSION_OF} <> {FRAMEWORK}",
        "Versionen hör till en annan överenskommelse.",
    ),
    "bodies_adoption_by_the_partys_council": (
        "NEW.council_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bodies_body AS council"
        " JOIN bodies_organisation AS place ON place.id = council.organisation_id"
        " JOIN bodies_municipalagreement AS agreement ON agreement.id = NEW.agreement_id"
        " WHERE council.id = NEW.council_id AND council.kind = 'council'"
        " AND CASE NEW.party WHEN 'region' THEN place.kind = 'region'"
        " ELSE place.id = agreement.municipality_id END)",
        "Det är inte den partens fullmäktige.",
    ),
    # What has not been sent to a municipality it cannot have had before it.
    "bodies_adoption_after_it_was_sent": (
        "NEW.voided_at IS NULL AND NEW.party = 'municipality'"
        f" AND ({SENT_ON} IS NULL OR NEW.day < {SENT_ON})",
        "Avtalet hade inte skickats till kommunen den dagen.",
    ),
    "bodies_adoption_before_its_end": (
        f"NEW.voided_at IS NULL AND NEW.day > {LAST_DAY}",
        "Dagen ligger efter avtalets sista dag.",
    ),
    # A yes, a no and a yes to the same text is no yes given twice.
    "bodies_adoption_once_a_version": (
        "NEW.voided_at IS NULL AND NEW.outcome = 'adopted'"
        " AND (TG_OP = 'INSERT' OR OLD.voided_at IS NOT NULL)"
        " AND EXISTS (SELECT 1 FROM bodies_adoption AS before WHERE before.id <> NEW.id"
        " AND before.agreement_id = NEW.agreement_id AND before.party = NEW.party"
        " AND before.version_id = NEW.version_id AND before.outcome = 'adopted'"
        " AND before.voided_at IS NULL AND NOT EXISTS (SELECT 1 FROM bodies_adoption AS refusal"
        " WHERE refusal.agreement_id = NEW.agreement_id AND refusal.party = NEW.party"
        " AND refusal.outcome = 'declined' AND refusal.voided_at IS NULL"
        " AND refusal.day BETWEEN LEAST(before.day, NEW.day) AND GREATEST(before.day, NEW.day)))",
        "Parten har redan antagit den versionen av texten.",
    ),
    "bodies_adoption_not_in_archive": IN_ARCHIVE,
    "bodies_adoption_void_after_signatures": (
        "NEW.voided_at IS NOT NULL AND EXISTS (SELECT 1 FROM bodies_signature"
        " WHERE adoption_id = NEW.id AND voided_at IS NULL)",
        "Makulera underskrifterna först: de vilar på beslutet.",
    ),
}
SIGNATURE_NEVER: Law = {
    "bodies_signature_of_its_adoption": (
        "NEW.voided_at IS NULL AND NOT EXISTS (SELECT 1 FROM bodies_adoption AS said"
        " WHERE said.id = NEW.adoption_id AND said.agreement_id = NEW.agreement_id"
        " AND said.party = NEW.party AND said.outcome = 'adopted' AND said.voided_at IS NULL)",
        "Parten har inte antagit avtalet, så det kan inte undertecknas.",
    ),
    "bodies_signature_after_adoption": (
        "NEW.day < (SELECT day FROM bodies_adoption WHERE id = NEW.adoption_id)",
        "Underskriften ligger före dagen då parten antog avtalet.",
    ),
    "bodies_signature_before_its_end": (
        f"NEW.voided_at IS NULL AND NEW.day > {LAST_DAY}",
        "Dagen ligger efter avtalets sista dag.",
    ),
    "bodies_signature_not_in_archive": IN_ARCHIVE,
}
AGREEMENT_NEVER: Law = {
    "bodies_agreement_with_a_municipality": (
        "(SELECT kind FROM bodies_organisation WHERE id = NEW.municipality_id) <> 'municipality'",
        "Avtal sluts med kommuner.",
    ),
    "bodies_agreement_ends_within_its_days": (
        "NEW.ended_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bodies_frameworkagreement"
        " WHERE id = NEW.framework_id AND NEW.ended_on BETWEEN first_day AND last_day)",
        "Avslutet ligger utanför de dagar då avtalet gäller.",
    ),
    "bodies_agreement_sent_before_adoption": (
        "EXISTS (SELECT 1 FROM bodies_adoption WHERE agreement_id = NEW.id"
        " AND party = 'municipality' AND voided_at IS NULL"
        " AND (NEW.sent_on IS NULL OR day < NEW.sent_on))",
        "Kommunen har redan behandlat avtalet, så det skickades senast den dagen.",
    ),
    "bodies_agreement_ends_after_what_happened": (
        f"NEW.ended_on IS NOT NULL AND {HAPPENED.format(day='NEW.ended_on')}",
        "Avtalet har antagits eller undertecknats efter den dagen.",
    ),
    "bodies_agreement_archived_after_its_steps": (
        f"NEW.archived_on IS NOT NULL AND ({HAPPENED.format(day='NEW.archived_on')}"  # nosec B608  # of constants alone
        " OR EXISTS (SELECT 1 FROM bodies_adoption WHERE agreement_id = NEW.id"
        " AND voided_at IS NULL AND extract_received_on > NEW.archived_on))",
        "Avtalet arkiveras tidigast den dag då det sista steget togs.",
    ),
}
FRAMEWORK_NEVER: Law = {
    "bodies_framework_days_hold_what_happened": (
        "EXISTS (SELECT 1 FROM bodies_municipalagreement AS agreement"
        " LEFT JOIN bodies_adoption AS said"
        " ON said.agreement_id = agreement.id AND said.voided_at IS NULL"
        " LEFT JOIN bodies_signature AS signed"
        " ON signed.agreement_id = agreement.id AND signed.voided_at IS NULL"
        " WHERE agreement.framework_id = NEW.id AND (said.day > NEW.last_day"
        " OR signed.day > NEW.last_day"
        " OR agreement.ended_on NOT BETWEEN NEW.first_day AND NEW.last_day))",
        "Ett avtal har antagits, undertecknats eller avslutats utanför de dagarna.",
    ),
    "bodies_framework_days_hold_the_fees": (
        "EXISTS (SELECT 1 FROM bodies_fee AS fee"
        " JOIN bodies_municipalagreement AS agreement ON agreement.id = fee.agreement_id"
        " WHERE agreement.framework_id = NEW.id AND fee.decided_on IS NOT NULL AND fee.year"
        " NOT BETWEEN extract(year FROM NEW.first_day) AND extract(year FROM NEW.last_day))",
        "Ett anslag är beslutat för ett år utanför de dagarna.",
    ),
}
FEE_NEVER: Law = {
    "bodies_fee_for_a_year_of_its_own": (
        f"NOT EXISTS (SELECT 1 FROM bodies_frameworkagreement WHERE id = {FRAMEWORK} AND"  # nosec B608  # of constants alone
        " NEW.year BETWEEN extract(year FROM first_day) AND extract(year FROM last_day))",
        "Avtalet gäller inte det året.",
    ),
}
ANSWER_NEVER: Law = {
    "bodies_version_answer_of_its_own_text": (
        f"{VERSION_OF} <> {FRAMEWORK}",
        "Versionen hör till en annan överenskommelse.",
    ),
    "bodies_version_answer_to_a_question": (
        "NOT EXISTS (SELECT 1 FROM bodies_adoption AS said"
        " JOIN bodies_frameworkversion AS adopted ON adopted.id = said.version_id"
        " JOIN bodies_frameworkversion AS changed ON changed.id = NEW.version_id"
        " WHERE said.agreement_id = NEW.agreement_id AND said.voided_at IS NULL"
        " AND said.outcome = 'adopted' AND adopted.number < changed.number)",
        "Ingen har antagit en äldre version av texten.",
    ),
}
ALL: Law = {
    **ADOPTION_NEVER,
    **SIGNATURE_NEVER,
    **AGREEMENT_NEVER,
    **FRAMEWORK_NEVER,
    **FEE_NEVER,
    **ANSWER_NEVER,
}
SAID = {name: sentence for name, (_, sentence) in ALL.items()}
WRITTEN = pgtrigger.Insert | pgtrigger.Update


def _refusing(never: Law, operation: pgtrigger.Operation = WRITTEN) -> list[pgtrigger.Trigger]:
    refusals = "\n".join(
        f"IF {condition} THEN RAISE EXCEPTION 'refused by {name}'"
        f" USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF;"
        for name, (condition, _) in never.items()
    )
    return [
        pgtrigger.Trigger(
            name="lawful",
            when=pgtrigger.Before,
            operation=operation,
            func=f"{refusals}\nRETURN NEW;",
        )
    ]


def lawful_adoption() -> list[pgtrigger.Trigger]:
    """By the party's own council, of its own text, when the municipality had it."""
    return _refusing(ADOPTION_NEVER)


def lawful_signature() -> list[pgtrigger.Trigger]:
    """For a party that has adopted, and not before it did."""
    return _refusing(SIGNATURE_NEVER)


def lawful_agreement() -> list[pgtrigger.Trigger]:
    return _refusing(AGREEMENT_NEVER)


def lawful_framework() -> list[pgtrigger.Trigger]:
    """Its days may not be moved from under what has happened in them."""
    return _refusing(FRAMEWORK_NEVER, pgtrigger.Update)


def lawful_fee() -> list[pgtrigger.Trigger]:
    return _refusing(FEE_NEVER)


def lawful_answer() -> list[pgtrigger.Trigger]:
    return _refusing(ANSWER_NEVER, pgtrigger.Insert)
