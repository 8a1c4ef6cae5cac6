"""`mingzhang seal` and `mingzhang verify`: seals what was posted, and reads all of it again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from ledger.evidence.log_names import LogNames
    from ledger.evidence.outside import KeptCheckpoint
    from ledger.evidence.verifying import Verification
    from mingzhang_verify import Key

SEAL_HELP = t(
    "封存：把新入账的事实纳入哈希树，签发检查点；定时任务每 5 分钟也做一次。运维人员用。",
    "Seal what was posted since the last time and sign checkpoints, as the job does every 5 "
    "minutes; for the operator.",
)
VERIFY_HELP = t(
    "核验：重读每一条事实，与封存时比较，指出被改动的；有不符时退出码为 1。--since 给出库外留存的"
    "检查点，才能发现连同封存一起重做的改写。",
    "Read every fact again, compare it with what was sealed, and name what was changed; exits with "
    "1 if anything was. Only with a checkpoint kept elsewhere (--since) is a past found out that "
    "was rewritten together with its seals.",
)

OneBook = Annotated[
    str | None,
    typer.Option("--book", help=t("只这个账簿：区划代码或名称", "Only this book: code or name")),
]


def seal_command(book: OneBook = None) -> None:
    """Seals every log that grew, or a book's and the common one."""
    from cli.connecting import connect_for_sealing  # noqa: PLC0415
    from cli.output import progress_bar  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.evidence.log_names import LogNames  # noqa: PLC0415
    from ledger.evidence.sealing import seal, sealing_key  # noqa: PLC0415

    engine, settings, _ = connect_for_sealing()
    file = settings.signing_key_file
    with engine.connect() as connection:
        log_id = find_book(connection, book, power=None) if book else None
        is_new = not file.exists()
        key = sealing_key(connection, file)
        names = LogNames(connection)
    if is_new:
        typer.echo(
            t(
                f"生成了签名密钥 {file}，请马上备份。公钥：{key.public}",
                f"Made the signing key {file}: back it up now. Its public key: {key.public}",
            )
        )
    done = 0
    with progress_bar() as progress:

        def tell(more: int) -> None:
            nonlocal done
            done += more
            progress("seal", done, None)

        sealed = seal(engine, key, log_id, tell)
    for each in sealed:
        typer.echo(f"{names.of(each.log_id)}: {each.old_size:,} → {each.size:,}")
    typer.echo(
        t(f"封存了 {done:,} 条事实。", f"Sealed {done:,} facts.")
        if sealed
        else t("没有新的事实，都已封存。", "Nothing new: everything is sealed.")
    )


def verify_command(
    book: OneBook = None,
    since: Annotated[
        list[Path] | None,
        typer.Option(
            help=t("库外留存的检查点文件，可多次给出", "A checkpoint kept elsewhere; repeatable")
        ),
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(
            help=t(
                "公钥，或一行一个公钥的文件；默认本机签名密钥的公钥",
                "A public key, or a file of them; by default that of this machine's signing key",
            )
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Verifies all logs, or a book's and the common one."""
    from cli.connecting import connect_for_verifying  # noqa: PLC0415
    from cli.files import keys_of  # noqa: PLC0415
    from cli.output import print_json, progress_bar  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.evidence.log_names import LogNames  # noqa: PLC0415
    from ledger.evidence.outside import read_kept  # noqa: PLC0415
    from ledger.evidence.sealers import snapshot  # noqa: PLC0415
    from ledger.evidence.signing_keys import public_keys  # noqa: PLC0415
    from ledger.evidence.verifying import sealed_size, verify  # noqa: PLC0415

    given = [each for named in key or () for each in keys_of(named)]
    kept = [read_kept(file) for file in since or ()]
    engine, settings, _ = connect_for_verifying()
    keys = given or public_keys(settings.signing_key_file)
    done = 0
    with snapshot(engine) as connection, progress_bar() as progress:
        log_id = find_book(connection, book, power=None) if book else None
        names = LogNames(connection)
        of = sealed_size(connection, log_id)

        def tell(more: int) -> None:
            nonlocal done
            done += more
            progress("verify", done, max(done, of))

        found = verify(connection, keys=keys, kept=kept, log_id=log_id, progress=tell)
    if as_json:
        print_json(as_data(found, names, keys))
    else:
        tell_grounds(names, kept, keys, own=not given)
        tell_verification(found, names)
    if found.findings:
        raise typer.Exit(1)


def as_data(found: "Verification", names: "LogNames", keys: "list[Key]") -> dict[str, object]:
    """What was found, for a program."""
    return {
        "logs": found.logs,
        "facts": found.facts,
        "unsealed": found.unsealed,
        "keys": [str(key) for key in keys],
        "findings": [
            {
                "kind": each.kind,
                "log": each.log_id,
                "name": str(names.of(each.log_id)),
                "position": each.position,
                "table": each.table,
                "column": each.column,
                "sealed_value": each.sealed_value,
                "said": str(each.said),
            }
            for each in found.findings
        ],
    }


def tell_grounds(
    names: "LogNames", kept: "list[KeptCheckpoint]", keys: "list[Key]", *, own: bool
) -> None:
    """Says what the facts were held against, and what that can show."""
    if not keys:
        typer.echo(
            t(
                "本机没有签名密钥，也没有给出公钥（--key）：没有核对签名。",
                "There is no signing key on this machine, nor was a public key given (--key): no "
                "signature was checked.",
            )
        )
    for key in keys:
        whose = t("（本机的）", " (this machine's own)") if own else ""
        typer.echo(t(f"签名按公钥核对{whose}：{key}", f"Signatures by the key{whose}: {key}"))
    for one in kept:
        name, size = names.of(one.log_id), f"{one.checkpoint.size:,}"
        typer.echo(
            t(
                f"与库外留存的检查点比较：{name}，{size} 条",
                f"Compared with a checkpoint kept elsewhere: {name}, {size} facts",
            )
        )
    if not kept:
        typer.echo(
            t(
                "没有给出库外留存的检查点（--since）：只看库里的东西是否互相对得上。"
                "能改整个数据库又有签名密钥的人，可以连同封存一起重做，这样看不出来。",
                "No checkpoint kept elsewhere was given (--since): what is in the database was "
                "only compared with itself. Whoever changes the whole database and holds the "
                "signing key could have sealed anew what they rewrote; that is not seen here.",
            )
        )


def tell_verification(found: "Verification", names: "LogNames") -> None:
    """Prints every finding, and how much was read."""
    for each in found.findings:
        typer.echo(f"✗ {names.of(each.log_id)}: {each.said}")
    typer.echo(
        t(
            f"读了 {found.logs} 份日志的 {found.facts:,} 条事实。",
            f"Read {found.facts:,} facts of {found.logs} logs.",
        )
    )
    if found.unsealed:
        typer.echo(
            t(
                f"其中 {found.unsealed:,} 条还没有封存，不能比较；先运行 mingzhang seal。",
                f"{found.unsealed:,} of them are not sealed yet and could not be compared: run "
                "`mingzhang seal` first.",
            )
        )
    count = len(found.findings)
    typer.echo(
        t(
            f"有 {count:,} 处与封存时不符。请保留现场，不要修补，"
            "按留存的检查点逐个核验（--since）。",
            f"{count:,} findings: not everything is as it was sealed. Keep everything as it is, "
            "mend nothing, and verify by each checkpoint that was kept (--since).",
        )
        if count
        else t("都与封存时相符。", "Everything is as it was sealed.")
    )
