"""Where things are and how they are reached, by the environment, refusing what cannot work.

Of the environment only two things are read elsewhere: the language, in `ledger.language`, and the
times of the jobs, in `jobs.schedule`.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ledger.errors import WrongUse
from ledger.language import UNSPOKEN

DRIVER = "postgresql+psycopg2://"
LAST_PORT = 65535
MEBIBYTE = 1 << 20
#: The largest attachment, in MiB, where nothing else is set; and the most that can be set.
ATTACHMENT_MEBIBYTES = 20
MOST_ATTACHMENT_MEBIBYTES = 1024


@dataclass(frozen=True)
class Provider:
    """An OpenID Connect provider, and what we are known by there."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """Where the data lives and who is spoken to.

    `database_url` is None when the embedded PostgreSQL in `data_dir` is to be used; `attachments`
    is a folder or `s3://bucket/prefix`, None for the folder in `data_dir`. Of an S3 store the
    server and the credentials are AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
    AWS_REGION, which its client reads.
    """

    database_url: str | None
    data_dir: Path
    host: str
    port: int
    smtp_url: str | None
    mail_from: str
    base_url: str
    attachments: str | None = None
    #: The largest attachment that is taken, in bytes.
    attachment_limit: int = ATTACHMENT_MEBIBYTES * MEBIBYTE
    #: The organisation's OpenID Connect provider, if people may sign in by it.
    provider: Provider | None = None
    #: The token of a session that commands act for, in place of the one that `sign-in` kept.
    session: str | None = field(default=None, repr=False)
    #: Where `sign-in` keeps it.
    state_dir: Path = Path()

    #: Where the master key is, if that is not in `data_dir`.
    master_key: Path | None = None

    #: Where auditors' own rules are, if there are any.
    rules_dir: Path | None = None

    #: Where the key that signs checkpoints is, if that is not in `data_dir`.
    signing_key: Path | None = None

    @property
    def signing_key_file(self) -> Path:
        """The key that checkpoints are signed with; never in the database."""
        return self.signing_key or self.data_dir / "keys" / "signing.key"

    @property
    def master_key_file(self) -> Path:
        """The key that the ledger's data keys are wrapped with; never in the database."""
        return self.master_key or self.data_dir / "keys" / "master.key"

    @property
    def door_key_file(self) -> Path:
        """The key that sessions are opened with; the database knows it by its hash."""
        return self.data_dir / "keys" / "door.key"

    @property
    def drafts_folder(self) -> Path:
        """Where the files of a draft lie in clear as long as they are read."""
        return self.data_dir / "drafts"


def read_settings() -> Settings:
    """The settings of this process, from MINGZHANG_* variables.

    Raises:
        WrongUse: a variable has a value that cannot be used.
    """
    port = os.environ.get("MINGZHANG_PORT", "8000")
    if not (port.isascii() and port.isdecimal()) or not 0 < int(port) <= LAST_PORT:
        raise WrongUse(
            f"MINGZHANG_PORT 应为 1 到 65535 的端口号，现为 {port!r}。",
            f"MINGZHANG_PORT should be a port from 1 to 65535, it is {port!r}.",
        )
    limit = os.environ.get("MINGZHANG_ATTACHMENT_LIMIT", str(ATTACHMENT_MEBIBYTES))
    whole = limit.isascii() and limit.isdecimal()
    if not whole or not 0 < int(limit) <= MOST_ATTACHMENT_MEBIBYTES:
        raise WrongUse(
            f"MINGZHANG_ATTACHMENT_LIMIT 应为 1 到 {MOST_ATTACHMENT_MEBIBYTES}（MiB），"
            f"现为 {limit!r}。",
            f"MINGZHANG_ATTACHMENT_LIMIT should be from 1 to {MOST_ATTACHMENT_MEBIBYTES} (MiB), "
            f"it is {limit!r}.",
        )
    host = os.environ.get("MINGZHANG_HOST", "127.0.0.1")
    key_file = os.environ.get("MINGZHANG_MASTER_KEY_FILE")
    signing_key_file = os.environ.get("MINGZHANG_SIGNING_KEY_FILE")
    rules_dir = os.environ.get("MINGZHANG_RULES_DIR")
    return Settings(
        database_url=database_url(os.environ.get("MINGZHANG_DATABASE_URL")),
        data_dir=Path(os.environ.get("MINGZHANG_DATA_DIR", "var")).resolve(),
        host=host,
        port=int(port),
        smtp_url=os.environ.get("MINGZHANG_SMTP_URL") or None,
        mail_from=os.environ.get("MINGZHANG_MAIL_FROM", "mingzhang@localhost"),
        base_url=os.environ.get("MINGZHANG_BASE_URL", f"http://{host}:{port}").rstrip("/"),
        attachments=os.environ.get("MINGZHANG_ATTACHMENTS") or None,
        attachment_limit=int(limit) * MEBIBYTE,
        provider=read_provider(),
        session=os.environ.get("MINGZHANG_SESSION") or None,
        state_dir=Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state")
        / "mingzhang",
        master_key=Path(key_file).resolve() if key_file else None,
        signing_key=Path(signing_key_file).resolve() if signing_key_file else None,
        rules_dir=Path(rules_dir).resolve() if rules_dir else None,
    )


def read_provider() -> Provider | None:
    """The OpenID Connect provider of the environment, if one is set.

    Raises:
        WrongUse: only some of its settings are there, its secret cannot be read, or it is reached
            by plain HTTP elsewhere than on this machine.
    """
    names = (
        "MINGZHANG_OIDC_ISSUER",
        "MINGZHANG_OIDC_CLIENT_ID",
        "MINGZHANG_OIDC_CLIENT_SECRET_FILE",
    )
    issuer, client_id, secret_file = (os.environ.get(name, "") for name in names)
    if not any((issuer, client_id, secret_file)):
        return None
    if not all((issuer, client_id, secret_file)):
        raise WrongUse(
            f"统一身份登录要同时设 {'、'.join(names)}。",
            f"Single sign-on needs all of {', '.join(names)}.",
        )
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise WrongUse(
            f"MINGZHANG_OIDC_ISSUER 应以 https:// 开头，现为 {issuer}。",
            f"MINGZHANG_OIDC_ISSUER should begin with https://, it is {issuer}.",
        )
    try:
        secret = Path(secret_file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WrongUse(
            f"{names[2]} 指的文件读不出：{secret_file}（{error.strerror}）。",
            f"The file that {names[2]} names cannot be read: {secret_file} ({error.strerror}).",
        ) from error
    return Provider(issuer, client_id, secret)


def check_language() -> None:
    """Refuses a language that was asked for by name and that we do not have.

    Raises:
        WrongUse: MINGZHANG_LANG is neither Chinese nor English.
    """
    asked = os.environ.get("MINGZHANG_LANG", "")
    if asked and asked not in UNSPOKEN and not asked.lower().startswith(("zh", "en")):
        raise WrongUse(
            f"MINGZHANG_LANG 应为 zh 或 en，现为 {asked!r}。",
            f"MINGZHANG_LANG should be zh or en, it is {asked!r}.",
        )


def database_url(given: str | None) -> str | None:
    """The URL with the driver named, since the bare scheme means another driver to SQLAlchemy.

    Raises:
        WrongUse: the URL is not a PostgreSQL one.
    """
    if not given:
        return None
    for scheme in (DRIVER, "postgresql://", "postgres://"):
        if given.startswith(scheme):
            return DRIVER + given.removeprefix(scheme)
    scheme = given.split(":", 1)[0]
    raise WrongUse(
        f"MINGZHANG_DATABASE_URL 应以 postgresql:// 开头，现为 {scheme}:…",
        f"MINGZHANG_DATABASE_URL should begin with postgresql://, it begins with {scheme}:…",
    )
