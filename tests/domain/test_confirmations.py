"""Before something that cannot be undone: when a confirmation counts, and the kind of doubt when not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import MenuTap, menu_data, read_data
from domain.confirmations import (
    VALID_FOR,
    Confirmation,
    Deed,
    Doubt,
    confirmation_token,
    doubt_about,
)
from domain.invitation import Permission, Role
from usecases.confirm import NAMED_BY_HASH

NOW = datetime(2026, 10, 3, 12, tzinfo=UTC)
ASKED = Confirmation(7, Deed(Permission.PUBLISH, "stadtweit:3", "v1"), NOW + VALID_FOR)


def test_whoever_was_asked_can_confirm_within_five_minutes() -> None:
    assert timedelta(minutes=5) == VALID_FOR
    assert doubt_about(ASKED, 7, Role.EDITOR, "v1", NOW) is None
    last = NOW + VALID_FOR - timedelta(milliseconds=1)
    assert doubt_about(ASKED, 7, Role.EDITOR, "v1", last) is None
    assert doubt_about(ASKED, 7, Role.EDITOR, "v1", NOW + VALID_FOR) is Doubt.EXPIRED


@pytest.mark.parametrize(
    ("asked", "user", "role", "version", "doubt"),
    [
        (None, 7, Role.ADMIN, "v1", Doubt.UNKNOWN),
        (ASKED, 8, Role.ADMIN, "v1", Doubt.SOMEBODY_ELSE),
        (ASKED, 7, None, "v1", Doubt.ROLE),
        (ASKED, 7, Role.STEERING, "v1", Doubt.ROLE),
        (ASKED, 7, "mayor", "v1", Doubt.ROLE),
        (replace(ASKED, used_at=NOW), 7, Role.ADMIN, "v1", Doubt.USED),
        (ASKED, 7, Role.ADMIN, "v2", Doubt.CHANGED),
        (ASKED, 7, Role.ADMIN, None, Doubt.CHANGED),
    ],
)
def test_a_confirmation_does_not_hold(
    asked: Confirmation | None, user: int, role: str | None, version: str | None, doubt: Doubt
) -> None:
    assert doubt_about(asked, user, role, version, NOW) is doubt


@pytest.mark.parametrize("role", Role)
def test_administrator_manager_and_editor_can_close_waves_and_publish(role: Role) -> None:
    can = role in (Role.ADMIN, Role.MANAGER, Role.EDITOR)
    for permission in (Permission.CLOSE_WAVE, Permission.PUBLISH):
        asked = replace(ASKED, deed=replace(ASKED.deed, permission=permission))
        assert (doubt_about(asked, 7, role, "v1", NOW) is None) == can


@given(st.binary(min_size=16, max_size=16))
def test_a_token_fits_a_button_and_comes_of_seed_and_pepper_alone(seed: bytes) -> None:
    token = confirmation_token(b"pepper", seed)
    assert read_data(menu_data(f"confirm:{token}")) == MenuTap(f"confirm:{token}")
    assert token == confirmation_token(b"pepper", seed)
    assert token != confirmation_token(b"another", seed)
    assert len(token) == 22


def test_no_button_can_name_a_confirmation_by_its_hash() -> None:
    assert read_data(menu_data(f"confirm:{NAMED_BY_HASH}{'0' * 40}")) is None
