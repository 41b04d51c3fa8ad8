"""Imported once by the process that workers are forked from: all that a job needs, loaded."""

from __future__ import annotations

from briefgen import make, pdf, render

MAKE = make.make
pdf.warm_up()
render.compile_shipped()
