"""The same work done by briefgen and by its peers, in one run, as ratios."""
