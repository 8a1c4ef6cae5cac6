"""Integration plans: money goes into the pool and out of it, and projects are given of it."""

import datetime as dt

from builders import yuan
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from plain_ledger import Move, Posting, account
from random_history import DAYS, PROJECTS
from yearly_history import YearlyHistory

from expectations.rule import fact


class PooledHistory(YearlyHistory):
    """Adds what a plan pools; each source has a plan of its own, in versions."""

    @rule(data=st.data(), on=DAYS)
    def plan_is_approved(self, data: st.DataObject, on: dt.date) -> None:
        book, source = data.draw(st.sampled_from(sorted(self.sources)))
        available, pooled = account("available", source), account("pooled", source)
        before = sum(
            each.fen if each.moves[0][1] == pooled else -each.fen
            for each in self.plain.postings
            if each.event == "integration"
            and each.book == book
            and each.moves[0][0][1] == source
            and not each.reversed
        )
        fen = self.some(data, before + self.plain.standing[book, available])
        moves: list[Move] = [
            (available, pooled, fen - before) if fen > before else (pooled, available, before - fen)
        ]
        changes = [Posting(book, "integration", on, moves)] if fen != before else []
        row = fact(
            "integration_plans",
            book=book,
            plan_code=f"{source}方案",
            version_number=next(self.numbers),
            approved_on=on,
            item_kind="pooled",
            source_document=source,
            amount=yuan(fen),
        )
        reasons = self.reasons_of_source(book, source)
        if self.plain.is_closed(book, on):
            reasons.add("period_closed")
        self.carry_out([row], self.plain.post(*changes, reasons=reasons))

    @precondition(lambda self: self.all_standing({"pooled"}))
    @rule(data=st.data(), project=st.sampled_from(PROJECTS), on=DAYS, back=st.booleans())
    def pooled_money_is_assigned_or_withdrawn(
        self, data: st.DataObject, project: str, on: dt.date, *, back: bool
    ) -> None:
        book, pooled, there = self.standing(data, {"pooled"})
        source = pooled[1]
        assigned = account("assigned", source, project)
        fen = self.some(data, self.plain.standing[book, assigned] if back else there)
        moves: list[Move] = [(assigned, pooled, fen) if back else (pooled, assigned, fen)]
        self.one(
            Posting(book, "assignment", on, moves),
            fact(
                "assignments",
                book=book,
                document_no=f"统{next(self.numbers)}",
                direction="withdraw" if back else "assign",
                project_code=project,
                source_document=source,
                pooled="是",
                occurred_on=on,
                amount=yuan(fen),
            ),
            self.reasons_of_source(book, source),
        )
