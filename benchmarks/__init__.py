"""Measurements of briefgen as ratios to its peers and against its targets, all in one run."""
