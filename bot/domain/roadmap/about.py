"""Which topic of a roadmap a text is about (promise 5.1)."""

import re
from collections import Counter
from typing import Final

from bot.domain.roadmap.model import Roadmap, Topic

_WORD: Final = re.compile(r"[^\W\d_][\w+#]*")
_COMMON: Final = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "always",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "back",
        "be",
        "because",
        "been",
        "before",
        "both",
        "but",
        "by",
        "can",
        "cannot",
        "could",
        "did",
        "didn",
        "do",
        "does",
        "doesn",
        "done",
        "don",
        "each",
        "easy",
        "either",
        "else",
        "even",
        "ever",
        "every",
        "few",
        "find",
        "first",
        "for",
        "from",
        "get",
        "give",
        "go",
        "good",
        "got",
        "had",
        "hard",
        "has",
        "have",
        "he",
        "her",
        "here",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "keep",
        "kept",
        "know",
        "last",
        "learn",
        "less",
        "like",
        "line",
        "little",
        "long",
        "look",
        "lot",
        "made",
        "make",
        "many",
        "me",
        "mean",
        "more",
        "most",
        "much",
        "my",
        "need",
        "never",
        "new",
        "next",
        "no",
        "not",
        "now",
        "of",
        "off",
        "often",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "part",
        "quite",
        "really",
        "same",
        "see",
        "set",
        "she",
        "should",
        "small",
        "so",
        "some",
        "still",
        "such",
        "take",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "this",
        "those",
        "time",
        "to",
        "today",
        "too",
        "two",
        "under",
        "understand",
        "until",
        "up",
        "use",
        "used",
        "using",
        "very",
        "was",
        "way",
        "we",
        "week",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "why",
        "will",
        "with",
        "without",
        "work",
        "would",
        "write",
        "you",
        "your",
        "read",
        "first",
        "python",
        "program",
        "code",
    ]
)
_COMMON_IN_GERMAN: Final = (
    "aber alle alles als am an auch auf aus bei beim bis da das dass dein deine dem den der des die "
    "dies diese doch dort du eigene eigenen ein eine einem einen einer eins er erste ersten es etwas "
    "für gar gut habe hat heute ich ihre ihren im immer in ist jede jeden jedes kann kein keine man "
    "mehr mein meine mich mir mit nach nicht nicht nie noch nur ob oder richtig schwer schwierig sehr "
    "sein sich sie sind so und uns unter viel viele vom von vor wann war warum was weil welche wenn "
    "wer wie wieder wird wo wohin woche zu zum zur zwei über verstehe verstanden"
)
_COMMON_WORDS: Final = _COMMON | frozenset(_COMMON_IN_GERMAN.split())
_WEEKLY_MOST: Final = 0.2
"""A word that more than this share of all topics has says nothing of any of them."""


def topic_about(roadmap: Roadmap, text: str, week: int) -> Topic | None:
    """The topic up to `week` that a text is about; None where no word of it points to any.

    Rare words count most; of topics that are as near, it is the one that came last. Only topics
    with a page or an exercise are looked at.
    """
    wanted = _words(text)
    known = [topic for each in range(1, week + 1) for topic in roadmap.topics_of(each)]
    named = [(topic, _words(" ".join((topic.title, *topic.concepts)))) for topic in known]
    often = Counter(word for _, words in named for word in words)
    telling = {word for word in wanted if often[word] <= max(3, _WEEKLY_MOST * len(known))}
    best, score = None, 0.0
    for topic, words in named:
        found = sum(1 / often[word] for word in words & telling)
        if found and found >= score and (topic.resource or topic.exercise):
            best, score = topic, found
    return best


def _words(text: str) -> frozenset[str]:
    """The words that say what a text is about, in one form each."""
    words = (found.casefold() for found in _WORD.findall(text.replace("-", " ")))
    return frozenset(_stem(word) for word in words if word not in _COMMON_WORDS)


def _stem(word: str) -> str:
    """`loops` and `loop`, `classes` and `class`, `testing` and `test` are one word."""
    if word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            word = word.removesuffix(ending)
            return word[:-1] if word[-1] == word[-2] else word
    return word
