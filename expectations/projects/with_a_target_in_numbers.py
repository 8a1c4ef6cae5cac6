"""A project has a performance target in numbers when it enters the library or is given money."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
SOURCE = "省财农〔2022〕1号"


def project(target: str, code: str = "P", **more: object) -> Fact:
    """A project with a target, or an empty one."""
    return fact("projects", **({"project_code": code, "performance_target": target} | more))


def entered(on: str = "2022-01-10", **more: object) -> Fact:
    """Its approval into the library."""
    cells: dict[str, object] = {"project_code": "P", "step": "county_approved", "occurred_on": on}
    return fact("project_steps", **(cells | more))


def assigned(on: str = "2022-03-02", **more: object) -> tuple[Fact, Fact]:
    """100 yuan given to it."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": SOURCE,
        "amount": 100,
        "occurred_on": on,
    }
    return fact("transfers", document_no=SOURCE, occurred_on="2018-01-05"), fact(
        "assignments", **(cells | more)
    )


RULE = Rule(
    code="PL-04",
    version=1,
    title=Text("无绩效目标入库或安排预算", "In the library or given money without a target"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国办发〔2018〕35号：未按要求设定绩效目标的项目原则上不得纳入项目库，不得申请预算；"
                "绩效目标审核未通过的不得安排预算",
                "State Council General Office 2018 No. 35: a project without a performance target "
                "as required is not to enter the library or apply for money; without one that "
                "passed review it is given none",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国办发〔2018〕35号的成文日期未核实，自次年 1 月 1 日起适用。",
        "The day of 2018 No. 35 is not confirmed; applied from 1 January of the next year.",
    ),
    limits=Text(
        "看现在记录的绩效目标有没有数字（阿拉伯数字或汉字数字都算），不看指标合不合理、是否经过审核，"
        "也不看是否入库以后才补填。入库和安排资金都没有的项目不检查。",
        "Whether the target on record now has a number in it, in figures or Chinese numerals; not "
        "whether it is sensible, passed review or was filled in afterwards. Projects that neither "
        "entered the library nor were given money are left out.",
    ),
    rests_on_absence=True,
    subject="project",
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            least(entered.approved_on, given.assigned_on) AS happened_on,
            entered.project_id IS NOT NULL OR given.project_id IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.performance_target,
            entered.approved_on,
            given.assigned_on,
            given.amount
        FROM facts.project AS project
        LEFT JOIN (
            SELECT book_id, project_id, min(occurred_on) AS approved_on
            FROM facts.project_step
            WHERE step = 'county_approved'
            GROUP BY book_id, project_id
        ) AS entered
            ON project.book_id = entered.book_id AND project.project_id = entered.project_id
        LEFT JOIN (
            SELECT book_id, project_id, min(occurred_on) AS assigned_on, sum(amount) AS amount
            FROM facts.assignment
            GROUP BY book_id, project_id
        ) AS given
            ON project.book_id = given.book_id AND project.project_id = given.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            subject.happened_on AS due_on,
            subject.project_code,
            subject.project_name,
            subject.performance_target,
            subject.approved_on,
            subject.assigned_on
        FROM subject
        WHERE subject.performance_target IS NULL
            OR translate(
                subject.performance_target,
                '0123456789０１２３４５６７８９一二三四五六七八九十百千万两', ''
            ) = subject.performance_target
    """,
    sentence=Text(
        "项目 {project_code} {project_name} 审定入库（{approved_on}）或安排资金（{assigned_on}，"
        "共 {amount_at_issue} 元）时没有量化的绩效目标，记录为：{performance_target}。",
        "Project {project_code} {project_name} entered the library ({approved_on}) or was given "
        "money ({assigned_on}, {amount_at_issue} yuan) without a performance target in numbers; "
        "on record: {performance_target}.",
    ),
    advice=Text(
        "调阅绩效目标申报表和审核意见；有量化指标只是没有登记的，补登后排除。",
        "Ask for the target's form and its review; where the numbers were only not entered, enter "
        "them and dismiss.",
    ),
    examples=(
        Example(
            Text("目标有数字", "A target with a number"),
            date(2022, 6, 1),
            (project("硬化道路 2 公里"), entered(), *assigned()),
        ),
        Example(
            Text("目标没有数字", "A target without one"),
            date(2022, 6, 1),
            (project("明显改善出行条件"), entered(), *assigned()),
            finds=("P",),
        ),
        Example(
            Text("没有目标，只审定入库", "No target; approved into the library"),
            date(2022, 6, 1),
            (entered(),),
            finds=("P",),
        ),
        Example(
            Text("没有目标，没有入库就安排了资金", "No target; given money outside the library"),
            date(2022, 6, 1),
            assigned(),
            finds=("P",),
        ),
        Example(
            Text("用汉字写的数字也算", "A number in Chinese numerals is one"),
            date(2022, 6, 1),
            (project("满意度不低于百分之九十五"), entered()),
        ),
        Example(
            Text("没有目标，也没有入库、没有资金", "No target, library or money: not applicable"),
            date(2022, 6, 1),
            (project(""), entered(step="village_proposed")),
            not_applicable=1,
        ),
        Example(
            Text("入库日在检查日以后的不适用", "Approved after the day of the run"),
            date(2022, 1, 9),
            (project(""), entered()),
            not_applicable=1,
        ),
        Example(
            Text("安排已冲销，不再算安排", "An assignment that was reversed is none"),
            date(2022, 6, 1),
            (
                project(""),
                *assigned(),
                fact("reversals", voucher="202203-1", occurred_on="2022-05-01", reason="记错"),
            ),
            not_applicable=1,
        ),
        Example(
            Text("两县同编号，只有一县没有目标", "Two counties, one code: one has no target"),
            date(2022, 6, 1),
            (
                *(project("修渠 300 米"), entered()),
                *(project("", book=OTHER_COUNTY), entered(book=OTHER_COUNTY)),
            ),
            finds=("P",),
        ),
        Example(
            Text("两县都没有目标，只有一县安排了资金", "No targets; one county gave money"),
            date(2022, 6, 1),
            (
                *(project(""), *assigned(), project("", book=OTHER_COUNTY)),
                fact("transfers", book=OTHER_COUNTY, document_no=SOURCE),
            ),
            finds=("P",),
            not_applicable=1,
        ),
        Example(
            Text("都没有目标，一个安排、一个入库、一个都没有", "Given money; entered; neither"),
            date(2022, 6, 1),
            (
                *(project(""), project("", "P2"), project("", "P3")),
                *(*assigned(), entered(project_code="P2")),
            ),
            finds=("P", "P2"),
            not_applicable=1,
        ),
        Example(
            Text("2018 年已安排、2019 年才入库：不适用", "Given money in 2018: before the rule"),
            date(2022, 6, 1),
            (entered("2019-01-01"), *assigned("2018-12-31")),
            not_applicable=1,
        ),
        Example(
            Text("2019 年 1 月 1 日入库的适用", "Approved on the first day it applies"),
            date(2022, 6, 1),
            (entered("2019-01-01"), *assigned("2019-01-02")),
            finds=("P",),
        ),
    ),
)
