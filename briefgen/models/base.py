"""The base of all seed models, and the small types that their fields are made of.

Every field's docstring is its description in the JSON Schema; unknown keys are refused.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from briefgen import dates
from briefgen.vocabulary import Marking


def _date(text: str) -> str:
    if not dates.is_date(text):
        raise ValueError("write a year, a month or a day that exists: 2022, 2022-01, 2022-01-05")
    return text


def _day(text: str) -> str:
    if not dates.is_day(text):
        raise ValueError("write a day that exists: 2022-01-05")
    return text


def _span(text: str) -> str:
    if not dates.is_span(text):
        raise ValueError("write a date, or two joined by `/`: 2022-01-05, 2022-01-02/2022-01-05")
    return text


def _whole(value: object) -> object:
    is_digits = isinstance(value, str) and value.isascii() and value.isdigit() and value[:1] != "0"
    if isinstance(value, bool) or (isinstance(value, str) and not is_digits):
        raise ValueError("write a whole number: 3")
    return value


def _measured(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("write a number: 43.2")
    return value


def _dated(pattern: str) -> WithJsonSchema:
    """A year alone looks like a number to editors."""
    return WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{pattern}$"})


_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
Date = Annotated[str, AfterValidator(_date), _dated(_DATE)]
Day = Annotated[str, AfterValidator(_day), _dated(r"\d{4}-\d{2}-\d{2}")]
DateSpan = Annotated[str, AfterValidator(_span), _dated(f"{_DATE}(/{_DATE})?")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n\r]*$")]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Reference = Annotated[str, StringConstraints(pattern=r"^(?:[^\s#@\[\]]+#)?[^\s#@\[\]]+$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Count = Annotated[int, Field(ge=1), BeforeValidator(_whole)]
Priority = Annotated[int, Field(ge=1, le=5), BeforeValidator(_whole)]
NoFlag = BeforeValidator(_measured)
"""For numbers: `true` is none."""
Flag = Annotated[bool, Strict()]


class Model(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Tearline(Model):
    """What readers below the marking get instead."""

    id: Slug | None = None
    """Its own id: the key of what is printed, since the other id is withheld."""
    marking: Marking
    """TLP label of these words; below that of what they stand for."""
    claim: Prose | None = None
    """The claim in words that may go further, for an annotation's tearline."""
    text: Prose | None = None
    """The words that may go further, for an authored item's tearline; they cite for themselves."""

    @property
    def words(self) -> str:
        """The claim or the text, whichever is given."""
        return self.claim or self.text or ""

    @model_validator(mode="after")
    def _worded(self) -> Tearline:
        if not self.words:
            raise ValueError("a tearline needs its words: `claim` in a source, `text` in a brief")
        return self
