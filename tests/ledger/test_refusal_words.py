"""Each refusal says which promise or rule stands in the way, and what the clerk can do."""

import re

import pytest

from ledger.imports.problem_words import CATALOGUE
from ledger.imports.row_problems import ADVICE, ADVICE_ON_EVENT, NO_ADVICE, WHY_NOT_REVERSED
from ledger.language import Text
from ledger.refusals import SENTENCES
from ledger.sql_files import ROOT

#: What is refused because of a promise, by the promise's number.
PROMISED = {
    2: {"cannot_reverse", "contract_amount_changed", "plan_version_exists"},
    3: {
        "below_zero", "goods_before_receipt", "goods_exceed", "goods_return_exceeds",
        "nothing_committed", "payment_reversed", "refund_before_payment", "refund_exceeds",
    },
    5: {"day_to_come", "period_closed"},
    7: {
        "key_of_other_rows", "posted_and_reversed", "same_reference_differs",
        "same_reference_twice",
    },
    8: {"adjustment_before_transfer", "adjustment_exceeds", "transfer_reversed"},
    9: {
        "before_opening", "book_began_earlier", "opening_cash_exceeds",
        "opening_does_not_add_up", "opening_of_known_source",
    },
    10: {"unknown_source"},
    13: {
        "approved_above_claim", "claim_decided", "claim_exceeded", "claim_not_approved",
        "claim_not_checked", "claim_of_other_contract", "claim_of_other_project",
        "claim_returned", "claim_step_too_early", "final_without_sign_off",
        "paid_before_claim_approved", "payee_not_of_claim", "payee_not_of_contract",
        "payment_not_bounced", "progress_above_later", "progress_before_signing",
        "progress_goes_back", "reissue_exceeds", "unknown_claim",
    },
}  # fmt: skip
#: What is refused because of a rule.
RULED = {
    "claim_not_approved": "DP-02",
    "claim_not_checked": "DP-02",
    "final_without_sign_off": "DP-16",
    "no_source_of_project": "DP-01",
    "opening_exceeds_contract": "DP-03",
    "paid_before_claim_approved": "DP-02",
    "payee_not_of_contract": "DP-06",
    "unknown_project": "PL-01",
}
#: What the sentences must name, besides.
OTHERS = {
    "unknown_contract", "unknown_payment", "unknown_payee", "unknown_household", "unknown_goods",
    "unknown_transfer", "unknown_voucher", "source_needed", "ambiguous_source",
    "take_back_before_arrival",
}  # fmt: skip
#: How advice begins.
ADVISES_ZH = re.compile("请|先在|登记|写明|重记")
ADVISES_EN = re.compile(
    r"\b(check|choose|claim anew|claim the rest|delete|enter(ed)?|fill in|give|look at|mend|post"
    r"|reverse|say why|use|ask)\b",
    re.IGNORECASE,
)
RAISED = re.compile(r"ledger\.refuse\(\s*(\d+),\s*'([a-z_]+)'")


def advises(sentence: Text) -> bool:
    """Whether a sentence says what can be done, in both languages."""
    return bool(ADVISES_ZH.search(sentence.zh) and ADVISES_EN.search(sentence.en))


@pytest.mark.parametrize("promise", PROMISED)
def test_what_a_promise_refuses_names_it_and_what_can_be_done(promise: int) -> None:
    for code in PROMISED[promise]:
        sentence = CATALOGUE[code]
        assert re.search(rf"承诺 (\d+、)?{promise}(?!\d)", sentence.zh), code
        assert re.search(rf"promises? (\d+ and )?{promise}(?!\d)", sentence.en), code
        assert code == "below_zero" or advises(sentence), code


@pytest.mark.parametrize("code", RULED)
def test_what_a_rule_refuses_names_it_and_what_can_be_done(code: str) -> None:
    assert f"规则 {RULED[code]}" in CATALOGUE[code].zh
    assert f"rule {RULED[code]}" in CATALOGUE[code].en
    assert advises(CATALOGUE[code])


@pytest.mark.parametrize("code", sorted(OTHERS))
def test_what_is_not_there_says_what_can_be_done(code: str) -> None:
    assert advises(CATALOGUE[code])


@pytest.mark.parametrize(
    "advice", [*ADVICE.values(), *ADVICE_ON_EVENT.values(), NO_ADVICE], ids=lambda each: each.en
)
def test_where_there_is_not_enough_the_advice_fits_the_account(advice: Text) -> None:
    assert "请" in advice.zh
    assert advice.en


def test_why_a_voucher_stays_is_said_in_both_languages() -> None:
    assert all(why.zh and why.en for why in WHY_NOT_REVERSED.values())


def test_what_the_database_refuses_names_the_promise_it_was_raised_for() -> None:
    raised = {
        (int(number), key)
        for path in ROOT.glob("*/sql/functions/*.sql")
        for number, key in RAISED.findall(path.read_text(encoding="utf-8"))
    }
    assert {key for _, key in raised} <= set(SENTENCES)
    for number, key in raised:
        sentence = SENTENCES[key]
        promises = re.findall(r"承诺 (\d+)", sentence.zh)
        assert promises == re.findall(r"promise (\d+)", sentence.en), key
        assert len(promises) == 1, key
        # A reopening is refused for what two persons are there for, too.
        assert promises == [str(number)] or key.startswith("reopening_"), key
