"""What was paid for as a project has left traces of a project: contract, photos, hands, people."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"


def project(code: str = "P", beneficiaries: str = "第1村 210 户", **more: object) -> Fact:
    """A project of 100 yuan."""
    cells: dict[str, object] = {
        "project_code": code,
        "approved_total": 100,
        "beneficiaries": beneficiaries,
    }
    return fact("projects", **(cells | more))


def paid(amount: object = 100, name: str = "示范公司", code: str = "P", **more: object) -> Fact:
    """A payment for it."""
    cells: dict[str, object] = {"project_code": code, "payee_name": name, "amount": amount}
    return fact("disbursements", **(cells | more))


def contract(**more: object) -> Fact:
    """A contract of it."""
    cells: dict[str, object] = {
        "project_code": "P",
        "supplier_name": "示范公司",
        "source_document": "背景资金〔2000〕1号",
        "amount": 1,
    }
    return fact("contracts", **(cells | more))


def photo(metres: object = 500, **more: object) -> Fact:
    """A photo of it, taken so far from its site."""
    cells: dict[str, object] = {
        "project_code": "P",
        "occurred_on": "2022-05-20",
        "distance_metres": metres,
        "photo_sha256": "ab" * 32,
    }
    return fact("site_checks", **(cells | more))


def signed(*roles: str, code: str = "P", **more: object) -> tuple[Fact, ...]:
    """Hands under its sign-off sheet."""
    return tuple(
        fact("sign_offs", sign_off_code=f"S{code}", project_code=code, role=role, **more)
        for role in roles
    )


def person() -> Fact:
    """A payee who is a person."""
    return fact("payees", payee_code="GR", name="示范个人", kind="person")


def judged(zh: str, en: str, *facts: Fact, found: bool = False) -> Example:
    """An example on the first of June 2022."""
    return Example(Text(zh, en), date(2022, 6, 1), facts, finds=("P",) if found else ())


RULE = Rule(
    code="PL-11",
    version=1,
    title=Text("虚假项目嫌疑", "Suspected fictitious project"),
    severity=Severity.GRAVE,
    tier="P3",
    basis=(
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第六条第（一）项、第九条第（二）（四）项：虚报冒领、骗取"
                "建设资金、虚列投资完成额",
                "Regulation on Penalties for Fiscal Offences arts. 6 (1), 9 (2) and (4): false "
                "declarations, money for building obtained by deceit, work that was not done",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法》第九十五条第（二）项：以虚报、冒领等手段骗取预算资金",
                "Budget Law art. 95 (2): obtaining budget money by false declarations",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "支付 80%、照片 500 米、两项以上：分析口径，无法律效力",
                "80 % paid, 500 metres, two signs: a yardstick of ours without legal force",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    in_force_note=Text(
        "自现行《预算法》施行之日起适用。", "Applied from the day of the present Budget Law."
    ),
    limits=Text(
        "这是线索，不是结论。已支付（不含按批次发给农户的）达到总投资 80%，并有两项以上："
        "没有合同（全部付给个人的除外）、没有距地点 500 米以内的现场照片、"
        "项目签字单上只有实施单位的签字、有款付给个人、"
        "没有填受益对象。合同、照片可能只是没有登记，先补登再看。",
        "A lead, not a breach. 80 % of the total was paid (batches to households left out), and "
        "two or more of: no contract (unless all went to persons); no photo within 500 metres of "
        "the site; only the implementing unit's hand under the sign-off; money to a person; no "
        "beneficiaries. Contracts and photos may only not be entered.",
    ),
    rests_on_absence=True,
    subject="project",
    parameters=(
        Parameter(
            "percent_paid", Decimal(80), Text("已支付达到百分之几", "Per cent paid"), own=True
        ),
        Parameter("metres", 500, Text("照片距地点多少米以内", "Photo within metres"), own=True),
        Parameter("signs_least", 2, Text("至少几项迹象", "At least so many signs"), own=True),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            paid.last_paid_on AS happened_on,
            paid.project_id IS NOT NULL AND project.approved_total IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.approved_total,
            project.beneficiaries,
            paid.amount,
            paid.person_amount
        FROM facts.project AS project
        LEFT JOIN (
            SELECT
                payment.book_id,
                payment.project_id,
                max(payment.occurred_on) AS last_paid_on,
                sum(payment.amount) AS amount,
                sum(
                    CASE
                        WHEN payee.kind IN ('registered_household', 'farm_household', 'person')
                            THEN payment.amount
                        ELSE 0
                    END
                ) AS person_amount
            FROM facts.disbursement AS payment
            INNER JOIN facts.payee AS payee
                ON payment.book_id = payee.book_id AND payment.payee_id = payee.payee_id
            WHERE payment.batch_no IS NULL
            GROUP BY payment.book_id, payment.project_id
        ) AS paid
            ON project.book_id = paid.book_id AND project.project_id = paid.project_id
    """,
    breach="""
        SELECT
            told.book_id,
            told.subject_id,
            told.amount AS amount_at_issue,
            told.happened_on AS due_on,
            told.project_code,
            told.project_name,
            told.approved_total,
            round(told.amount * 100.00 / told.approved_total, 2) AS paid_percent,
            concat_ws(
                '、',
                CASE WHEN told.no_contract = 1 THEN '没有合同' END,
                CASE WHEN told.no_photo = 1 THEN '没有现场照片' END,
                CASE WHEN told.own_hand = 1 THEN '只有实施单位签字' END,
                CASE WHEN told.to_person = 1 THEN '付给个人' END,
                CASE WHEN told.nobody = 1 THEN '没有受益对象' END
            ) AS signs_zh,
            concat_ws(
                ', ',
                CASE WHEN told.no_contract = 1 THEN 'no contract' END,
                CASE WHEN told.no_photo = 1 THEN 'no photo of the site' END,
                CASE WHEN told.own_hand = 1 THEN 'signed by the implementing unit alone' END,
                CASE WHEN told.to_person = 1 THEN 'paid to a person' END,
                CASE WHEN told.nobody = 1 THEN 'no beneficiaries' END
            ) AS signs_en
        FROM (
            SELECT
                subject.*,
                scope.signs_least,
                CASE
                    WHEN signed.project_id IS NULL AND subject.person_amount < subject.amount
                        THEN 1
                    ELSE 0
                END AS no_contract,
                CASE WHEN seen.project_id IS NULL THEN 1 ELSE 0 END AS no_photo,
                CASE WHEN hands.other_hands = 0 THEN 1 ELSE 0 END AS own_hand,
                CASE WHEN subject.person_amount > 0 THEN 1 ELSE 0 END AS to_person,
                CASE WHEN subject.beneficiaries IS NULL THEN 1 ELSE 0 END AS nobody
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            LEFT JOIN (SELECT DISTINCT book_id, project_id FROM facts.contract) AS signed
                ON subject.book_id = signed.book_id AND subject.subject_id = signed.project_id
            LEFT JOIN (
                SELECT book_id, project_id, min(distance_metres) AS distance_metres
                FROM facts.site_check
                WHERE photo_sha256 IS NOT NULL AND found <> 'not_there'
                GROUP BY book_id, project_id
            ) AS seen
                ON subject.book_id = seen.book_id
                AND subject.subject_id = seen.project_id
                AND seen.distance_metres <= scope.metres
            LEFT JOIN (
                SELECT
                    sheet.book_id,
                    sheet.project_id,
                    sum(CASE WHEN hand.role = 'implementing_unit' THEN 0 ELSE 1 END) AS other_hands
                FROM facts.sign_off AS sheet
                INNER JOIN facts.signature AS hand
                    ON sheet.book_id = hand.book_id AND sheet.sign_off_id = hand.sign_off_id
                WHERE sheet.kind = 'project'
                GROUP BY sheet.book_id, sheet.project_id
            ) AS hands
                ON subject.book_id = hands.book_id AND subject.subject_id = hands.project_id
            WHERE subject.amount * 100 >= subject.approved_total * scope.percent_paid
        ) AS told
        WHERE told.no_contract + told.no_photo + told.own_hand + told.to_person + told.nobody
            >= told.signs_least
    """,
    sentence=Text(
        "线索：项目 {project_code} {project_name} 总投资 {approved_total} 元，已支付 "
        "{amount_at_issue} 元（{paid_percent}%，到 {due_on}），但是：{signs_zh}。",
        "A lead, not a breach: project {project_code} {project_name} has a total of "
        "{approved_total} yuan, {amount_at_issue} paid ({paid_percent} %, by {due_on}), and: "
        "{signs_en}.",
    ),
    advice=Text(
        "尽快到现场看有没有这个项目，问受益户，查收款人与实施单位的关系。",
        "See at once whether it is there, ask who benefits, and look at who was paid.",
    ),
    examples=(
        judged("只缺合同一项", "Only the contract is missing", project(), paid(), photo()),
        judged("没有合同，也没有照片", "No contract and no photo", project(), paid(), found=True),
        judged(
            "照片在 501 米以外",
            "A photo 501 metres away",
            project(),
            paid(),
            photo(501),
            found=True,
        ),
        judged(
            "现场没有项目的照片不算",
            "A photo of nothing is none",
            *(project(), paid(), photo(found="not_there")),
            found=True,
        ),
        judged(
            "查看过但没有照片",
            "Looked at without a photo",
            project(),
            paid(),
            photo(photo_sha256=""),
            found=True,
        ),
        judged(
            "一近一远两张照片",
            "A photo near by, and one far away",
            project(),
            paid(),
            photo(),
            photo(900, occurred_on="2022-05-21"),
        ),
        judged("恰好支付 80%", "80 % paid", project(), paid(80), found=True),
        judged("支付 79.99%", "79.99 % paid", project(), paid("79.99")),
        judged("有合同，没有照片", "A contract, no photo", project(), contract(), person(), paid()),
        judged(
            "有合同，没有照片，没有受益对象",
            "A contract, no photo, no beneficiaries",
            *(project(beneficiaries=""), contract(), paid()),
            found=True,
        ),
        judged(
            "没有照片，付给个人",
            "No photo, paid to a person",
            *(project(), contract(), person(), paid(99), paid(1, payee_code="GR", name="示范个人")),
            found=True,
        ),
        judged(
            "都付给个人，没有合同，有照片",
            "All paid to a person, no contract, a photo",
            *(project(), photo(), person(), paid(payee_code="GR", name="示范个人")),
        ),
        judged(
            "一元付给个人，没有合同，有照片",
            "One yuan paid to a person, no contract, a photo",
            *(project(), photo(), person()),
            *(paid(99), paid(1, payee_code="GR", name="示范个人")),
            found=True,
        ),
        judged(
            "没有照片，只有实施单位签字",
            "No photo, signed by the implementing unit alone",
            *(project(), contract(), paid(), *signed("implementing_unit")),
            found=True,
        ),
        judged(
            "没有照片，还有镇长签字",
            "No photo, the township's head signed too",
            *(project(), contract(), paid(), *signed("implementing_unit", "township_head")),
        ),
        judged(
            "按批次的签字单不算项目签字",
            "A batch's sheet is not the project's",
            *(project(), contract(), paid()),
            *signed("implementing_unit", kind="person", batch_no="批", village="第1村"),
        ),
        judged(
            "同县两个项目、两县同编号，只有一个可疑",
            "Two projects and two counties: one is suspected",
            *(project(), paid(), person(), project("P2"), paid(code="P2")),
            *(contract(project_code="P2"), photo(project_code="P2")),
            *(project(book=OTHER_COUNTY), paid(book=OTHER_COUNTY)),
            *(contract(book=OTHER_COUNTY), photo(book=OTHER_COUNTY)),
            found=True,
        ),
        judged(
            "两个项目，一个只有实施单位签字",
            "Two projects: one signed by the implementing unit alone",
            *(project(), contract(), paid(), *signed("implementing_unit")),
            *(project("P2"), contract(project_code="P2"), paid(code="P2")),
            *signed("township_head", code="P2"),
            found=True,
        ),
        judged(
            "两县，一县只有实施单位签字",
            "Two counties: one signed by the implementing unit alone",
            *(project(), contract(), paid(), *signed("implementing_unit")),
            *(project(book=OTHER_COUNTY), contract(book=OTHER_COUNTY), paid(book=OTHER_COUNTY)),
            *signed("township_head", book=OTHER_COUNTY),
            found=True,
        ),
        judged(
            "两县，一县付给个人",
            "Two counties: one paid a person",
            *(fact("payees", payee_code="GR", name="示范个人", kind="enterprise"), project()),
            *(contract(), paid(payee_code="GR", name="示范个人")),
            *(
                fact("payees", payee_code="GR", name="示范个人", kind="person", book=OTHER_COUNTY),
                project(book=OTHER_COUNTY),
                contract(book=OTHER_COUNTY),
                paid(payee_code="GR", name="示范个人", book=OTHER_COUNTY),
            ),
            found=True,
        ),
        Example(
            Text("只按批次发给农户的、没有支付的不适用", "Batches to households; nothing paid"),
            date(2022, 6, 1),
            (
                *(project(), person(), project("P2"), project("P3", approved_total="")),
                paid(payee_code="GR", name="示范个人", batch_no="批"),
                paid(code="P3"),
            ),
            not_applicable=3,
        ),
        Example(
            Text("2014 年付完的不适用", "Paid before the rule applies"),
            date(2022, 6, 1),
            (project(), paid(occurred_on="2014-12-31")),
            not_applicable=1,
        ),
    ),
)
