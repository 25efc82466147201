"""The tables, one file per room, each declared on `METADATA` as it is imported; `store.tables.whole` declares them all.

Instants are ISO 8601 text in UTC, days are dates, times of day are seconds since the rep's local midnight, sets of
words are text joined by ``|``, money is decimal text. Both databases then hold and order the same values.
"""
