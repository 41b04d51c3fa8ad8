"""Clearing: what one audience may see of one brief. `gate` decides, the rest carries over.

Everything downstream sees only the `Cleared` that `clear.clear` returns.
"""
