"""Mail goes to a server that is who it says it is, and to no other."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from audit_runs import hold_money_too_long, run_late_pass_down, tell
from auditing import auditing
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from receivers import PATIENCE, mailbox
from sqlalchemy import Engine, text

from audits.delivery import Sent, send_due_alerts
from ledger.personal import Protector
from ledger.settings import read_settings


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody but itself signed, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.sfs.example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "mail.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.mark.parametrize("trusted", [False, True])
def test_over_smtps_mail_goes_only_to_a_server_whose_certificate_is_trusted(
    engine: Engine,
    database: str,
    protector: Protector,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    trusted: bool,
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example")
    run_late_pass_down(engine, database)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with mailbox(context) as box:
        settings = replace(read_settings(), smtp_url=box.url)
        assert send_due_alerts(auditing(engine), settings) == (
            Sent(1, 0) if trusted else Sent(0, 1)
        )
        if trusted:
            assert box.messages.get(timeout=PATIENCE)["To"] == "sjt@sfs.example"
        assert box.messages.empty()
    with engine.connect() as connection:
        [error] = connection.execute(text("SELECT error FROM audits.alert_delivery")).scalars()
    assert error is None if trusted else "CERTIFICATE_VERIFY_FAILED" in error


def test_a_password_is_never_sent_to_a_mail_server_in_clear(
    engine: Engine, database: str, protector: Protector
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        tell(connection, "sjt@sfs.example")
    with mailbox() as box:
        run_late_pass_down(engine, database)
        settings = replace(read_settings(), smtp_url=box.url.replace("//", "//clerk:secret@"))
        assert send_due_alerts(auditing(engine), settings) == Sent(0, 1)
        assert box.messages.empty()
    with engine.connect() as connection:
        said = connection.execute(text("SELECT error FROM audits.alert_delivery")).scalar_one()
    assert "starttls" in said
    assert "secret" not in said
