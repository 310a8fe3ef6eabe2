from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0016_motions_votes_and_dissents'),
    ]

    operations = [
        # cases.models.minutes_laws.LOCKED, as it was when this was written.
        migrations.RunSQL(
            "CREATE FUNCTION cases_motion_locked() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE aim cases_motion%ROWTYPE; BEGIN IF TG_OP = 'DELETE' THEN aim := OLD; ELSE aim := NEW; END IF; IF EXISTS (SELECT 1 FROM cases_minutes AS sent WHERE sent.meeting_id = (SELECT meeting_id FROM cases_minuteitem WHERE id = aim.minute_item_id) AND (sent.approved_at IS NOT NULL OR (sent.approved_at IS NULL AND NOT EXISTS (SELECT 1 FROM cases_minutesreturn WHERE minutes_id = sent.id))) AND (sent.paragraph_id IS NULL OR sent.paragraph_id = aim.minute_item_id)) THEN RAISE EXCEPTION 'refused by cases_motion_locked' USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_motion_locked'; END IF; RETURN aim; END $$; CREATE TRIGGER cases_motion_locked BEFORE INSERT OR UPDATE OR DELETE ON cases_motion FOR EACH ROW EXECUTE FUNCTION cases_motion_locked();",
            'DROP TRIGGER cases_motion_locked ON cases_motion; DROP FUNCTION cases_motion_locked();',
        ),
        migrations.RunSQL(
            "CREATE FUNCTION cases_vote_locked() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE aim cases_vote%ROWTYPE; BEGIN IF TG_OP = 'DELETE' THEN aim := OLD; ELSE aim := NEW; END IF; IF EXISTS (SELECT 1 FROM cases_minutes AS sent WHERE sent.meeting_id = (SELECT meeting_id FROM cases_minuteitem WHERE id = aim.minute_item_id) AND (sent.approved_at IS NOT NULL OR (sent.approved_at IS NULL AND NOT EXISTS (SELECT 1 FROM cases_minutesreturn WHERE minutes_id = sent.id))) AND (sent.paragraph_id IS NULL OR sent.paragraph_id = aim.minute_item_id)) THEN RAISE EXCEPTION 'refused by cases_vote_locked' USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_vote_locked'; END IF; RETURN aim; END $$; CREATE TRIGGER cases_vote_locked BEFORE INSERT OR UPDATE OR DELETE ON cases_vote FOR EACH ROW EXECUTE FUNCTION cases_vote_locked();",
            'DROP TRIGGER cases_vote_locked ON cases_vote; DROP FUNCTION cases_vote_locked();',
        ),
        migrations.RunSQL(
            "CREATE FUNCTION cases_ballot_locked() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE aim cases_ballot%ROWTYPE; BEGIN IF TG_OP = 'DELETE' THEN aim := OLD; ELSE aim := NEW; END IF; IF EXISTS (SELECT 1 FROM cases_minutes AS sent WHERE sent.meeting_id = (SELECT meeting_id FROM cases_minuteitem WHERE id = (SELECT minute_item_id FROM cases_vote WHERE id = aim.vote_id)) AND (sent.approved_at IS NOT NULL OR (sent.approved_at IS NULL AND NOT EXISTS (SELECT 1 FROM cases_minutesreturn WHERE minutes_id = sent.id))) AND (sent.paragraph_id IS NULL OR sent.paragraph_id = (SELECT minute_item_id FROM cases_vote WHERE id = aim.vote_id))) THEN RAISE EXCEPTION 'refused by cases_ballot_locked' USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_ballot_locked'; END IF; RETURN aim; END $$; CREATE TRIGGER cases_ballot_locked BEFORE INSERT OR UPDATE OR DELETE ON cases_ballot FOR EACH ROW EXECUTE FUNCTION cases_ballot_locked();",
            'DROP TRIGGER cases_ballot_locked ON cases_ballot; DROP FUNCTION cases_ballot_locked();',
        ),
        migrations.RunSQL(
            "CREATE FUNCTION cases_dissent_locked() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE aim cases_dissent%ROWTYPE; BEGIN IF TG_OP = 'DELETE' THEN aim := OLD; ELSE aim := NEW; END IF; IF EXISTS (SELECT 1 FROM cases_minutes AS sent WHERE sent.meeting_id = (SELECT meeting_id FROM cases_minuteitem WHERE id = aim.minute_item_id) AND (sent.approved_at IS NOT NULL OR (sent.approved_at IS NULL AND NOT EXISTS (SELECT 1 FROM cases_minutesreturn WHERE minutes_id = sent.id))) AND (sent.paragraph_id IS NULL OR sent.paragraph_id = aim.minute_item_id)) THEN RAISE EXCEPTION 'refused by cases_dissent_locked' USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_dissent_locked'; END IF; RETURN aim; END $$; CREATE TRIGGER cases_dissent_locked BEFORE INSERT OR UPDATE OR DELETE ON cases_dissent FOR EACH ROW EXECUTE FUNCTION cases_dissent_locked();",
            'DROP TRIGGER cases_dissent_locked ON cases_dissent; DROP FUNCTION cases_dissent_locked();',
        ),
    ]
