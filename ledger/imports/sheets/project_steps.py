"""The sheet of project steps: each step of a project's life with its days."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

STEP_CHOICES = (
    choice("village_proposed", "村申报", "village proposed"),
    choice("village_resolved", "村民代表大会决议", "village resolved"),
    choice("village_posted", "村公示", "village posted"),
    choice("township_reviewed", "乡镇审核", "township reviewed"),
    choice("township_posted", "乡镇公示", "township posted"),
    choice("county_appraised", "县论证", "county appraised"),
    choice("county_approved", "县审定入库", "county approved into the library"),
    choice("county_announced", "县公告", "county announced"),
    choice("planned", "列入年度计划", "put into the yearly plan"),
    choice("project_approved", "批复", "approved for implementation"),
    choice("change_approved", "变更批复", "change approved"),
    choice("started", "开工", "started"),
    choice("finished", "竣工", "finished"),
    choice("accepted", "验收", "accepted"),
    choice("settled", "决算", "settled"),
    choice("handed_over", "资产移交", "handed over"),
    choice("seen_in_use", "查看在用", "looked at: in use"),
    choice("seen_idle", "查看闲置", "looked at: idle"),
    choice("seen_in_other_use", "查看改作他用", "looked at: used for something else"),
    choice("returned", "退回", "returned"),
    choice("adjusted", "调整", "adjusted"),
    choice("removed", "出库", "removed from the library"),
    choice("cancelled", "取消", "cancelled"),
)

SHEET = Sheet(
    "project_steps",
    Text("项目节点", "Project steps"),
    Text(
        "项目从申报到资产移交的每一步，以及建成后的现场查看",
        "Every step from proposal to hand-over, and what looks at it found",
    ),
    (
        shared.BOOK,
        shared.PROJECT,
        Column(
            "step",
            Text("节点", "Step"),
            Kind.CHOICE,
            Text("项目到了哪一步", "Which step was done"),
            required=True,
            choices=STEP_CHOICES,
            aliases=("步骤",),
        ),
        shared.day(
            "occurred_on",
            Text("日期", "Date"),
            Text("完成之日；公示填开始之日", "The day; of a posting the first day"),
            required=True,
        ),
        shared.day(
            "ends_on",
            Text("公示结束日期", "Posting ended on"),
            Text("公示填结束之日", "Of a posting: its last day"),
        ),
        shared.words("actor", Text("办理单位", "Actor"), Text("办理单位或人", "Who did it")),
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("项目步骤", "project_steps"),
    example={
        "book": "130407",
        "project_code": "XM2022001",
        "step": "村公示",
        "occurred_on": "2021-09-01",
        "ends_on": "2021-09-11",
    },
)
