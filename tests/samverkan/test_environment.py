"""What a start is refused for, and that the refusal says how to mend it."""

import json
import stat
from pathlib import Path

import pytest

from samverkan import environment
from samverkan.environment import BadEnvironment

COMPLETE = dict.fromkeys(environment.REQUIRED_IN_PRODUCTION, "x")


def test_a_complete_production_is_let_through() -> None:
    environment.refuse_unfit_production(COMPLETE, demo=False)


def test_production_refuses_the_demonstration() -> None:
    with pytest.raises(BadEnvironment, match="unset SAMVERKAN_DEMO"):
        environment.refuse_unfit_production(COMPLETE, demo=True)


@pytest.mark.parametrize("name", environment.REQUIRED_IN_PRODUCTION)
@pytest.mark.parametrize("empty", [True, False])
def test_production_says_how_to_set_what_is_missing(name: str, empty: bool) -> None:
    environ = {**COMPLETE, name: ""} if empty else {k: v for k, v in COMPLETE.items() if k != name}
    with pytest.raises(BadEnvironment) as refusal:
        environment.refuse_unfit_production(environ, demo=False)
    assert f"{name}: {environment.REQUIRED_IN_PRODUCTION[name]}" in str(refusal.value)
    assert str(refusal.value).count("\n") == 1


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(BadEnvironment, match="local, test, production"):
        environment.mode({"SAMVERKAN_ENV": "prod"})


def test_a_local_secret_is_kept_and_closed(tmp_path: Path) -> None:
    first = environment.local_secret(tmp_path / "data", "key")
    assert len(first) > 50
    assert environment.local_secret(tmp_path / "data", "key") == first
    assert stat.S_IMODE((tmp_path / "data" / "key").stat().st_mode) == 0o600


def test_running_services_fill_in_but_never_override(tmp_path: Path) -> None:
    (tmp_path / "services.json").write_text(json.dumps({"DATABASE_URL": "a", "REDIS_URL": "b"}))
    environ = {"REDIS_URL": "mine"}
    environment.add_running_services(environ, tmp_path)
    assert environ == {"DATABASE_URL": "a", "REDIS_URL": "mine"}


def test_no_running_services_is_no_error(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    environment.add_running_services(environ, tmp_path)
    assert environ == {}
