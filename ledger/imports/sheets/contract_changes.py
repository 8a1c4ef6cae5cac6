"""The sheet of contract changes: supplements, reductions and terminations after the signing."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "contract_changes",
    Text("合同变更", "Contract changes"),
    Text(
        "合同签订以后的补充、调减和终止；占用的资金随之增减",
        "What changes a contract after its signing; the money it binds changes with it",
    ),
    (
        shared.BOOK,
        shared.CONTRACT,
        Column(
            "kind",
            Text("变更类型", "Change"),
            Kind.CHOICE,
            Text(
                "补充=增加合同金额；调减=减少；终止=不再履行，未付的占用资金退回项目",
                "supplement: more; reduction: less; termination: what is unpaid goes back to "
                "the project",
            ),
            required=True,
            choices=(
                choice("supplement", "补充", "supplement", "补充合同"),
                choice("reduction", "调减", "reduction"),
                choice("termination", "终止", "termination", "解除"),
            ),
        ),
        shared.day(
            "occurred_on",
            Text("变更日期", "Changed on"),
            Text("变更之日", "The day"),
            required=True,
        ),
        shared.amount(
            Text(
                "增加或减少的金额；终止时空着=未付的全部退回",
                "How much more or less; empty for a termination that frees all that is unpaid",
            ),
            required=False,
        ),
        shared.SOURCE_DOCUMENT,
        shared.SOURCE_LINE,
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("合同补充", "contract changes"),
    example={
        "book": "130407",
        "contract_code": "HT2022001",
        "kind": "补充",
        "occurred_on": "2022-08-01",
        "amount": "15000.00",
        "source_document": "邯财农〔2022〕15号",
        "evidence": "补充协议",
    },
)
