"""How text becomes the tokens of the static model: one pure function, used in training and at run time alike."""

from ..text import words

_FIRST_HAN = "\u3400"


def static_tokens(text: str) -> list[str]:
    """The words of a text, then the characters of its Chinese words of two or more, each token once.

    A token counts once however often it occurs: in long passages of law the repeated words are those that say least.
    """
    found = words(text)
    characters = [c for word in found if len(word) > 1 and word[0] >= _FIRST_HAN for c in word]
    return list(dict.fromkeys(found + characters))


def prepare(text: str) -> str:
    """The tokens joined by spaces, so that a word-level tokenizer over white space gives them back exactly."""
    return " ".join(static_tokens(text))
