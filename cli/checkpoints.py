"""`mingzhang checkpoint`: checkpoints go out, are countersigned and come back; the log's keys."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from sqlalchemy import Connection

HELP = t(
    "检查点：导出给见证单位、会签、导入会签；查看和更换签名密钥。",
    "Checkpoints: export them for witnesses, countersign, take in; the keys that sign.",
)
EXPORT_HELP = t(
    "导出检查点：默认公共日志最新的一个（它覆盖全部账簿），写到文件或标准输出；--witness、--since "
    "写出它从旧检查点增长而来的证明，--leaves 附上全部哈希，供留底。",
    "Export a checkpoint: by default the latest of the common log, which covers all books, to a "
    "file or standard output. --witness and --since write the proof that it grew from an older "
    "one; --leaves adds the hashes of all facts, to be kept.",
)
COUNTERSIGN_HELP = t(
    "会签（见证单位在自己的机器上做，不连数据库）：核对是对方签的、从上次会签的增长而来，再签名。",
    "Countersign, on the witness's own machine and without the database: checks that the log "
    "signed it and that it grew from what was signed last, then signs.",
)
IMPORT_HELP = t("导入会签过的检查点。运维人员用。", "Take in countersignatures; for the operator.")
KEYS_HELP = t(
    "列出账本和见证单位的公钥，一行一个，mingzhang-verify --key 可直接读。",
    "List the public keys of log and witnesses, one a line, as mingzhang-verify --key reads them.",
)
NEW_KEY_HELP = t(
    "换签名密钥：丢失或被盗之后，或能读它的人离岗时。运维人员用；之后备份，并把新公钥当面交给见证单位。",
    "Change the signing key, after it was lost or stolen or somebody who could read it left. For "
    "the operator; back it up, and give the new public key to the witnesses in person.",
)

app = typer.Typer(no_args_is_help=True)


@app.callback()
def checkpoint() -> None:
    """Holds the commands below."""


@app.command("export", help=EXPORT_HELP)
def export(
    out: Annotated[
        Path | None,
        typer.Argument(help=t("写到哪个文件；默认标准输出", "The file; else standard output")),
    ] = None,
    book: Annotated[
        str | None,
        typer.Option(help=t("这个账簿的：区划代码或名称", "That of a book: code or name")),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(help=t("从这个旧检查点增长的证明", "Prove that it grew from this one")),
    ] = None,
    witness: Annotated[
        str | None,
        typer.Option(
            help=t(
                "从这个见证单位上次会签的增长的证明",
                "Prove that it grew from what this witness signed last",
            )
        ),
    ] = None,
    *,
    leaves: Annotated[
        bool,
        typer.Option("--leaves", help=t("附上全部哈希", "Add the hashes of all facts")),
    ] = False,
) -> None:
    """Writes what is sent or kept.

    Raises:
        WrongUse: the options contradict each other, or nothing is sealed yet.
        DataProblem: the log did not grow from the older checkpoint.
    """
    from cli.connecting import connect  # noqa: PLC0415
    from cli.files import write_file  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415

    if sum((since is not None, witness is not None, leaves)) > 1:
        raise WrongUse(
            "--since、--witness、--leaves 只能用一个。",
            "Use only one of --since, --witness and --leaves.",
        )
    engine, _, _ = connect()
    with engine.connect() as connection:
        content = exported(connection, book, since, witness, leaves=leaves)
    if out is None:
        typer.echo(content, nl=False)
    else:
        write_file(out, content)
        typer.echo(t(f"已写到 {out}", f"Written to {out}"))


def exported(
    connection: "Connection",
    book: str | None,
    since: Path | None,
    witness: str | None,
    *,
    leaves: bool,
) -> str:
    """What `export` writes.

    Raises:
        WrongUse: nothing is sealed yet, there is no such witness, or the older checkpoint is of
            another log.
        DataProblem: the log did not grow from the older checkpoint.
    """
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415
    from ledger.evidence import sending  # noqa: PLC0415
    from ledger.evidence.outside import kept_file, read_kept  # noqa: PLC0415
    from ledger.evidence.shapes import COMMON_LOG  # noqa: PLC0415
    from mingzhang_verify import Checkpoint  # noqa: PLC0415

    log_id = find_book(connection, book, "book") if book else COMMON_LOG
    older = None
    if since is not None:
        kept = read_kept(since)
        if kept.log_id != log_id:
            raise WrongUse(
                f"{since} 是 {kept.checkpoint.origin} 的检查点；账簿的要加 --book。",
                f"{since} is a checkpoint of {kept.checkpoint.origin}; of a book it needs --book.",
            )
        older = kept.checkpoint
    elif witness is not None:
        note = sending.note_of_witness(connection, witness, log_id)
        older = None if note is None else Checkpoint.read(note)
    if older is not None:
        grown = sending.growth(connection, older, log_id)
        return json.dumps(grown, ensure_ascii=False, indent=1) + "\n"
    note = sending.latest_note(connection, log_id)
    if leaves:
        return kept_file(note, sending.kept_with_leaves(connection, note, log_id).leaves)
    return note


@app.command("countersign", help=COUNTERSIGN_HELP)
def countersign_command(
    file: Annotated[Path, typer.Argument(help=t("送来的文件", "What the log sent"))],
    key_file: Annotated[
        Path, typer.Option(help=t("见证单位自己的私钥文件", "The witness's private key"))
    ],
    log_key: Annotated[
        str | None,
        typer.Option(
            help=t(
                "对方的公钥或公钥文件：第一次，或对方换了密钥时",
                "The log's public key or a file of it: the first time, and when it was changed",
            )
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help=t("写到哪里；默认 文件名.countersigned", "By default FILE.countersigned")
        ),
    ] = None,
) -> None:
    """Countersigns what was sent.

    Raises:
        WrongUse: a key is missing or is none, or the file is none of ours.
        DataProblem: it must not be signed.
    """
    from cli.files import key_of, read_file, write_file  # noqa: PLC0415
    from ledger.evidence.countersigning import countersign, load_witness_key  # noqa: PLC0415
    from mingzhang_verify import Checkpoint  # noqa: PLC0415

    trusted = key_of(log_key) if log_key else None
    key = load_witness_key(key_file)
    note = countersign(read_file(file), key, key_file, trusted)
    target = out or file.with_name(f"{file.name}.countersigned")
    write_file(target, note)
    signed = Checkpoint.read(note)
    typer.echo(
        t(
            f"{key.name} 会签了 {signed.origin} 的前 {signed.size:,} 条：{target}。"
            "送回对方，自己留一份。",
            f"{key.name} countersigned the first {signed.size:,} facts of {signed.origin}: "
            f"{target}. Send it back, and keep a copy.",
        )
    )


@app.command("import", help=IMPORT_HELP)
def import_command(
    files: Annotated[list[Path], typer.Argument(help=t("会签过的文件", "What came back"))],
) -> None:
    """Takes in countersignatures.

    Raises:
        WrongUse: no witness in office signed it.
        DataProblem: it is not a checkpoint of this ledger.
    """
    from cli.connecting import connect_for_sealing  # noqa: PLC0415
    from cli.files import read_file  # noqa: PLC0415
    from ledger.evidence.witnesses import take_in  # noqa: PLC0415

    engine, _, _ = connect_for_sealing()
    for file in files:
        with engine.begin() as connection:
            names = ", ".join(key.name for key in take_in(connection, read_file(file)))
        typer.echo(t(f"{file}：{names} 的会签已导入", f"{file}: taken in from {names}"))


@app.command("keys", help=KEYS_HELP)
def keys(*, as_json: AsJson = False) -> None:
    """Prints public keys; the log's own are known only where its key file is."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from ledger.evidence.signing_keys import public_keys  # noqa: PLC0415
    from ledger.evidence.witnesses import witnesses  # noqa: PLC0415

    engine, settings, _ = connect()
    with engine.connect() as connection:
        theirs = [one.public_key for one in witnesses(connection)]
    own = [str(key) for key in public_keys(settings.signing_key_file)]
    if as_json:
        print_json({"log": own, "witnesses": theirs})
        return
    if own:
        typer.echo(t("# 账本（先是现用的，后是停用的）", "# the log: in use, then retired"))
    else:
        where = settings.signing_key_file
        typer.echo(t(f"# 本机没有签名密钥 {where}", f"# no signing key here: {where}"))
    for line in own:
        typer.echo(line)
    if theirs:
        typer.echo(t("# 见证单位", "# witnesses"))
    for line in theirs:
        typer.echo(line)


@app.command("new-key", help=NEW_KEY_HELP)
def new_key(
    lost: Annotated[
        str | None,
        typer.Option(
            help=t(
                "私钥文件已丢失时：它的公钥或公钥文件（见证单位都有）",
                "Where the old key's file is gone: its public key or a file of it (witnesses have "
                "it)",
            )
        ),
    ] = None,
) -> None:
    """Puts a new signing key in the old one's place.

    Raises:
        WrongUse: the lost key's file is there, or that key did not sign the latest checkpoint.
        SystemFailed: there is no key, or it cannot be written.
    """
    from cli.connecting import connect_for_sealing  # noqa: PLC0415
    from cli.files import key_of  # noqa: PLC0415
    from ledger.evidence.sending import check_signed_latest  # noqa: PLC0415
    from ledger.evidence.signing_keys import renew_signing_key  # noqa: PLC0415

    engine, settings, _ = connect_for_sealing()
    old = key_of(lost) if lost else None
    if old is not None:
        with engine.connect() as connection:
            check_signed_latest(connection, old)
    file = settings.signing_key_file
    new = renew_signing_key(file, old)
    typer.echo(
        t(
            f"已换签名密钥：{file}，请马上备份。新公钥：{new.public}\n旧公钥留在它旁边，以前的检查点"
            "仍按它核对。请把新公钥当面交给各见证单位（会签时用 --log-key），并公布。",
            f"The signing key was changed: back up {file} now. Its public key: {new.public}\nThe "
            "old public key stays beside it: earlier checkpoints are checked by it. Give the new "
            "one to every witness in person (for --log-key), and publish it.",
        )
    )
