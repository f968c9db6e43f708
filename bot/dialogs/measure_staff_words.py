"""What staff read on buttons and above screens of needs, goals, measures and updates."""

from bot.dialogs.measure_words import measure_status, need_status_name
from bot.speech import Speech, isolate
from domain.measure_fields import Field, Kind
from domain.measures import MeasureStatus, NeedStatus
from usecases.measure_staff_screens import Notice


def field_name(field: Field, said: Speech) -> str:
    """Return what a field is called."""
    _ = said.gettext
    return {
        Field.TITLE: _("Title"),
        Field.DESCRIPTION: _("Description"),
        Field.REASON: _("Reason, in words that residents read"),
        Field.OWNER: _("Who is in charge: an office or a role"),
        Field.INDICATOR: _("What is measured"),
        # Translators: of a number that is measured, such as "metres".
        Field.UNIT: _("Unit"),
        # Translators: the words of a message to many, as the name of a field that staff fill in.
        Field.TEXT: _("Text"),
        # Translators: the part of the town that something is about.
        Field.AREA: _("Area"),
        Field.THEME: _("Theme"),
        Field.BASELINE: _("How many there were at the beginning"),
        Field.TARGET: _("How many there should be"),
        # Translators: the day on which a measure begins, as the name of a field that staff fill in.
        Field.STARTS: _("Beginning"),
        Field.DUE: _("Planned end"),
        # Translators: the day that an update is about, as the name of a field that staff fill in.
        Field.DAY: _("Day"),
        # Translators: how far a measure is, as the name of a field that staff fill in.
        Field.STATUS: _("Status"),
        # Translators: how much of a measure is done, as the name of a field that staff fill in.
        Field.PROGRESS: _("Progress"),
        Field.PICTURE: _("Picture"),
    }[field]


def new_name(kind: Kind, said: Speech) -> str:
    """Return what the button says that adds one more of a kind."""
    _ = said.gettext
    return {
        Kind.NEED: _("New need"),
        Kind.GOAL: _("New goal"),
        Kind.MEASURE: _("New measure"),
        Kind.UPDATE: _("New update"),
    }[kind]


def step_name(status: NeedStatus, said: Speech) -> str:
    """Return what the button says that lets a need take a step."""
    return said.gettext("Status: {status}").format(status=isolate(need_status_name(status, said)))


def update_name(status: MeasureStatus, *, same: bool, said: Speech) -> str:
    """Return what the button says that begins an update, with a step of the status or without one."""
    _ = said.gettext
    if same:
        return _("New update")
    return _("New update: {status}").format(status=isolate(measure_status(status, said)))


def notice_in_words(notice: str, said: Speech) -> str:
    """Return what has been done, or why something could not be."""
    _ = said.gettext
    return {
        Notice.CHANGED: _(
            "Somebody else was at work here, or the button was an older one. This is how it stands now."
        ),
        Notice.GONE: _("This is not there any more, or it is public already."),
        Notice.NO_STEP: _("This step is not possible from here. This is how it stands now."),
        Notice.NO_TEXT: _("The update has no German text yet. Please write it first."),
        Notice.NO_REASON: _("Please write in the German text of the update why the measure is stopped."),
        Notice.PROGRESS: _("What is finished has a progress of 100 percent. Please change one of the two."),
        Notice.ADDED: _("It is there now. Residents can read it."),
        Notice.KEPT: _("Kept."),
        Notice.PUBLISHED: _("It is public now. Whoever follows it is told."),
        Notice.DELETED: _("It is deleted."),
        Notice.IN_USE: _("This cannot be deleted, because something belongs to it."),
        Notice.EMPTY: _("This message has no text."),
        Notice.TOO_LONG: _("This title is too long. 120 characters are the most."),
        Notice.NUMBER: _("This is no number that fits here."),
        Notice.CHOOSE: _("Please choose with a button."),
        Notice.DAY: _("Which day is meant? Please choose, or type it like this: 30.6.2027"),
        Notice.FUTURE: _("This day lies ahead. An update tells what there is already."),
        Notice.FILE: _("Please send a picture."),
        Notice.FILE_TOO_LARGE: _("This file is too large."),
        Notice.WRONG_FILE: _(
            "This is no picture that can be sent. Please send a photo, or a file in JPG or PNG form."
        ),
    }[Notice(notice)]
