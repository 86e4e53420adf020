"""Where an answer comes from: bilingual texts, reasons with rule ids, and the mark of a rule."""

from __future__ import annotations

import re
from inspect import isfunction
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import attrs

from csrules.doors import guarded
from csrules.errors import DefinitionError, Fault, UnknownNameError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

__all__ = ["Answer", "Language", "Reason", "Text", "cited", "cites", "explain"]

Language: TypeAlias = Literal["en", "zh"]

_F = TypeVar("_F")
_MARK = "__rules__"
_FACT = re.compile(r"\{([a-z_]+)\}")


@guarded
@attrs.frozen
class Text:
    """The same sentence in English and in simplified Chinese.

    >>> Text("late", "迟到").say("zh")
    '迟到'
    """

    en: str
    zh: str

    def say(self, language: Language = "en") -> str:
        """The sentence in ``language``: ``"en"`` or ``"zh"``."""
        if isinstance(language, str):
            asked = str.__str__(language)  # the text itself, whatever the class
            if asked == "en":
                return self.en
            if asked == "zh":
                return self.zh
        mend = nearest(language, {"en", "zh"})
        raise UnknownNameError(Fault("language", language, "'en' or 'zh'", mend))

    def format(self, **facts: object) -> Text:
        """The sentence with its ``{facts}`` filled in, by name alone.

        A template is no program: nothing in it reaches into a fact.

        >>> Text("{days} days late", "迟{days}天").format(days=3).zh
        '迟3天'
        """
        return Text(*(_FACT.sub(lambda f: str(facts[f[1]]), text) for text in (self.en, self.zh)))

    def __str__(self) -> str:
        return self.en


@guarded
@attrs.frozen
class Reason:
    """Why an answer is what it is: a rule id and what that rule says of this case.

    >>> print(Reason("000-A27-1.1", Text("up to 1000.00 yuan", "一千元以下")))
    up to 1000.00 yuan [000-A27-1.1]
    """

    rule: str
    text: Text

    def say(self, language: Language = "en") -> str:
        """The reason as one line that ends with its rule id."""
        return f"{_one_line(self.text.say(language))} [{self.rule}]"

    def __str__(self) -> str:
        return self.say()


def _one_line(text: str) -> str:
    """A reason as one line: what somebody wrote into a record cannot look like a reason more."""
    return " ".join(text.splitlines())


@guarded
def explain(reasons: tuple[Reason, ...], language: Language = "en") -> str:
    """Reasons as text, one a line; what several rules say alike is said once.

    >>> late = Text("late", "迟到")
    >>> print(explain((Reason("004-1.3.1-1", late), Reason("004-1.3.1-2", late))))
    late [004-1.3.1-1, 004-1.3.1-2]
    """
    lines: list[tuple[str, list[str]]] = []
    for reason in reasons:
        text = _one_line(reason.text.say(language))
        alike = next((ids for said, ids in lines if said == text and reason.rule not in ids), None)
        if alike is None:
            lines.append((text, [reason.rule]))
        else:
            alike.append(reason.rule)
    return "\n".join(f"{text} [{', '.join(ids)}]" for text, ids in lines)


class Answer:
    """Base of what a rule function returns: it tells its reasons with their rule ids.

    A subclass is a frozen attrs class and gives ``reasons`` as a property, so that an answer whose
    reasons nobody reads does not pay for them.
    """

    __slots__ = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the answer is what it is."""
        return ()

    def explain(self, language: Language = "en") -> str:
        """The reasons as text, one a line, in English or Chinese."""
        return explain(self.reasons, language)


def cites(*rules: str) -> Callable[[_F], _F]:
    """Mark a function or class as what implements ``rules``; the register reads the mark.

    A function is put behind its door (`csrules.doors`), which tells a wrong argument by its name.
    Marks add up, the upper one first. Raises `DefinitionError` for anything but rule ids.

    >>> @cites("000-A27-1.1")
    ... def approver(): ...
    >>> cited(approver)
    ('000-A27-1.1',)
    """

    if not rules or not all(isinstance(rule, str) and rule for rule in rules):
        raise DefinitionError(Fault("rules", rules, "rule ids", '@cites("000-A27-1.1")'))

    def mark(thing: _F) -> _F:
        marked: Any = guarded(thing) if isfunction(thing) else thing
        setattr(marked, _MARK, (*rules, *_marked(thing)))
        return marked  # type: ignore[no-any-return]  # the same function behind its door

    return mark


def _marked(thing: object) -> tuple[str, ...]:
    """A thing's own mark: neither its base class's nor, for an instance, its class's."""
    own: tuple[str, ...] = getattr(thing, "__dict__", {}).get(_MARK, ())
    return own


def cited(thing: object) -> tuple[str, ...]:
    """The rule ids that a thing implements: its mark, or the ``rules`` that its rows carry."""
    rules = _marked(thing) or getattr(thing, "rules", None)
    return rules if isinstance(rules, tuple) else ()
