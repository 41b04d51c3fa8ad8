"""The Chicago Manual of Style, 18th edition: one record -> its notes and entries."""
