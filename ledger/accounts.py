"""The accounts one may have a statement of, and what people call them."""

from enum import StrEnum

from ledger.language import Text


class Account(StrEnum):
    """What one may have a statement of: each kind of account, and all authority not spent."""

    UNSPENT = "unspent"
    ORIGIN = "origin"
    AVAILABLE = "available"
    POOLED = "pooled"
    ISSUED = "issued"
    ASSIGNED = "assigned"
    COMMITTED = "committed"
    DISBURSED = "disbursed"
    RECLAIMED = "reclaimed"
    CASH_IN = "cash_in"
    TREASURY = "treasury"
    CASH_OUT = "cash_out"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of accounts it speaks of."""
        if self is Account.UNSPENT:
            return ("available", "pooled", "assigned", "committed")
        return (self.value,)


ACCOUNT_WORDS = {
    Account.UNSPENT: Text("未支付指标", "authority not spent"),
    Account.ORIGIN: Text("收到", "origin"),
    Account.AVAILABLE: Text("可用", "available"),
    Account.POOLED: Text("统筹整合", "pooled"),
    Account.ISSUED: Text("已下达", "issued"),
    Account.ASSIGNED: Text("已安排", "assigned"),
    Account.COMMITTED: Text("合同占用", "committed"),
    Account.DISBURSED: Text("已支付", "disbursed"),
    Account.RECLAIMED: Text("收回", "reclaimed"),
    Account.CASH_IN: Text("到账", "cash in"),
    Account.TREASURY: Text("库款", "cash in the treasury"),
    Account.CASH_OUT: Text("付出", "cash out"),
}
