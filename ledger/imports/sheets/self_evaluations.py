"""The sheet of self-evaluations: what was attained of a year's targets, indicator by indicator."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "self_evaluations",
    Text("绩效自评", "Self-evaluations"),
    Text(
        "项目、部门、县级的年度绩效自评，一个指标一行；没有分指标的只填一行",
        "What projects, departments and the county attained in a year, an indicator a row",
    ),
    (
        shared.BOOK,
        Column(
            "evaluated_year",
            Text("自评年度", "Year evaluated"),
            Kind.INTEGER,
            Text("评的是哪一年，如 2022", "The year that is evaluated, such as 2022"),
            required=True,
        ),
        Column(
            "level",
            Text("自评层级", "Level"),
            Kind.CHOICE,
            Text("谁自评：项目、部门或县级", "Who: a project, a department or the county"),
            required=True,
            choices=(
                choice("project", "项目", "project"),
                choice("department", "部门", "department"),
                choice("county", "县级", "county"),
            ),
        ),
        Column(
            "project_code",
            Text("项目编号", "Project code"),
            Kind.CODE,
            Text("项目自评必填：“项目”表中的编号", "Of a project: its code"),
            aliases=("项目代码",),
        ),
        shared.words(
            "unit",
            Text("自评单位", "Unit"),
            Text("部门自评必填，与项目的责任单位一致", "Of a department: as projects name it"),
        ),
        shared.day(
            "submitted_on",
            Text("报送日期", "Submitted on"),
            Text("自评报告报送之日", "The day the report was handed in"),
            required=True,
        ),
        shared.words("indicator", Text("指标", "Indicator"), Text("指标名称", "Its name")),
        Column(
            "indicator_kind",
            Text("指标类型", "Kind of indicator"),
            Kind.CHOICE,
            Text("数量、质量、时效、成本、效益、满意度", "What it measures"),
            choices=(
                choice("quantity", "数量", "quantity"),
                choice("quality", "质量", "quality"),
                choice("timeliness", "时效", "timeliness"),
                choice("cost", "成本", "cost"),
                choice("benefit", "效益", "benefit"),
                choice("satisfaction", "满意度", "satisfaction"),
            ),
        ),
        shared.words("target", Text("目标值", "Target"), Text("如 2.3 公里", "Such as 2.3 km")),
        shared.words("attained", Text("实际值", "Attained"), Text("如 2.1 公里", "Such as 2.1 km")),
        Column(
            "attained_percent",
            Text("完成率(%)", "Attained (%)"),
            Kind.PERCENT,
            Text("0 到 100；超额完成的填 100", "0 to 100; 100 where it was more"),
        ),
        shared.day(
            "target_on", Text("应完成日期", "Due on"), Text("时效指标填", "Of a time: by when")
        ),
        shared.day(
            "attained_on",
            Text("实际完成日期", "Done on"),
            Text("时效指标填；未完成的空着", "Of a time: when; empty where it is not done"),
        ),
        shared.EVIDENCE,
    ),
    aliases=("绩效自评表", "self evaluations"),
    example={
        "book": "130407",
        "evaluated_year": "2022",
        "level": "项目",
        "project_code": "XM2022001",
        "submitted_on": "2023-02-20",
        "indicator": "硬化道路里程",
        "indicator_kind": "数量",
        "target": "2.3 公里",
        "attained": "2.3 公里",
        "attained_percent": "100",
    },
)
