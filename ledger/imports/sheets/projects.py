"""The sheet of projects: the record of each project in the library (rules b.4)."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

CATEGORY_CHOICES = (
    choice("industry", "产业项目", "industry"),
    choice("employment", "就业扶贫", "employment"),
    choice("relocation", "易地扶贫搬迁", "relocation"),
    choice("public_posts", "公益岗位", "public-welfare posts"),
    choice("education", "教育扶贫", "education"),
    choice("health", "健康扶贫", "health"),
    choice("housing", "危房改造", "housing"),
    choice("finance", "金融扶贫", "finance"),
    choice("living_conditions", "生活条件改善", "living conditions"),
    choice("social_security", "综合保障性扶贫", "social security"),
    choice("village_infrastructure", "村基础设施", "village infrastructure"),
    choice("village_services", "村公共服务", "village services"),
    choice("management_fee", "项目管理费", "management fee"),
)

SHEET = Sheet(
    "projects",
    Text("项目", "Projects"),
    Text(
        "项目库中的项目，一行一个；有变更的，每次变更另填一行，写明变更生效日期",
        "The projects of the library, one a row; of one that changed, a row for each change with "
        "the day from which it holds",
    ),
    (
        shared.BOOK,
        Column(
            "project_code",
            Text("项目编号", "Project code"),
            Kind.CODE,
            Text("本账簿内唯一的编号", "Its own code in this book"),
            required=True,
            aliases=("项目代码",),
        ),
        shared.words("name", Text("项目名称", "Name"), Text("项目名称", "The name"), required=True),
        Column(
            "category",
            Text("项目类别", "Category"),
            Kind.CHOICE,
            Text("按全国扶贫开发信息系统的类别选", "As the national system classes it"),
            choices=CATEGORY_CHOICES,
        ),
        Column(
            "nature",
            Text("建设性质", "Nature"),
            Kind.CHOICE,
            Text("新建、续建或改扩建", "New, continued or rebuilt"),
            choices=(
                choice("new", "新建", "new"),
                choice("continued", "续建", "continued"),
                choice("rebuilt", "改扩建", "rebuilt"),
            ),
        ),
        Column(
            "place_division",
            Text("地点区划", "Place (division)"),
            Kind.DIVISION,
            Text("实施地点所在的乡镇或县", "The township or county of the site"),
        ),
        shared.words(
            "place", Text("实施地点", "Place"), Text("村组等具体地点", "The village and the like")
        ),
        shared.day("planned_start_on", Text("计划开工", "Planned start"), Text("日期", "A day")),
        shared.day("planned_finish_on", Text("计划完工", "Planned finish"), Text("日期", "A day")),
        shared.words(
            "responsible_unit", Text("责任单位", "Responsible unit"), Text("责任单位", "The unit")
        ),
        shared.words("task", Text("建设任务", "Task"), Text("建设内容和规模", "What is built")),
        Column(
            "scale_quantity",
            Text("规模数量", "Scale"),
            Kind.QUANTITY,
            Text(
                "建设规模的数量，如 2.3；与计量单位一起填，同类项目按它比较单价",
                "How much is built, such as 2.3; with its unit, by which costs are compared",
            ),
        ),
        shared.words(
            "scale_unit",
            Text("计量单位", "Unit of scale"),
            Text("规模的单位：公里、亩、平方米、户", "Of the scale: kilometres, mu, households"),
        ),
        Column(
            "approved_total",
            Text("总投资(元)", "Approved total (yuan)"),
            Kind.MONEY,
            Text("批准的总投资", "The approved total investment"),
            aliases=("总投资", "资金规模"),
        ),
        Column(
            "feasibility_estimate",
            Text("可研估算(元)", "Feasibility estimate (yuan)"),
            Kind.MONEY,
            Text("批复的可行性研究报告的投资估算", "The estimate of the feasibility report"),
        ),
        Column(
            "approved_estimate",
            Text("批准概算(元)", "Approved estimate (yuan)"),
            Kind.MONEY,
            Text(
                "批准的初步设计概算；经批准调整的填新的并写变更生效日期",
                "The estimate of the approved preliminary design; where it was approved anew, "
                "the new one with its day",
            ),
        ),
        shared.words("funding", Text("筹资方式", "Funding"), Text("筹资方式", "How it is funded")),
        shared.words(
            "beneficiaries",
            Text("受益对象", "Beneficiaries"),
            Text("受益的户、人", "The households and persons who benefit"),
        ),
        shared.words(
            "performance_target",
            Text("绩效目标", "Performance target"),
            Text("量化的绩效目标", "The target, in numbers"),
        ),
        shared.words(
            "linkage",
            Text("带贫减贫机制", "Linkage"),
            Text("群众参与和带贫减贫机制", "How the poor take part and gain"),
        ),
        Column(
            "project_year",
            Text("项目年度", "Year"),
            Kind.INTEGER,
            Text("如 2022", "Such as 2022"),
        ),
        shared.EFFECTIVE,
        shared.EVIDENCE,
    ),
    aliases=("项目库", "projects"),
    example={
        "book": "130407",
        "project_code": "XM2022001",
        "name": "肥乡镇某村道路硬化项目",
        "category": "村基础设施",
        "nature": "新建",
        "place_division": "130407100",
        "place": "某村",
        "responsible_unit": "区交通运输局",
        "task": "硬化村内道路 2.3 公里",
        "scale_quantity": "2.3",
        "scale_unit": "公里",
        "approved_total": "860000.00",
        "performance_target": "硬化道路 2.3 公里，受益 210 户",
        "project_year": "2022",
    },
)
