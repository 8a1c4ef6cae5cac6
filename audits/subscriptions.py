"""Who is told: subscriptions are added and ended, each a fact with its author."""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, text

from audits.rule_book import rule_book
from ledger.divisions import find_division
from ledger.errors import WrongUse

CHANNELS = ("email", "webhook")
SECRET_BYTES = 32


@dataclass(frozen=True)
class Wanted:
    """What a recipient wants to be told, and how.

    `division` is a division's code or name: the flags of its book and of all below it.
    `rule_codes` empty means all rules. `least_severity` runs from 1 to 4 (grave).
    """

    recipient: str
    channel: str
    address: str
    division: str
    least_severity: int = 1
    rule_codes: tuple[str, ...] = ()


def subscribe(connection: Connection, wanted: Wanted) -> tuple[int, str | None]:
    """Records a subscription; returns its id, and for a webhook the secret it is signed with.

    Raises:
        WrongUse: the address does not fit the channel, or there is no such division or rule.
    """
    check_address(wanted.channel, wanted.address)
    unknown = set(wanted.rule_codes) - set(rule_book(connection))
    if unknown:
        listed = ", ".join(sorted(unknown))
        raise WrongUse(f"没有规则 {listed}。", f"There is no rule {listed}.")
    secret = secrets.token_hex(SECRET_BYTES) if wanted.channel == "webhook" else None
    subscription_id = connection.execute(
        text(
            "INSERT INTO audits.subscription (recipient, channel, address, secret, division_id,"
            " least_severity, rule_codes, recorded_at, recorded_by)"
            " VALUES (:recipient, :channel, :address, :secret, :division_id, :least_severity,"
            " :rule_codes, clock_timestamp(), ledger.acting_login()) RETURNING subscription_id"
        ),
        {
            "recipient": wanted.recipient,
            "channel": wanted.channel,
            "address": wanted.address,
            "secret": secret,
            "division_id": find_division(connection, wanted.division),
            "least_severity": wanted.least_severity,
            "rule_codes": list(wanted.rule_codes) or None,
        },
    ).scalar_one()
    return int(subscription_id), secret


def check_address(channel: str, address: str) -> None:
    """An address must be one that the channel can reach.

    Raises:
        WrongUse: it is not.
    """
    if channel not in CHANNELS:
        listed = ", ".join(CHANNELS)
        raise WrongUse(f"渠道应为 {listed} 之一。", f"The channel should be one of {listed}.")
    if channel == "email" and not (address.isascii() and address.isprintable() and "@" in address):
        raise WrongUse(f"{address} 不是邮箱地址。", f"{address} is not an e-mail address.")
    if channel == "webhook":
        url = urlsplit(address)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise WrongUse(f"{address} 不是 http(s) 地址。", f"{address} is not an http(s) URL.")


def unsubscribe(connection: Connection, subscription_id: int) -> None:
    """Records the end of a subscription.

    Raises:
        WrongUse: there is none, or it has ended.
    """
    ended = connection.execute(
        text(
            "INSERT INTO audits.subscription_end (subscription_id, recorded_at, recorded_by)"
            " SELECT subscription_id, clock_timestamp(), ledger.acting_login()"
            " FROM audits.subscription"
            " WHERE subscription_id = :id ON CONFLICT DO NOTHING RETURNING subscription_id"
        ),
        {"id": subscription_id},
    ).first()
    if ended is None:
        raise WrongUse(
            f"没有订阅 {subscription_id}，或已停止。",
            f"There is no subscription {subscription_id}, or it has ended.",
        )


def subscriptions(connection: Connection) -> list[dict[str, Any]]:
    """The subscriptions in force, with what each last had delivered; never their secrets."""
    rows = connection.execute(
        text(
            "SELECT subscription.subscription_id, recipient, channel, address, division.name"
            " AS division, least_severity, rule_codes, latest.outcome, latest.attempted_at,"
            " latest.error"
            " FROM audits.live_subscription AS subscription"
            " INNER JOIN facts.division AS division USING (division_id)"
            " LEFT JOIN LATERAL (SELECT outcome, attempted_at, error FROM audits.alert"
            " INNER JOIN audits.alert_delivery USING (alert_id)"
            " WHERE alert.subscription_id = subscription.subscription_id"
            " ORDER BY alert_id DESC, attempt DESC LIMIT 1) AS latest ON TRUE"
            " ORDER BY subscription.subscription_id"
        )
    )
    return [dict(row) for row in rows.mappings()]
