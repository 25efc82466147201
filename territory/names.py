"""Names and addresses made comparable: case, accents, punctuation and legal forms do not tell businesses apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

_FORMS = (
    "ag anstalt bv co corp est gesmbh gmbh inc kg kgaa limited llc llp ltd mbh nv ohg oy plc pty sa sarl sas se srl"
)
_LEGAL = frozenset(_FORMS.split())
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "æ": "ae"})
_BETWEEN = re.compile(r"[^\w]+")
_STREET = re.compile(r"(strasse|str)\b")


def plain(text: str) -> str:
    """Return the text in lower case without accents and punctuation: ``Müller & Co., AG`` is ``mueller co ag``."""
    spelt = unicodedata.normalize("NFKD", text.casefold().translate(_GERMAN))
    bare = spelt if spelt.isascii() else "".join(letter for letter in spelt if not unicodedata.combining(letter))
    return " ".join(_BETWEEN.sub(" ", bare.replace("'", "").replace(".", "")).split())


def plain_name(name: str) -> str:
    """Return a business's name without its legal form, its words in order; the whole name if nothing else is left."""
    words = plain(name).split()
    return " ".join(sorted(word for word in words if word not in _LEGAL) or sorted(words))


def plain_address(address: str) -> str:
    """Return an address with one spelling of street."""
    return _STREET.sub("strasse", plain(address))


def alikeness(texts: Sequence[str], pairs: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return how alike the texts of each pair are: Dice's coefficient of their letter triples (Dice, 1945), 0 to 1.

    Parameters
    ----------
    texts : sequence of str, length n
    pairs : int array, shape (pairs, 2)
    """
    triples = [sorted({f"  {text} "[start : start + 3] for start in range(len(text) + 1)}) for text in texts]
    number = {triple: column for column, triple in enumerate(sorted({one for line in triples for one in line}))}
    columns = np.array([number[one] for line in triples for one in line], np.intp)
    ends = np.cumsum([0, *(len(line) for line in triples)])
    table = csr_array((np.ones(len(columns)), columns, ends), shape=(len(texts), max(len(number), 1)))
    common = table[pairs[:, 0]].multiply(table[pairs[:, 1]]).sum(axis=1)
    size = np.diff(ends)
    return np.asarray(2 * common / np.maximum(size[pairs[:, 0]] + size[pairs[:, 1]], 1), np.float64)
