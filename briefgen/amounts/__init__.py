"""The small language of figures: what a text counts, measures, pays and dates, and what proves it.

numerals     numbers in digits and words: what they are worth
date_words   dates in prose: which day, month or year they name
reading      a text -> its amounts
support      a statement and its evidence -> the amounts that nothing shows, or that differ
"""
