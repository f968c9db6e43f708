"""What is said: domain values become neutral messages with texts and choices."""

from collections.abc import Callable

from bot.dialogs import (
    broadcast_questions,
    broadcast_steps,
    broadcasts,
    deeds,
    events_deeds,
    events_invitation,
    events_needs,
    events_planning,
    events_questions,
    events_residents,
    exports,
    letters,
    menus,
    moderation,
    my_data,
    notices,
    pages,
    rights,
    said,
    staff,
    wish,
)
from bot.dialogs.audience_words import audience
from bot.dialogs.broadcast_message import news
from bot.dialogs.card import card
from bot.dialogs.message import Message
from bot.dialogs.texts_by_language import text_in_language, text_too_long, texts_by_language
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.views import CardView

Words = Callable[[Town, Outgoing], Message]


def _card(_town: Town, outgoing: Outgoing) -> Message:
    if not isinstance(outgoing.view, CardView):
        raise TypeError("a card needs its view")
    return card(outgoing.view, outgoing.language)


def _plain(words: Callable[[Outgoing], Message]) -> Words:
    return lambda _town, outgoing: words(outgoing)


_TEMPLATES: dict[str, Words] = {
    "card": _card,
    "language_choice": _plain(menus.language_choice),
    "consent": menus.consent,
    "privacy": menus.privacy,
    "declined": menus.declined,
    "home": menus.home,
    "delete_question": _plain(menus.delete_question),
    "page": pages.page,
    "help": _plain(pages.help_page),
    "welcome": notices.welcome,
    "submitted": _plain(notices.submitted),
    "receipt_hidden": _plain(notices.receipt_hidden),
    "screened_out": _plain(notices.screened_out),
    "already_taken": notices.already_taken,
    "survey_closed": notices.survey_closed,
    "code_kept": letters.code_kept,
    "code_known": letters.code_known,
    "code_unknown": _plain(letters.code_unknown),
    "code_used_up": letters.code_used_up,
    "staff_welcome": _plain(notices.staff_welcome),
    "group": _plain(notices.group),
    **dict.fromkeys(("withdraw_code", "withdraw_slip", "withdraw_unknown"), _plain(rights.withdraw_code)),
    "withdraw_later": _plain(rights.withdraw_later),
    "withdraw_question": rights.withdraw_question,
    "withdrawn": rights.withdrawn,
    "consents": _plain(rights.consents),
    "consent_question": _plain(rights.consent_question),
    "consent_withdrawn": _plain(rights.consent_withdrawn),
    "my_data": _plain(my_data.my_data),
    "inactive": _plain(rights.inactive),
    "results_menu": _plain(staff.results_menu),
    "survey_results": _plain(staff.survey_results),
    "table_text": _plain(staff.table_text),
    "table_chart": _plain(staff.table_chart),
    "results_parts": _plain(staff.results_parts),
    "results_releases": _plain(staff.results_releases),
    "scales_chart": _plain(staff.scales_chart),
    "comparison_text": _plain(staff.comparison_text),
    "comparison_chart": _plain(staff.comparison_chart),
    "statistics": _plain(staff.statistics),
    "export_menu": _plain(exports.export_menu),
    "export_file": exports.export_file,
    "moderation": _plain(moderation.moderation),
    "moderation_card": _plain(moderation.moderation_card),
    "moderation_marks": _plain(moderation.moderation_marks),
    "moderation_reasons": _plain(moderation.moderation_reasons),
    "moderation_wave": _plain(moderation.moderation_wave),
    "moderation_cleared": _plain(moderation.moderation_cleared),
    "close_question": deeds.close_question,
    "wave_closed": deeds.wave_closed,
    "wave_not_closed": deeds.wave_not_closed,
    "publish_question": deeds.publish_question,
    "second_needed": deeds.second_needed,
    "published_now": deeds.published_now,
    "cannot_publish": deeds.cannot_publish,
    "not_confirmed": _plain(deeds.not_confirmed),
    "cancelled": _plain(deeds.cancelled),
    "event_plan_list": _plain(events_planning.plan_list),
    "event_plan_card": events_planning.plan_card,
    "event_plan_preview": _plain(events_planning.plan_preview),
    "event_plan_title": _plain(events_questions.title),
    "event_plan_question": events_questions.question,
    "event_plan_month": _plain(events_questions.month),
    "event_plan_clocks": _plain(events_questions.clocks),
    "event_plan_cancel": _plain(events_deeds.cancel),
    "event_plan_repeat": _plain(events_deeds.repeat),
    "event_plan_until": _plain(events_deeds.until),
    "event_plan_second": _plain(events_deeds.second),
    "event_plan_sure_publish": _plain(events_deeds.sure_publish),
    "event_plan_sure_publish_all": _plain(events_deeds.sure_publish),
    "event_plan_sure_tell": _plain(events_deeds.sure_tell),
    "event_plan_sure_spread": _plain(events_deeds.sure_spread),
    "event_plan_sure_cancel": _plain(events_deeds.sure_cancel),
    "event_plan_sure_cancel_all": _plain(events_deeds.sure_cancel),
    "event_plan_sure_delete": _plain(events_deeds.sure_delete),
    "event_list": _plain(events_residents.events),
    "event_card": _plain(events_residents.card),
    "event_party": _plain(events_residents.party),
    "event_cancel": _plain(events_residents.cancel),
    "event_map": _plain(events_residents.place_on_map),
    "event_calendar": events_residents.calendar,
    "event_needs": _plain(events_needs.needs),
    "event_needs_consent": events_needs.consent,
    "event_interpreter": _plain(events_needs.interpreter),
    "event_children": _plain(events_needs.children),
    "event_name": _plain(events_needs.door_name),
    "event_invitation": _plain(events_invitation.invitation),
    "event_offer": _plain(events_invitation.offer),
    "event_offer_over": _plain(events_invitation.offer_over),
    "said_news": _plain(said.news),
    "said_picture": _plain(said.picture),
    "said_scales": _plain(said.scales),
    "said_menu": _plain(said.surveys),
    "said_survey": _plain(said.survey),
    "said_table": _plain(said.table),
    "said_chart": _plain(said.chart),
    "audience": audience,
    "broadcast_news": _plain(news),
    "broadcast_list": _plain(broadcasts.broadcast_list),
    "broadcast_card": broadcasts.card,
    "broadcast_file": _plain(broadcast_steps.file),
    "broadcast_links": _plain(broadcast_steps.links),
    "broadcast_targets": _plain(broadcast_steps.targets),
    "broadcast_page": _plain(broadcast_steps.page),
    "broadcast_kind": _plain(broadcast_steps.kind),
    "broadcast_when": _plain(broadcast_steps.when),
    "broadcast_time": _plain(broadcast_steps.time),
    "broadcast_every": _plain(broadcast_steps.every),
    "broadcast_weekday": _plain(broadcast_steps.weekday),
    "broadcast_clock": _plain(broadcast_steps.clock),
    "broadcast_release": _plain(broadcast_questions.release),
    "broadcast_urgent": _plain(broadcast_questions.urgent),
    "broadcast_cancel": _plain(broadcast_questions.cancel),
    "broadcast_second": _plain(broadcast_questions.second),
    "texts_by_language": _plain(texts_by_language),
    "text_in_language": _plain(text_in_language),
    "text_too_long": _plain(text_too_long),
    "notify": _plain(wish.overview),
    "notify_question": wish.question,
    **dict.fromkeys(
        (
            "kept",
            "deleted",
            "answers_deleted",
            "withdrawn_before",
            "stopped",
            "unknown_command",
            "refused",
            "invitation_invalid",
            "sorry",
        ),
        _plain(notices.short),
    ),
}


def say_in_words(town: Town, outgoing: Outgoing) -> Message:
    """Return the message of an outbox row.

    Raises:
        KeyError: There is no such template: the row was written by another version of the program.
    """
    return _TEMPLATES[outgoing.template](town, outgoing)
