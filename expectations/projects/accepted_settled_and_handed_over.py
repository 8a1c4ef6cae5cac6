"""A finished project is accepted, its final account drawn up and its assets handed over in time."""

from datetime import date, timedelta

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

FINISHED = date(2022, 6, 1)
#: The last days for acceptance, and for the final account and the hand-over.
DAY_60, DAY_90 = FINISHED + timedelta(days=60), FINISHED + timedelta(days=90)
ONE_DAY = timedelta(days=1)
RUN = date(2023, 6, 1)


def ended(**days: object) -> tuple[Fact, ...]:
    """The last steps of project P, all on their last day; other days, or None for never."""
    kept: dict[str, object] = {
        "finished": FINISHED,
        "accepted": DAY_60,
        "settled": DAY_90,
        "handed_over": DAY_90,
    }
    return tuple(
        fact("project_steps", project_code="P", step=name, occurred_on=on)
        for name, on in (kept | days).items()
        if on is not None
    )


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


RULE = Rule(
    code="PL-10",
    version=1,
    title=Text(
        "竣工未验收、未决算、未移交",
        "Finished without acceptance, final account or hand-over",
    ),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府投资条例》第二十五条：项目建成后应当进行竣工验收，并在验收合格后及时办理竣工"
                "财务决算",
                "Regulation on Government Investment art. 25: what was built is accepted, and its "
                "final account is drawn up in time once it was",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "审计方法：项目竣工后未及时办理财务竣工决算",
                "Audit method: final accounts that are not drawn up in time",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《河南省扶贫开发条例》第四十八条（参照）：扶贫项目的验收和管护",
                "Henan Poverty Alleviation Regulation art. 48, as a model: acceptance and upkeep",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 7, 1),
    in_force_note=Text(
        "《政府投资条例》自 2019 年 7 月 1 日起施行；此后竣工的适用。",
        "The regulation is in force from 1 July 2019; it applies to what was finished since.",
    ),
    rests_on_absence=True,
    limits=Text(
        "只查填了“竣工”节点的项目，三项期限都从竣工之日算起；迟办的也报。培训、补助等没有资产可移交的"
        "项目，以及缺陷整改后再验收的，核实后排除。",
        "Only projects with the step of being finished, from whose day all three terms run; what "
        "was done late is shown too. Training, subsidies and the like, which leave no assets, and "
        "acceptances put off until defects were mended are to be dismissed.",
    ),
    subject="project",
    parameters=(
        Parameter(
            "acceptance_days",
            60,
            Text("竣工后几日内验收", "Days from the finish to acceptance"),
            own=True,
        ),
        Parameter(
            "settlement_days",
            90,
            Text("竣工后几日内办理决算", "Days from the finish to the final account"),
            own=True,
        ),
        Parameter(
            "handover_days",
            90,
            Text("竣工后几日内移交资产", "Days from the finish to the hand-over"),
            own=True,
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            ended.finished_on AS happened_on,
            ended.finished_on IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.approved_total,
            ended.finished_on,
            ended.accepted_on,
            ended.settled_on,
            ended.handed_over_on
        FROM facts.project AS project
        LEFT JOIN (
            SELECT
                book_id,
                project_id,
                max(CASE WHEN step = 'finished' THEN occurred_on END) AS finished_on,
                min(CASE WHEN step = 'accepted' THEN occurred_on END) AS accepted_on,
                min(CASE WHEN step = 'settled' THEN occurred_on END) AS settled_on,
                min(CASE WHEN step = 'handed_over' THEN occurred_on END) AS handed_over_on
            FROM facts.project_step
            GROUP BY book_id, project_id
        ) AS ended
            ON project.book_id = ended.book_id AND project.project_id = ended.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.approved_total AS amount_at_issue,
            subject.finished_on + least(
                scope.acceptance_days, scope.settlement_days, scope.handover_days
            ) AS due_on,
            subject.project_code,
            subject.project_name,
            subject.finished_on,
            subject.finished_on + scope.acceptance_days AS acceptance_due_on,
            subject.accepted_on,
            subject.finished_on + scope.settlement_days AS settlement_due_on,
            subject.settled_on,
            subject.finished_on + scope.handover_days AS handover_due_on,
            subject.handed_over_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        WHERE
            coalesce(subject.accepted_on, {as_of}) > subject.finished_on + scope.acceptance_days
            OR coalesce(subject.settled_on, {as_of}) > subject.finished_on + scope.settlement_days
            OR coalesce(subject.handed_over_on, {as_of})
            > subject.finished_on + scope.handover_days
    """,
    sentence=Text(
        "{book}的项目 {project_code} {project_name} 于 {finished_on} 竣工。"
        "验收：最迟 {acceptance_due_on}，实际 {accepted_on}；"
        "竣工决算：最迟 {settlement_due_on}，实际 {settled_on}；"
        "资产移交：最迟 {handover_due_on}，实际 {handed_over_on}。",
        "{book} finished project {project_code} {project_name} on {finished_on}. Acceptance: due "
        "{acceptance_due_on}, done {accepted_on}; final account: due {settlement_due_on}, done "
        "{settled_on}; hand-over: due {handover_due_on}, done {handed_over_on}.",
    ),
    advice=Text(
        "查看验收报告、决算批复和资产移交单；先排除漏填节点和没有资产可移交的项目。",
        "Ask for the acceptance, the final account and the hand-over; rule out steps that were "
        "only not entered, and projects that leave no assets.",
    ),
    examples=(
        Example(Text("三项都在最后一日办理", "All three on their last day"), RUN, ended()),
        Example(
            Text("验收迟一日", "Accepted a day late"),
            RUN,
            ended(accepted=DAY_60 + ONE_DAY),
            finds=("P",),
        ),
        Example(
            Text("决算迟一日", "Final account a day late"),
            RUN,
            ended(settled=DAY_90 + ONE_DAY),
            finds=("P",),
        ),
        Example(
            Text("移交迟一日", "Handed over a day late"),
            RUN,
            ended(handed_over=DAY_90 + ONE_DAY),
            finds=("P",),
        ),
        Example(
            Text("第六十日尚未验收", "Not accepted yet on the sixtieth day"),
            DAY_60,
            ended(accepted=None),
        ),
        Example(
            Text("第六十一日仍未验收", "Still not accepted on the sixty-first day"),
            DAY_60 + ONE_DAY,
            ended(accepted=None),
            finds=("P",),
        ),
        Example(
            Text("第九十日尚未决算、移交", "No final account nor hand-over on the ninetieth day"),
            DAY_90,
            ended(settled=None, handed_over=None),
        ),
        Example(
            Text("第九十一日仍未决算", "Still no final account on the ninety-first day"),
            DAY_90 + ONE_DAY,
            ended(settled=None),
            finds=("P",),
        ),
        Example(
            Text("第九十一日仍未移交", "Still not handed over on the ninety-first day"),
            DAY_90 + ONE_DAY,
            ended(handed_over=None),
            finds=("P",),
        ),
        Example(
            Text("返工后再次竣工、验收，从后一次竣工算", "Finished again: the later day counts"),
            RUN,
            (
                *ended(),
                *ended(finished="2022-01-05", accepted=None, settled=None, handed_over=None),
            ),
        ),
        Example(
            Text("先后两次验收，以第一次为准", "Accepted twice: the first day counts"),
            RUN,
            (
                *ended(),
                *(
                    fact("project_steps", project_code="P", step=name, occurred_on="2023-01-05")
                    for name in ("accepted", "settled", "handed_over")
                ),
            ),
        ),
        Example(
            Text("两县同编号的项目，只有一县未验收", "Two counties, one code: one not accepted"),
            RUN,
            (*ended(), *elsewhere(*ended(accepted=None))),
            finds=("P",),
        ),
        Example(
            Text("同县两个项目，只有一个未移交", "Two projects of one county: one not handed over"),
            RUN,
            (
                *ended(handed_over=None),
                *(Fact(each.sheet, each.cells | {"project_code": "Q"}) for each in ended()),
            ),
            finds=("P",),
        ),
        Example(
            Text("尚未竣工的不适用", "Not finished yet: the rule does not apply"),
            RUN,
            (*ended(finished=None), fact("projects", project_code="Q")),
            not_applicable=2,
        ),
        Example(
            Text("条例施行前一日竣工的不适用", "Finished the day before the regulation"),
            RUN,
            ended(finished="2019-06-30", accepted=None),
            not_applicable=1,
        ),
        Example(
            Text("条例施行当日竣工的适用", "Finished on the regulation's first day"),
            RUN,
            ended(finished="2019-07-01", accepted=None),
            finds=("P",),
        ),
    ),
)
