"""The rules: one small function for each, asked of one brief or of the whole library."""
