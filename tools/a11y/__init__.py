"""Checks of accessibility and of pictures of screens."""
