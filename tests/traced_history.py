"""Where the money of a source must be found by following it in plain Python, book by book."""

from collections import Counter

from plain_ledger import Posting, account
from pooled_history import PooledHistory

#: What, in which book, under which document, with which project.
End = tuple[str, str, str, str | None]


class Unclear(Exception):
    """What was issued and what was received differ: the yuan cannot be told apart."""


class TracedHistory(PooledHistory):
    """Adds what became of a source, wherever it went."""

    def origin(self, book: str, document: str) -> int:
        """What a source came to, with its adjustments and less what was reversed."""
        return -self.plain.standing[book, account("origin", document)]

    def ends(self, book: str, document: str) -> Counter[End]:
        """What is left of a source at each station, here and wherever it was issued to.

        Raises:
            Unclear: a receipt is not what was issued.
        """
        found: Counter[End] = Counter()
        for (owner, (kind, of, project, _)), fen in self.plain.standing.items():
            if fen > 0 and (owner, of) == (book, document) and kind in KINDS:
                found[kind, book, document, project] += fen
        for each in self.carried_over(book, document):
            found["reclaimed", book, document, None] -= each.fen
            found += self.ends(book, each.moves[1][0][1])
        for issue in self.issues:
            given = (issue.issuer, issue.posting.moves[0][0][1]) == (book, document)
            if not given or issue.posting.reversed:
                continue
            fen = issue.posting.fen + issue.posting.adjusted
            received = self.sources.get((issue.recipient, issue.document))
            if received is None or received.reversed:
                found["in_transit", book, document, None] += fen
            elif self.origin(issue.recipient, issue.document) != fen:
                raise Unclear
            elif fen:
                found += self.ends(issue.recipient, issue.document)
        return Counter({end: fen for end, fen in found.items() if fen})

    def carried_over(self, book: str, document: str) -> list[Posting]:
        """The carry-overs of a source that stand."""
        return [
            each
            for each in self.plain.postings
            if each.event == "carry_over"
            and not each.reversed
            and (each.book, each.moves[0][0][1]) == (book, document)
        ]


#: Accounts on which money stays, or ends.
KINDS = {"available", "pooled", "assigned", "committed", "disbursed", "reclaimed"}
