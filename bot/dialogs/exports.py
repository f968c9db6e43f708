"""Results to take along: the kinds of file to choose from, and the file that was chosen."""

from bot.buttons import menu_data
from bot.dialogs.figures import heading
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.message import Button, Message, plain
from bot.exports.export import Export
from bot.speech import Speech, isolate, line, speech
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.results import PublishedResults
from domain.town import Town
from usecases.reports import Format, Report


def export_menu(outgoing: Outgoing) -> Message:
    """Offer the kinds of file, in the order in which the menu's options can be typed."""
    results = outgoing.view
    if not isinstance(results, PublishedResults):
        raise TypeError("the menu of exports needs published results")
    said = speech(outgoing.language)
    _ = said.gettext
    names = _names(said)
    start = f"export:{outgoing.args['survey']}:{outgoing.args['release']}"
    rows = tuple(
        (Button(shortened(numbered(place, names[kind], said), BUTTON_LIMIT), menu_data(f"{start}:{kind}")),)
        for place, kind in enumerate(Format, 1)
    )
    parts = [
        heading(text_in(results.title, outgoing.language), said),
        *(
            line(isolate(numbered(place, plain(names[kind]), said)), said)
            for place, kind in enumerate(Format, 1)
        ),
        line(_("Which file would you like?"), said),
    ]
    return Message("\n\n".join([parts[0], "\n".join(parts[1:-1]), parts[-1]]), rows)


def export_file(town: Town, outgoing: Outgoing) -> Message:
    """Hand over a release's results as a file."""
    report = outgoing.view
    if not isinstance(report, Report) or report.results.release is None:
        raise TypeError("an export needs its report")
    said = speech(outgoing.language)
    release = report.results.release
    kind = Format(str(outgoing.args["format"]))
    caption = said.gettext("{title}, release {number} as of {date}.").format(
        title=isolate(plain(text_in(report.results.title, outgoing.language))),
        number=isolate(said.number(release.number)),
        date=isolate(said.date(release.closed_on)),
    )
    export = Export(report, kind, outgoing.language, town.title, town.city)
    return Message(line(caption, said), export=export)


def _names(said: Speech) -> dict[Format, str]:
    _ = said.gettext
    return {
        Format.PDF: _("Report to read (PDF)"),
        Format.XLSX: _("Tables (Excel)"),
        Format.CSV: _("Raw table (CSV)"),
        Format.CODEBOOK: _("Questions and codes (CSV)"),
    }
