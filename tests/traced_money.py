"""What tests of traces share: money of two origins, and that every station's sums agree."""

from collections import defaultdict
from decimal import Decimal

from builders import COUNTY, PROVINCE
from sqlalchemy import text

from expectations.rule import Fact, fact
from ledger.flow_shapes import Trace

NOTHING = Decimal(0)
REVERSE = text("SELECT ledger.reverse_voucher(:book, :voucher, :on, '记错', '测试员')")


def check_sums(trace: Trace) -> None:
    """What flows into a node is its amount, and so is what flows out, but at the ends."""
    into: dict[str, Decimal] = defaultdict(Decimal)
    out: dict[str, Decimal] = defaultdict(Decimal)
    for edge in trace.edges:
        into[edge.receiver] += edge.amount
        out[edge.giver] += edge.amount
    onward, backward = (out, into) if trace.direction == "down" else (into, out)
    ends = NOTHING
    for node in trace.nodes:
        assert node.key == trace.start or backward[node.key] == node.amount
        if node.key in onward:
            assert onward[node.key] == node.amount
        else:
            ends += node.amount
    assert {edge.giver for edge in trace.edges} <= {node.key for node in trace.nodes}
    assert {edge.receiver for edge in trace.edges} <= {node.key for node in trace.nodes}
    assert ends == trace.total


def issued(document: str, source: str, amount: int, reference: str) -> Fact:
    """A part of what the province issued to the county."""
    return fact(
        "transfers",
        book=PROVINCE,
        direction="issued",
        document_no=document,
        source_document=source,
        counterparty=COUNTY,
        amount=amount,
        occurred_on="2022-02-01",
        external_reference=reference,
    )


MIXED = (
    fact("appropriations", book=PROVINCE, document_no="甲", amount=100, occurred_on="2022-01-01"),
    fact("appropriations", book=PROVINCE, document_no="乙", amount=200, occurred_on="2022-01-01"),
    issued("下", "甲", 100, "下1"),
    issued("下", "乙", 200, "下2"),
    fact("transfers", document_no="下", amount=300, occurred_on="2022-02-02"),
    fact("assignments", project_code="P", source_document="下", amount=100),
    fact("disbursements", project_code="P", external_reference="Z", amount="10.01"),
)
