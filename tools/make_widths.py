"""Print the advance widths of Fira Sans as `briefgen/figures/lettering.py` stores them.

    python tools/make_widths.py

A row stands for 64 characters from its code point on; a character of a row is a width in
fiftieths of an em, rounded up, in the digits 0-9, A-Z, a-z; 0 says that the font has no such
character.
"""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from string import ascii_lowercase, ascii_uppercase, digits

ROWS = (*range(0x00, 0x180, 64), *range(0x380, 0x500, 64), 0x2000, 0x2040, 0x2080)
DIGITS = digits + ascii_uppercase + ascii_lowercase


def main() -> None:
    """Print one line of Python for each row."""
    font = import_module("fontTools.ttLib").TTFont(
        str(files("fontpkg_fira_sans") / "files" / "FiraSans-Regular.ttf")
    )
    names, advances = font.getBestCmap(), font["hmtx"]
    for start in ROWS:
        widths = (
            -(-advances[names[code]][0] // 20) if code in names else 0
            for code in range(start, start + 64)
        )
        print(f'    0x{start:04X}: "{"".join(DIGITS[width] for width in widths)}",')


if __name__ == "__main__":
    main()
