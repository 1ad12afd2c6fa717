"""Topics of forums, and where each message stands: what may be written where, and quoted."""

from dataclasses import dataclass, field

from support.telegram.rules import Params, RefusedError

GENERAL = 1
"""The topic that every forum has; messages in it say nothing of it."""

Spot = tuple[int, int | None]
"""A chat, and a topic of it."""


@dataclass
class Forum:
    """A group's topics, and those that are closed."""

    topics: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)


class Forums(dict[int, Forum]):
    """The forums among the chats, and the messages of all chats by their number."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[int, Spot] = {}

    @property
    def last(self) -> int:
        """The number of the newest message."""
        return max(self.said)

    def stands_in(self, number: int | None, chat: int) -> bool:
        """Whether a message stands in a chat."""
        return number is not None and self.said.get(number, (None,))[0] == chat

    def take_back(self, number: int) -> None:
        """Somebody deletes a message of theirs."""
        del self.said[number]

    def close(self, chat: int, topic: int) -> None:
        """Whoever manages a forum closes a topic: nothing new is taken there."""
        self[chat].closed.add(topic)

    def delete(self, chat: int, topic: int) -> None:
        """Whoever manages a forum deletes a topic with all that was said in it."""
        self[chat].topics.discard(topic)
        self.said = {number: spot for number, spot in self.said.items() if spot != (chat, topic)}

    def placed(self, chat: int, params: Params) -> tuple[int | None, int | None]:
        """The topic that a message goes into, and the message that it answers."""
        forum, topic = self.get(chat), params.get("message_thread_id")
        answers = self._answered(chat, topic, params.get("reply_parameters", {}))
        if topic is None and answers is not None:
            topic = self.said[answers][1]
        if chat < 0 and topic is not None and (forum is None or topic not in forum.topics):
            raise RefusedError("Bad Request: message thread not found")
        if forum is not None and (topic or GENERAL) in forum.closed:
            raise RefusedError("Bad Request: TOPIC_CLOSED")
        return topic, answers

    def _answered(self, chat: int, topic: int | None, asked: Params) -> int | None:
        answers: int | None = asked.get("message_id")
        if answers is None:
            return None
        if self.stands_in(answers, chat) and topic in {None, self.said[answers][1]}:
            return answers
        if chat in self or not asked.get("allow_sending_without_reply"):
            raise RefusedError("Bad Request: message to be replied not found")
        return None
