"""Figures of a brief: plain values in, inline SVG text out."""
