"""The sheet of notices: what was disclosed, where, from when to when."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text


def said(key: str, header: Text, explanation: Text) -> Column:
    """Whether a notice says something."""
    return Column(key, header, Kind.YES_NO, explanation)


SHEET = Sheet(
    "notices",
    Text("公告公示", "Notices"),
    Text("资金和项目的公告公示", "Notices of funds and projects"),
    (
        shared.BOOK,
        Column(
            "notice_code",
            Text("公示编号", "Notice code"),
            Kind.CODE,
            Text("本账簿内唯一的编号", "Its own code in this book"),
            required=True,
        ),
        Column(
            "kind",
            Text("公示类型", "Kind"),
            Kind.CHOICE,
            Text("公告公示的是什么", "What it discloses"),
            required=True,
            choices=(
                choice("allocation_result", "资金分配结果", "allocation result"),
                choice("budget", "本级预算", "own budget", "预算公开"),
                choice("yearly_plan", "年度计划", "yearly plan"),
                choice("project_library", "项目库", "project library"),
                choice("integration_plan", "整合方案", "integration plan"),
                choice("before_start", "项目实施前", "before the project starts"),
                choice("after_completion", "项目完成后", "after completion"),
                choice("beneficiaries", "受益对象", "beneficiaries"),
                choice("bid_candidate", "中标候选人", "bid-winner candidates"),
                choice("single_source", "单一来源采购", "single-source procurement"),
                choice("village_affairs", "村务（按季）", "village affairs (quarterly)"),
                choice("village_finances", "村级财务（按月）", "village finances (monthly)"),
                choice("other", "其他", "other"),
            ),
        ),
        Column(
            "level",
            Text("层级", "Level"),
            Kind.CHOICE,
            Text("由哪一级公示", "The level that discloses"),
            required=True,
            choices=(
                choice("province", "省", "province", "省级"),
                choice("city", "市", "city", "市级"),
                choice("county", "县", "county", "县级"),
                choice("township", "乡镇", "township", "乡镇级"),
                choice("village", "村", "village", "村级"),
            ),
        ),
        Column(
            "channel",
            Text("渠道", "Channel"),
            Kind.CHOICE,
            Text("在哪里公示", "Where"),
            required=True,
            choices=(
                choice("government_website", "政府网站", "government website"),
                choice("department_website", "部门网站", "department website"),
                choice("township_board", "乡镇公告栏", "township board"),
                choice("village_board", "村公告栏", "village board"),
                choice("project_site", "项目现场", "project site"),
                choice("newspaper", "报纸", "newspaper"),
                choice("other", "其他", "other"),
            ),
        ),
        Column(
            "document_no",
            Text("所公示文号", "Document disclosed"),
            Kind.DOCUMENT,
            Text("公示的是文件时填", "Where it discloses a document"),
        ),
        Column(
            "project_code",
            Text("项目编号", "Project code"),
            Kind.CODE,
            Text("公示的是项目时填", "Where it discloses a project"),
        ),
        shared.day(
            "starts_on", Text("开始日期", "From"), Text("公示开始之日", "The day"), required=True
        ),
        shared.day(
            "ends_on",
            Text("结束日期", "To"),
            Text("公示结束之日；长期公开空着", "The day; empty where it stays open"),
        ),
        shared.words("place", Text("地点", "Place"), Text("张贴地点", "Where it hangs")),
        Column(
            "published_amount",
            Text("公布金额(元)", "Amount published (yuan)"),
            Kind.MONEY,
            Text("公示里写的资金合计", "The sum that it names"),
            aliases=("公布金额",),
        ),
        said(
            "gives_sources",
            Text("写明资金来源", "Gives the sources"),
            Text("是否按级次写明资金来源：是/否", "Funds by level: yes/no"),
        ),
        said(
            "gives_principle",
            Text("写明分配原则", "Gives the principle"),
            Text("是否写明分配原则：是/否", "How it was allocated: yes/no"),
        ),
        said(
            "gives_table",
            Text("附分配表", "Gives the table"),
            Text(
                "是否列出项目、地点、内容、金额和责任单位：是/否",
                "Project, place, content, amount and responsible unit: yes/no",
            ),
        ),
        said(
            "gives_phone",
            Text("公布本级电话", "Gives a telephone"),
            Text("是否公布本级监督电话：是/否", "The office's own number: yes/no"),
        ),
        said(
            "gives_hotline",
            Text("公布12317", "Gives 12317"),
            Text("是否公布 12317：是/否", "The hotline 12317: yes/no"),
        ),
        said(
            "gives_regions",
            Text("转移支付细化到地区", "Transfers by region"),
            Text(
                "预算公开时，对下转移支付是否列到地区：是/否", "Whether a budget gives them: yes/no"
            ),
        ),
        said(
            "gives_projects",
            Text("专项细化到项目", "Special transfers by project"),
            Text(
                "预算公开时，专项转移支付是否列到项目：是/否", "Whether a budget gives them: yes/no"
            ),
        ),
        shared.words(
            "published_text",
            Text("公示正文", "Text"),
            Text(
                "粘贴正文以查有无个人敏感信息；只记查到的种类，不保存正文",
                "The text, to look for personal data; only what kinds were found is kept",
            ),
        ),
        shared.day(
            "checked_on",
            Text("核查日期", "Looked for on"),
            Text("最近一次查看网页（或公示栏）之日", "The day somebody last looked for it"),
        ),
        said(
            "reachable",
            Text("核查时仍在公开", "Still there"),
            Text("那一天是否还能打开、看到：是/否", "Whether it was to be seen then: yes/no"),
        ),
        Column(
            "photo_sha256",
            Text("照片指纹", "Photo fingerprint"),
            Kind.FINGERPRINTS,
            Text("公示照片的 SHA-256", "SHA-256 of the photo"),
        ),
        shared.EFFECTIVE,
        shared.EVIDENCE,
    ),
    aliases=("公示", "公告", "notices"),
    example={
        "book": "130407",
        "notice_code": "GS2022001",
        "kind": "资金分配结果",
        "level": "县",
        "channel": "政府网站",
        "document_no": "肥巩固办〔2022〕6号",
        "starts_on": "2022-04-10",
    },
)
