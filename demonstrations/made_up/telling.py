"""An orderly county tells its donors of each day on which it used their gifts, nine days later."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

TOLD_AFTER = dt.timedelta(days=9)


@dataclass
class Donors:
    """What the donors of one book gave and were told."""

    gifts: set[str] = field(default_factory=set)
    #: Gifts of cases, which write themselves what their donors are told.
    untold: set[str] = field(default_factory=set)
    told: set[tuple[str, dt.date]] = field(default_factory=set)

    def tell(self, source: str, used_on: dt.date) -> Iterator[dict[str, object]]:
        """The row of feedback on a day of payments from a source; none if it is no gift."""
        on = used_on + TOLD_AFTER
        if source in self.gifts - self.untold and (source, on) not in self.told:
            self.told.add((source, on))
            yield {
                "donation_code": source,
                "kind": "report",
                "occurred_on": on,
                "means": "信函",
                "contents": "告知捐款支付的项目、金额和收款人",
            }
