"""People's votes in Telegram's own polls."""

from typing import Any

from simulator.messages import replace
from simulator.people import NotPossible
from simulator.state import Message, Person, World


def vote(world: World, person: Person, message_id: int, options: list[int]) -> Message:
    """Vote for options by their index, or take the vote back with none; the bot learns of it.

    Raises:
        NotPossible: there is no such open poll or option, or the poll takes one answer only.
    """
    chat = person.chat
    message = chat.messages.get(message_id)
    if message is None or "poll" not in message or message["poll"]["is_closed"]:
        raise NotPossible("there is no open poll with this message id")
    poll = message["poll"]
    chosen = set(options)
    if not chosen <= set(range(len(poll["options"]))):
        raise NotPossible("the poll has no such option")
    if len(chosen) > 1 and not poll["allows_multiple_answers"]:
        raise NotPossible("the poll takes one answer only")
    votes = world.votes.setdefault(poll["id"], {})
    votes.pop(person.id, None)
    if chosen:
        votes[person.id] = chosen
    counted: dict[str, Any] = {
        **poll,
        "options": [
            {**option, "voter_count": sum(place in given for given in votes.values())}
            for place, option in enumerate(poll["options"])
        ],
        "total_voter_count": len(votes),
    }
    edited = replace(world, chat, {**message, "poll": counted})
    world.updates.add("poll", counted, chat.id, f"poll {poll['id']}")
    if not poll["is_anonymous"]:
        answer = {
            "poll_id": poll["id"],
            "user": person.user,
            "option_ids": sorted(chosen),
            "option_persistent_ids": [poll["options"][place]["persistent_id"] for place in sorted(chosen)],
        }
        world.updates.add("poll_answer", answer, chat.id, f"poll {poll['id']}")
    return edited
