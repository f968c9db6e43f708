"""Answering: taps on cards and menus, typed words, and everything that no question can take."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, Update

from bot.buttons import CardTap, MenuTap, read_data
from bot.dialogs.labels import move_of
from bot.dialogs.problems import problem_in_words
from bot.dialogs.words import options_named
from bot.handlers.deps import Acknowledge, Now, file_in, person_in, place_in
from bot.speech import speech
from domain.dialogue import Move, Problem, Typed, Unreadable
from domain.languages import nearest_language
from domain.person import Person
from usecases.answer_survey import step, tap
from usecases.answer_survey import words as take_words
from usecases.choose import choose
from usecases.commands import unknown_command
from usecases.house import House
from usecases.take_survey import survey_command
from usecases.visit import Refusal
from usecases.work import Store

MOVES = {move.value: move for move in (Move.BACK, Move.SKIP, Move.PAUSE, Move.SUBMIT)}


def taps() -> Router:
    """Return the router of tapped buttons."""
    router = Router(name="taps")

    @router.callback_query()
    async def on_tap(
        query: CallbackQuery,
        event_update: Update,
        store: Store,
        house: House,
        now: Now,
        acknowledge: Acknowledge,
    ) -> None:
        tapped = read_data(query.data or "")
        message = query.message
        if message is None or message.chat.type != "private":
            await acknowledge(query.id, "")
            return
        person = Person(message.chat.id, query.from_user.id, query.from_user.language_code)
        refusal: Refusal | None = Refusal(
            Problem.FORGED_BUTTON, nearest_language(person.language_code, house.languages)
        )
        match tapped:
            case CardTap(dialogue, turn, action):
                refusal = await store.run(
                    tap,
                    house,
                    event_update.update_id,
                    person,
                    dialogue,
                    turn,
                    action,
                    message.message_id,
                    now(),
                )
            case MenuTap(option, who):
                refusal = await store.run(
                    choose, house, event_update.update_id, person, option, message.message_id, now(), who
                )
        words = problem_in_words(refusal.problem, speech(refusal.language)) if refusal else ""
        await acknowledge(query.id, words)

    return router


def words() -> Router:
    """Return the router of everything else in a private chat."""
    router = Router(name="words")

    @router.message(Command("survey", ignore_case=True))
    async def on_survey(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        await store.run(survey_command, house, event_update.update_id, person_in(message), now())

    @router.message(Command(*MOVES, ignore_case=True))
    async def on_move(
        message: Message, command: CommandObject, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        move = MOVES[command.command.lower()]
        await store.run(step, house, event_update.update_id, person_in(message), move, now())

    @router.message(F.text.startswith("/"))
    async def on_unknown_command(
        message: Message, event_update: Update, store: Store, house: House, now: Now
    ) -> None:
        await store.run(unknown_command, house, event_update.update_id, person_in(message), now())

    @router.message()
    async def on_words(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        text = message.text
        sent = file_in(message) or place_in(message) or Unreadable.MEDIA
        typed = sent if text is None else Typed(text, move_of(text))
        named = options_named(text or "")
        own, update_id = message.message_id, event_update.update_id
        await store.run(take_words, house, update_id, person_in(message), typed, now(), named, own)

    @router.edited_message()
    async def on_edit(message: Message, event_update: Update, store: Store, house: House, now: Now) -> None:
        edited = Unreadable.EDITED_MESSAGE
        await store.run(take_words, house, event_update.update_id, person_in(message), edited, now())

    return router
