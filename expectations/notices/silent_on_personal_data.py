"""A public notice has no ID numbers, bank accounts, mobile numbers or ailments of persons."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
IDENTITY, ACCOUNT, MOBILE = "990121197001011018", "6217001234567890123", "13912345678"


def notice(text: str, **more: object) -> Fact:
    """A notice with its text."""
    return fact("notices", **({"notice_code": "G", "published_text": text} | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int = 0) -> Example:
    """An example in which the notice is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("G",))


RULE = Rule(
    code="DS-07",
    version=1,
    title=Text("个人敏感信息泄露", "Personal data exposed"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府信息公开条例》第十五条：涉及个人隐私、公开会对第三方合法权益造成损害的政府信息，"
                "行政机关不得公开",
                "Regulation on Open Government Information art. 15: what concerns privacy and "
                "would harm a third party's rights is not made public",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《个人信息保护法》第二十八条：敏感个人信息包括生物识别、医疗健康、金融账户等信息",
                "Personal Information Protection Law art. 28: sensitive are, among others, health "
                "and financial accounts",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "《社会救助暂行办法》第六十一条：履行社会救助职责的工作人员不得泄露公民个人信息",
                "Interim Measures for Social Assistance art. 61: citizens' personal data are not "
                "given away",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2014, 5, 1),
    in_force_note=Text(
        "自《社会救助暂行办法》施行之日起适用。",
        "Applied from the day of the Interim Measures for Social Assistance.",
    ),
    limits=Text(
        "只检查登记时粘贴了正文的公示；正文不保存，只记查到的种类。按写法查："
        "18 位证件号码、16、17、19 位账号、11 位手机号、病情和残疾等级的字样；用星号遮掩的不算。"
        "单位的手机号、项目名称里的字样也会查出来，由人判断；未成年人信息查不出来。",
        "Only notices whose text was handed in are examined; it is not kept, only what kinds were "
        "found. They are found by form: ID numbers of 18 figures, accounts of 16, 17 or 19, mobile "
        "numbers of 11, words of illness and degrees of disability; masked figures do not count. "
        "An office's mobile number and words in a project's name are found too: people decide. "
        "Data of minors are not told.",
    ),
    subject="notice",
    population="""
        SELECT
            notice.book_id,
            notice.notice_id AS subject_id,
            notice.starts_on AS happened_on,
            notice.exposed IS NOT NULL AS applicable,
            notice.notice_code,
            notice.place,
            notice.starts_on,
            notice.exposed
        FROM facts.notice AS notice
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            CAST(0 AS NUMERIC(18, 2)) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.notice_code,
            subject.place,
            subject.starts_on,
            concat_ws(
                '、',
                CASE WHEN subject.exposed LIKE '%identity%' THEN '身份证号' END,
                CASE WHEN subject.exposed LIKE '%account%' THEN '银行账号' END,
                CASE WHEN subject.exposed LIKE '%phone%' THEN '手机号' END,
                CASE WHEN subject.exposed LIKE '%health%' THEN '病情或残疾情况' END
            ) AS exposed_zh,
            concat_ws(
                ', ',
                CASE WHEN subject.exposed LIKE '%identity%' THEN 'ID numbers' END,
                CASE WHEN subject.exposed LIKE '%account%' THEN 'bank accounts' END,
                CASE WHEN subject.exposed LIKE '%phone%' THEN 'mobile numbers' END,
                CASE WHEN subject.exposed LIKE '%health%' THEN 'illness or disability' END
            ) AS exposed_en
        FROM subject
        WHERE subject.exposed <> ''
    """,
    sentence=Text(
        "{book}自 {starts_on} 起的公示 {notice_code}（地点 {place}）正文里"
        "有疑似个人敏感信息：{exposed_zh}。",
        "{book}'s notice {notice_code} from {starts_on} (at {place}) seems to show personal data: "
        "{exposed_en}.",
    ),
    advice=Text(
        "立即查看原文；属实的马上撤下，遮掩后重新公示。",
        "Look at the notice at once; where it is so take it down, mask it and post it again.",
    ),
    examples=(
        passes("没有个人信息", "None", notice("项目三个，资金 1000000 元，监督电话 12317")),
        found("有身份证号", "An ID number", notice(f"张三（{IDENTITY}）")),
        found("有末位 X 的身份证号", "An ID number that ends in X", notice("99012119700101101X")),
        passes("身份证号已遮掩", "A masked one", notice("张三 9901211970********")),
        found("有银行账号", "A bank account", notice(f"账号{ACCOUNT}")),
        found("有 16 位账号", "An account of 16 figures", notice("账号6217001234567890")),
        passes("15 位数字不是账号", "15 figures are no account", notice("编号621700123456789")),
        passes("20 位数字不算", "20 figures are none", notice("编号62170012345678901234")),
        found("有手机号", "A mobile number", notice(f"联系{MOBILE}")),
        passes("座机不算", "A landline", notice("电话 0310-5012345")),
        found("写明病情", "An illness", notice("李四，患有重病")),
        found("写明残疾等级", "A degree of disability", notice("王五，二级残疾")),
        passes("资金名称里的残疾人", "The name of a fund", notice("残疾人两项补贴")),
        passes("没有粘贴正文，不适用", "No text", notice(""), not_applicable=1),
        Example(
            Text("两县同号，只有一县有", "Two counties, one code: one shows them"),
            AS_OF,
            (notice("无"), notice(MOBILE, book="990122", notice_code="G2")),
            finds=("G2",),
        ),
        found("2014 年 5 月 1 日起适用", "In force", notice(MOBILE, starts_on="2014-05-01")),
        passes("前一日不适用", "Not yet", notice(MOBILE, starts_on="2014-04-30"), not_applicable=1),
    ),
)
