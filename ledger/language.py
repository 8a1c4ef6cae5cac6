"""Every text a person reads exists here as a pair, Chinese and English, chosen by locale."""

import os
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
#: Locales that speak no language.
UNSPOKEN = ("C", "C.UTF-8", "POSIX")


class Text(NamedTuple):
    """One sentence in both languages, kept side by side so that they cannot drift apart."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The sentence in the language asked for."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.in_language(current_language())


def current_language() -> Language:
    """The language of this process: MINGZHANG_LANG, else the locale variables, else English."""
    for variable in ("MINGZHANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value and value not in UNSPOKEN:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def t(zh: str, en: str) -> str:
    """The one of two texts that this process's language calls for."""
    return str(Text(zh, en))
