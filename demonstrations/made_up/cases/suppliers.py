"""Cases of what contracts come to and who is paid: PC-07, PC-11 and PC-13."""

from demonstrations.made_up.cases.payments import contract
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from ledger.language import Text

WITHIN_ESTIMATE = Text(
    "合同合计和支付不超过批准的概算", "Contracts and payments come to no more than was approved"
)
SPREAD = Text(
    "一年五份以上、超过一半的合同给了一家，要看一看",
    "Five or more contracts of a year and more than half to one supplier is worth a look",
)
OWN_PARTY = Text(
    "合同款的大头应付给合同供应商", "Most of what a contract pays goes to its own supplier"
)
#: What a project costs that has a particular estimate, in fen.
COST = 3_300_000
#: Contracts so large that five of one supplier are more than all others of a county's year.
LARGE, LESS = 2_000_000_000, 200_000_000


def estimated(scene: Scene, feasibility: int, approved: int) -> str:
    """A project that was estimated so and costs 33,000 yuan, all of it paid; its code."""
    source, project = scene.money(COST), scene.project()
    project.estimates = (feasibility, approved)
    scene.fund(project, COST, source)
    scene.spend(project, COST, source)
    return project.code


def above_the_estimate(scene: Scene) -> None:
    """PC-07, planted: a fen above what was approved; a design far above the feasibility report."""
    for estimates, what in (
        ((COST - 1, COST - 1), Text("超概算一分", "A fen above the estimate")),
        (
            (COST * 10 // 12, COST),
            Text("概算超过可研估算两成", "A design a fifth above the feasibility estimate"),
        ),
    ):
        scene.plant(estimated(scene, *estimates), what, WITHIN_ESTIMATE)


def within_the_estimate(scene: Scene) -> None:
    """PC-07, spared: exactly the estimate; a design a tenth above the feasibility report."""
    for estimates, what in (
        ((COST, COST), Text("正好等于概算", "Exactly the estimate")),
        (
            (COST * 10 // 11, COST),
            Text("概算正好超过可研估算一成", "A design exactly a tenth above"),
        ),
    ):
        scene.spare(estimated(scene, *estimates), what, WITHIN_ESTIMATE)


def phone(scene: Scene) -> str:
    """A phone of the county's that nobody else has."""
    scene.book.numbers["phone"] += 1
    return f"1390000{scene.book.numbers['phone']:04d}"


def few_suppliers(scene: Scene, count: int, fen: int, phones: tuple[str, ...] = ("",)) -> str:
    """A project whose contracts, each tendered and paid, go to few suppliers in turn.

    There is one for each phone. The code of the first, which has most.
    """
    # No two payments of a day are alike.
    amounts = [fen - number * 100 for number in range(count)]
    project, source = scene.funded(sum(amounts))
    suppliers = [scene.company(phone=phone) for phone in phones]
    settled_on = scene.day(6, 20)
    for number, each in enumerate(amounts):
        supplier = suppliers[number % len(suppliers)]
        code = contract(
            scene,
            project,
            supplier,
            each,
            source,
            settled_on=settled_on,
            procurement_method="公开招标",
        )
        pay(project, supplier, each, settled_on, source, contract_code=code)
    return suppliers[0].code


def most_to_one(scene: Scene) -> None:
    """PC-11, planted: five large contracts, more than all others of the year; of one or one phone.

    Only one supplier can have most of a county's year: a second time nothing is planted.
    """
    played = f"{scene.rule} {scene.year}"
    scene.book.numbers[played] += 1
    if scene.book.numbers[played] > 1:
        return
    if scene.dice.choice((True, False)):
        code, what = few_suppliers(scene, 5, LARGE), Text("五份大合同", "Five large contracts")
    else:
        code = few_suppliers(scene, 5, LARGE, (phone(scene),) * 2)
        what = Text("五份大合同，两家同一手机号", "Five, to two suppliers of one phone")
    scene.plant(code, what, SPREAD)


def some_to_one(scene: Scene) -> None:
    """PC-11, spared: four contracts only, of one or of two that share a phone."""
    scene.spare(few_suppliers(scene, 4, LESS), Text("只有四份", "Four contracts only"), SPREAD)
    two = few_suppliers(scene, 4, LESS, (phone(scene),) * 2)
    scene.spare(two, Text("同一手机号两家共四份", "Four, to two of one phone"), SPREAD)


def paid_past(scene: Scene, kind: str, percent: int) -> str:
    """A contract of which so much was paid to another than its supplier; its code."""
    fen = scene.fen() // 100 * 100
    project, source = scene.funded(fen)
    supplier, other = scene.company(), scene.company()
    settled_on = scene.day(6, 20)
    code = contract(scene, project, supplier, fen, source, settled_on=settled_on)
    scene.book.write(
        "payee_substitutions",
        contract_code=code,
        kind=kind,
        occurred_on=scene.day(5, 20),
        payee_code=other.code,
        payee_name=other.name,
        document_no=scene.book.document("转", scene.year),
    )
    part = fen * percent // 100
    pay(project, other, part, settled_on, source, contract_code=code)
    pay(project, supplier, fen - part, settled_on, source, contract_code=code)
    return code


def paid_to_another(scene: Scene) -> None:
    """PC-13, planted: more than half of it goes to another company."""
    code = paid_past(scene, "assignment_of_claim", 51)
    scene.plant(code, Text("五成一付给了别人", "51 % went to another"), OWN_PARTY)


def paid_to_its_own(scene: Scene) -> None:
    """PC-13, spared: exactly half to another; more than half to an account for wages."""
    half = paid_past(scene, "assignment_of_claim", 50)
    scene.spare(half, Text("正好一半付给了别人", "Exactly half went to another"), OWN_PARTY)
    wages = paid_past(scene, "labour_wages", 60)
    scene.spare(wages, Text("付到农民工工资专户", "Paid to an account for wages"), OWN_PARTY)


CASES = (
    ("PC-07", above_the_estimate),
    ("PC-07", within_the_estimate),
    ("PC-11", most_to_one),
    ("PC-11", some_to_one),
    ("PC-13", paid_to_another),
    ("PC-13", paid_to_its_own),
)
