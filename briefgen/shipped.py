"""Where what comes with the package lies: templates, audiences, the starter project."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent

AUDIENCES = _PACKAGE / "audiences"
"""The audiences that every project has."""
STARTER = _PACKAGE / "starter_project"
"""What `briefgen init` copies."""
TEMPLATES = next(
    folder for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if folder.is_dir()
)
"""The templates: inside an installed package, beside it in a checkout."""
