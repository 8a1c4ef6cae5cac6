"""Whether a confirmed flag must be referred, somebody who may refer decides within ten days."""

from datetime import date

from expectations.rule import Basis, ManualRule, Parameter, Severity, Text

RULE = ManualRule(
    code="GV-05",
    version=1,
    title=Text("应移送未移送", "Referral duty missed"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《审计法》第四十五条、第五十四条：依法应当追究责任的，移送主管机关、单位或者监察、司法机关处理",
                "Audit Law arts. 45 and 54: who is to be held to account is referred to those who "
                "decide on it",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《监察法》第三十四条（2024 年修正后第三十七条）：发现公职人员"
                "涉嫌职务违法或者职务犯罪的问题线索，应当移送监察机关",
                "Supervision Law art. 34 (37 as amended in 2024): leads on officials are handed "
                "to the supervisory commission",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第三十条：不属于职权范围的，依法移送有权机关处理",
                "Regulation on punishing unlawful acts in public finance art. 30: what "
                "is another's to decide is referred to them",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2018, 3, 20),
    reason=Text(
        "是否涉嫌公职人员职务违法犯罪，账上的数据看不出来，也不应当写进账里；由有移送权限的人决定。",
        "Whether an official is suspected of an offence no record of a ledger says, nor should it: "
        "who may refer decides.",
    ),
    decided_by="refer",
    question=Text(
        "这个核实属实的疑点是否需要移送？已经移送的，填接收机关、日期和移送处理书文号；不需要的，写明理由。",
        "Must this confirmed flag be referred? If it was: to whom, when, by which document. If it "
        "need not be: why.",
    ),
    parameters=(
        Parameter(
            "working_days",
            10,
            Text("核实属实后多少个工作日内决定", "Working days to decide after it was confirmed"),
            own=True,
        ),
        Parameter(
            "least_severity",
            3,
            Text("问到的最低级别", "The least severity that is asked of"),
            own=True,
        ),
    ),
    limits=Text(
        "只问记录时 3 级以上、最近一次核实为属实的疑点，不产生疑点；期限是我们的口径。"
        "移送的内容和处理结果不登记。",
        "Asks only of flags that were of severity 3 or more and are confirmed by the latest "
        "judgement; raises no flag; the term is our measure. What is referred, and what becomes "
        "of it, is not recorded.",
    ),
)
