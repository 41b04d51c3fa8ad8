"""Imported once by the process that workers are forked from: all that a job needs, loaded."""

from __future__ import annotations

from briefgen import job, pdf

MAKE = job.make
pdf.load()
