"""Delivers alerts by e-mail and signed webhook: at least once, under a key that repeats."""

import datetime as dt
import hashlib
import hmac
import json
import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from sqlalchemy import Connection, Engine, text

from audits.messages import body_of, subject_of
from ledger.settings import Settings
from ledger.turns import turn_held

#: How long after each failed attempt the next is made; after the last, the alert is given up.
BACK_OFF = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=6),
    dt.timedelta(hours=24),
    dt.timedelta(hours=24),
)
TIMEOUT_SECONDS = 20
#: How much is read of what a receiver says is wrong, in bytes.
LONGEST_ANSWER = 1 << 14
#: What a receiver answers that has taken a webhook; anything else is tried again.
SUCCESS = range(200, 300)
#: What a sender holds while it sends.
SEND_TURN = "alerts"

#: The oldest alert that is due; what waits for a subscription that has ended is never sent.
NEXT_DUE = """
SELECT
    alert.alert_id, alert.kind, alert.run_id, alert.book_id, alert.idempotency_key, alert.body,
    alert.created_at, subscription.channel, subscription.address, signed.secret,
    subscription.recipient, coalesce(latest.attempt, 0) AS attempts
FROM audits.alert AS alert
INNER JOIN audits.live_subscription AS subscription USING (subscription_id)
INNER JOIN audits.subscription AS signed USING (subscription_id)
LEFT JOIN LATERAL (
    SELECT delivery.attempt, delivery.outcome, delivery.next_attempt_at
    FROM audits.alert_delivery AS delivery
    WHERE delivery.alert_id = alert.alert_id
    ORDER BY delivery.attempt DESC
    LIMIT 1
) AS latest ON TRUE
WHERE (latest.attempt IS NULL OR latest.next_attempt_at <= clock_timestamp())
    AND alert.alert_id > :after
ORDER BY alert.alert_id
LIMIT 1
"""


class NotDelivered(Exception):
    """Why an attempt failed, in the receiver's own words where it gave any."""


@dataclass(frozen=True)
class Sent:
    """How many alerts were sent and how many attempts failed."""

    sent: int
    failed: int


Send = Callable[[Any, Settings], None]


def send_due_alerts(engine: Engine, settings: Settings) -> Sent:
    """Sends every alert that is due, each in its own transaction, and records every attempt.

    Of two senders at once one does nothing. A sender killed between sending and recording sends
    again, under the same key.
    """
    with turn_held(engine, SEND_TURN) as held:
        return send_each(engine, settings) if held else Sent(0, 0)


def send_each(engine: Engine, settings: Settings) -> Sent:
    """Sends what is due, the oldest first."""
    sent = failed = 0
    after = 0
    while True:
        with engine.begin() as connection:
            alert = connection.execute(text(NEXT_DUE), {"after": after}).first()
            if alert is None:
                return Sent(sent, failed)
            after = alert.alert_id
            try:
                SENDERS[alert.channel](alert, settings)
            except NotDelivered as reason:
                record(connection, alert, str(reason))
                failed += 1
            except Exception as error:  # noqa: BLE001  (one alert must not hold up all after it)
                record(connection, alert, f"{type(error).__name__}: {error}")
                failed += 1
            else:
                record(connection, alert, None)
                sent += 1


def record(connection: Connection, alert: Any, error: str | None) -> None:  # noqa: ANN401
    """Writes an attempt and when the next is due."""
    attempt = alert.attempts + 1
    outcome, wait = "sent", None
    if error is not None:
        more = attempt <= len(BACK_OFF)
        outcome, wait = ("failed", BACK_OFF[attempt - 1]) if more else ("given_up", None)
    connection.execute(
        text(
            "INSERT INTO audits.alert_delivery"
            " (alert_id, attempt, attempted_at, outcome, error, next_attempt_at)"
            " VALUES (:alert_id, :attempt, clock_timestamp(), :outcome, :error,"
            " clock_timestamp() + CAST(:wait AS interval))"
        ),
        {
            "alert_id": alert.alert_id,
            "attempt": attempt,
            "outcome": outcome,
            "error": error,
            "wait": wait,
        },
    )


def send_email(alert: Any, settings: Settings) -> None:  # noqa: ANN401
    """Sends one alert by SMTP; its Message-ID is made of the alert's key.

    Raises:
        NotDelivered: no server is set, it cannot be reached or trusted, it would be sent a
            password in clear, or it refused.
    """
    if settings.smtp_url is None:
        raise NotDelivered("MINGZHANG_SMTP_URL is not set")
    message = EmailMessage()
    message["Subject"] = subject_of(alert)
    message["From"] = settings.mail_from
    message["To"] = alert.address
    message["Message-ID"] = f"<{alert.idempotency_key}@mingzhang>"
    message["Date"] = alert.created_at
    message.set_content(body_of(alert, settings.base_url))
    url = urlsplit(settings.smtp_url)
    starts_tls = "starttls" in url.query
    if url.username and url.scheme != "smtps" and not starts_tls:
        raise NotDelivered("MINGZHANG_SMTP_URL would send its password in clear: add ?starttls")
    # It has the server show a certificate that this machine trusts, for the name it was called by.
    context = ssl.create_default_context()
    kind = partial(smtplib.SMTP_SSL, context=context) if url.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(url.hostname or "localhost", url.port or 0, timeout=TIMEOUT_SECONDS) as server:
            if starts_tls:
                server.starttls(context=context)
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(f"{type(error).__name__}: {error}") from error


def send_webhook(alert: Any, settings: Settings) -> None:  # noqa: ANN401
    """Posts one alert, signed over its time and body with the subscription's secret.

    Raises:
        NotDelivered: the receiver cannot be reached or did not answer with success (2xx).
    """
    body = json.dumps(
        {
            "id": alert.idempotency_key,
            "kind": alert.kind,
            "recipient": alert.recipient,
            "run": alert.run_id,
            "created_at": alert.created_at.isoformat(),
            "subject": subject_of(alert),
            "link": settings.base_url,
            **alert.body,
        },
        ensure_ascii=False,
        sort_keys=True,
        # Amounts as text, so that no reader rounds them.
        default=str,
    ).encode()
    sent_at = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": alert.idempotency_key,
        "Mingzhang-Signature": f"t={sent_at},v1={signature(alert.secret, sent_at, body)}",
    }
    try:
        with requests.post(
            alert.address,
            data=body,
            headers=headers,
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
            # An answer is read only where it says what is wrong, and then no more than its head.
            stream=True,
        ) as answer:
            if answer.status_code not in SUCCESS:
                raise NotDelivered(problem_of(answer))
    except requests.RequestException as error:
        raise NotDelivered(f"{type(error).__name__}: {error}") from error


def signature(secret: str, sent_at: str, body: bytes) -> str:
    """HMAC-SHA256 over the time in seconds, a dot, and the body; in hexadecimal."""
    return hmac.new(secret.encode(), sent_at.encode() + b"." + body, hashlib.sha256).hexdigest()


def problem_of(answer: requests.Response) -> str:
    """What a receiver says is wrong: its problem details (RFC 9457), else its status."""
    said = f"HTTP {answer.status_code}"
    if answer.headers.get("Content-Type", "").startswith("application/problem+json"):
        try:
            problem = json.loads(next(answer.iter_content(LONGEST_ANSWER), b""))
            parts = [problem.get("title"), problem.get("detail")]
            said = f"{said}: {' '.join(str(part) for part in parts if part)}"
        except (ValueError, AttributeError):
            return said
    return said[:1000]


SENDERS: dict[str, Send] = {"email": send_email, "webhook": send_webhook}
