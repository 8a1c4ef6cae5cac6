"""Whether a referral was answered within ninety days, somebody who may refer says."""

from datetime import date

from expectations.rule import Basis, ManualRule, Parameter, Severity, Text

RULE = ManualRule(
    code="GV-06",
    version=1,
    title=Text("移送无反馈", "Referral without answer"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《审计法》第四十八条、第五十四条：有关机关、单位应当将处理结果书面告知审计机关",
                "Audit Law arts. 48 and 54: what came of it is told the audit office in writing",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第三十条：受移送机关应当及时处理，并将结果书面告知移送机关",
                "Regulation on punishing unlawful acts in public finance art. 30: the receiver "
                "acts in time and tells the result in writing",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2005, 2, 1),
    reason=Text(
        "移送的情况不能让被审计单位和记账的人看到，所以不查成疑点；由有移送权限的人登记。",
        "How a referral goes is not for the unit that was audited, nor for those who keep its "
        "book: no flag is raised, and who may refer records it.",
    ),
    decided_by="refer",
    question=Text(
        "接收机关反馈了没有？登记签收、受理、退回、转送、反馈或归档。",
        "Did the receiver answer? Record that it was received, accepted, returned, passed on, "
        "answered or filed.",
    ),
    parameters=(
        Parameter(
            "days",
            90,
            Text(
                "移送或转送后多少日内应有反馈", "Days to an answer after it was sent or passed on"
            ),
            own=True,
        ),
    ),
    limits=Text(
        "退回也算反馈；转送的，从转送之日重新起算；只签收、受理不算反馈。期限是我们的口径。不产生疑点。",
        "A return is an answer; what was passed on is counted anew from then; received or accepted "
        "is no answer. The term is our measure. No flag is raised.",
    ),
)
