"""What a YAML parser complains about, in the words of the person who wrote the line."""

from __future__ import annotations

import re

from briefgen.values import frozen


@frozen
class Complaint:
    """What the parser said, and the line it said it about, cut at the place it pointed at."""

    context: str
    problem: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.context}; {self.problem}\n{self.before}\n{self.after}"


@frozen
class Mistake:
    """A mistake that people make, and how to mend it."""

    sign: str
    """Regular expression that begins in what was said; the line up to there, and the line from
    there, follow each on a line of its own."""
    message: str
    hint: str
    code: str = "yaml-syntax"
    at_start: bool = False
    """Better shown where the unfinished thing begins than where the parser gave up."""


def explain(complaint: Complaint) -> Mistake:
    """Return the first known mistake whose sign the complaint shows, or a general one."""
    said = str(complaint)
    for mistake in _MISTAKES:
        if re.match(rf"[^\n]*?(?:{mistake.sign})", said):
            return mistake
    return Mistake("", f"this is not YAML: {complaint.problem}", _LAYOUT)


_LAYOUT = (
    "look for a missing quotation mark, bracket or colon, and start keys of one level in one column"
)
_QUOTE = "put the whole value in quotation marks"
_SAME_COLUMN = "start the keys of one level in the same column"
_SPACES = "indent with spaces"
_BESIDE_KEY = r"block mapping; [^\n]*expected (key|<block end>)[^\n]*\n"

_MISTAKES = (
    Mistake(r"token[^\n]*\n[^\n]*\n\t", "a tab cannot indent a line", _SPACES),
    Mistake(r"found a tab character", "a tab cannot indent a line", _SPACES),
    Mistake(r"token[^\n]*\n[^\n]*\n@", "a value cannot begin with `@`", _QUOTE),
    Mistake(r"token[^\n]*\n[^\n]*\n`", "a value cannot begin with a backtick", _QUOTE),
    Mistake(r"token[^\n]*\n[^\n]*\n%", "a value cannot begin with `%`", _QUOTE),
    Mistake(
        r"scanning an (alias|anchor);",
        "a value that begins with `*` or `&` is read as an alias or an anchor",
        _QUOTE,
        code="yaml-alias",
        at_start=True,
    ),
    Mistake(
        r"(parsing|scanning) a tag;|undefined tag handle",
        "a value that begins with `!` is read as a tag",
        _QUOTE,
        code="yaml-tag",
        at_start=True,
    ),
    Mistake(
        r"directive|incompatible YAML|document start>[^\n]*\n[^\n]*\n%",
        "a line that begins with `%` is read as a directive, and none is known here",
        "delete the line",
        code="yaml-directive",
        at_start=True,
    ),
    Mistake(
        r"document start>",
        "the content of the file has ended above this line",
        "keep one mapping of `key: value` lines in a file",
        code="yaml-documents",
    ),
    Mistake(
        r"quoted scalar; found unexpected (end of stream|document)",
        "the quotation mark that opens here is never closed",
        "close it; between single quotation marks an apostrophe is written twice",
        at_start=True,
    ),
    Mistake(
        r"hexa?decimal|escape",
        "a backslash between double quotation marks begins an escape, and this is none",
        "write the backslash twice, or use single quotation marks",
    ),
    Mistake(
        r"flow sequence;",
        "the list that `[` opens here does not end in `]`",
        "close it, put commas between its items, or put the whole value in quotation marks",
        at_start=True,
    ),
    Mistake(
        r"flow mapping;",
        "the mapping that `{` opens here does not end in `}`",
        "close it, put commas between its keys, and quote a value that has `: ` in it",
        at_start=True,
    ),
    Mistake(
        r"mapping values are not allowed[^\n]*\n\s*(- +)*[^\s:][^:\n]*:\s+\S",
        "an unquoted value cannot hold a colon followed by a space",
        _QUOTE,
    ),
    Mistake(
        r"mapping values are not allowed",
        "a key cannot stand here",
        f"{_SAME_COLUMN}, put a space after the colon of the line above, "
        "or quote a value of several lines that has `: ` in it",
    ),
    Mistake(r"mapping keys are not allowed", "a value cannot begin with a question mark", _QUOTE),
    Mistake(
        r"could not find expected ':'",
        "this line is no `key: value`",
        "a key ends in a colon and a space; the further lines of a value are indented deeper",
        at_start=True,
    ),
    Mistake(
        r"scanning a block scalar;",
        "a value that begins with `>` or `|` is read as the head of a block of lines",
        "put the value in quotation marks, or begin the block on the next line",
        at_start=True,
    ),
    Mistake(
        r"sequence entries are not allowed",
        "a list cannot begin here",
        "begin the list on the line below its key, or put the whole value in quotation marks",
    ),
    Mistake(
        _BESIDE_KEY + r"[^\n]*[\"'\]}][ \t]*\n",
        "more text follows a value that is closed already",
        "put the whole value in one pair of quotation marks; between single ones an apostrophe "
        "is written twice",
    ),
    Mistake(
        _BESIDE_KEY + r"[^\n]*\n-",
        "a list item stands where a key is expected",
        "indent the items of a list alike, at least as far as the key above them",
    ),
    Mistake(
        _BESIDE_KEY + r"[^\n]*\n:",
        "a key is missing before the colon",
        "write the key, or quote the value",
    ),
    Mistake(
        _BESIDE_KEY + r"[^\n]*\n[\]}]",
        "a bracket closes here that was never opened",
        "delete it, or open it on the line of its key",
    ),
    Mistake(_BESIDE_KEY, "the indentation of this line fits no key above it", _SAME_COLUMN),
    Mistake(
        r"block collection;",
        "the indentation of this line fits no list item above it",
        "start items with `- ` in one column, and the keys of an item in another",
    ),
    Mistake(
        r"expected (the )?node content",
        "a value is missing here",
        "delete the comma or bracket too many, or put the whole value in quotation marks",
    ),
)
