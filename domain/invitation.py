"""Invitations of staff: single-use tokens, roles, and what a role may do."""

import hashlib
from datetime import timedelta
from enum import StrEnum

VALID_FOR = timedelta(minutes=15)
TOKEN_BYTES = 16  # 128 random bits
START_PREFIX = "staff-"


class Role(StrEnum):
    """What somebody of the town's staff is here for."""

    ADMIN = "admin"
    MANAGER = "manager"  # the neighbourhood manager
    EDITOR = "editor"
    MODERATOR = "moderator"
    STEERING = "steering"
    DATA_PROTECTION = "data_protection"


class Permission(StrEnum):
    """A thing that not everybody may do."""

    SEE_RESULTS = "see_results"
    SEE_STATISTICS = "see_statistics"
    CLOSE_WAVE = "close_wave"
    PUBLISH = "publish"
    MODERATE = "moderate"
    MANAGE_EVENTS = "manage_events"  # plan, change and cancel them
    CHECK_IN = "check_in"  # at the door: who is expected, who has come
    MANAGE_MEASURES = "manage_measures"  # needs, goals, measures and their updates
    MANAGE_SURVEYS = "manage_surveys"  # send questionnaires, try them out, open and close them
    ENTER_ANSWERS = "enter_answers"  # paper questionnaires and calls, for others
    SEND = "send"  # plan, release and stop a message to many
    SEND_URGENT = "send_urgent"  # one that quiet hours do not hold
    SEE_SCHEDULE = "see_schedule"  # what goes out in the next days
    MOVE_SCHEDULE = "move_schedule"  # move it or cancel it


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.MANAGER: frozenset(
        {
            Permission.SEE_RESULTS,
            Permission.SEE_STATISTICS,
            Permission.CLOSE_WAVE,
            Permission.PUBLISH,
            Permission.MODERATE,
            Permission.MANAGE_EVENTS,
            Permission.CHECK_IN,
            Permission.MANAGE_MEASURES,
            Permission.MANAGE_SURVEYS,
            Permission.ENTER_ANSWERS,
            Permission.SEND,
            Permission.SEE_SCHEDULE,
            Permission.MOVE_SCHEDULE,
        }
    ),
    Role.EDITOR: frozenset(
        {
            Permission.SEE_RESULTS,
            Permission.SEE_STATISTICS,
            Permission.CLOSE_WAVE,
            Permission.PUBLISH,
            Permission.MANAGE_EVENTS,
            Permission.CHECK_IN,
            Permission.MANAGE_MEASURES,
            Permission.MANAGE_SURVEYS,
            Permission.ENTER_ANSWERS,
            Permission.SEND,
            Permission.SEE_SCHEDULE,
            Permission.MOVE_SCHEDULE,
        }
    ),
    Role.MODERATOR: frozenset(
        {Permission.SEE_STATISTICS, Permission.MODERATE, Permission.CHECK_IN, Permission.ENTER_ANSWERS}
    ),
    Role.STEERING: frozenset({Permission.SEE_RESULTS, Permission.SEE_STATISTICS, Permission.SEE_SCHEDULE}),
    Role.DATA_PROTECTION: frozenset({Permission.SEE_STATISTICS}),
}


def may(role: str | None, permission: Permission) -> bool:
    """Tell whether a role allows something; no role and unknown roles allow nothing."""
    return role in PERMISSIONS and permission in PERMISSIONS[Role(role)]


def token_hash(token: str) -> str:
    """Return the hash under which an invitation's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
