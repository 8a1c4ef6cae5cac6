"""`mingzhang attach` and `mingzhang attachments`: papers handed in, listed, fetched, verified."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, Book
from ledger.language import t

if TYPE_CHECKING:
    from ledger.attachment_checking import Standing
    from ledger.attachments import Paper

ATTACH_HELP = t(
    "把文件附在一张凭证下。存储由 MINGZHANG_ATTACHMENTS 指定：文件夹，或 s3://桶/前缀"
    "（服务器和密钥取自 AWS_ENDPOINT_URL_S3、AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、"
    "AWS_REGION）；不设则为数据目录下的 attachments。单个文件的上限为 "
    "MINGZHANG_ATTACHMENT_LIMIT MiB（默认 20）。",
    "Hand files in under a voucher. MINGZHANG_ATTACHMENTS names the store: a folder, or "
    "s3://bucket/prefix (its server and keys by AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID, "
    "AWS_SECRET_ACCESS_KEY and AWS_REGION); without it, attachments in the data directory. A file "
    "has at most MINGZHANG_ATTACHMENT_LIMIT MiB (20 where it is not set).",
)
HELP = t(
    "凭证的附件：查看、取出、核对存储。", "Attachments of vouchers: list, fetch, verify the store."
)
LIST_HELP = t("列出一张凭证的附件。", "List the attachments of a voucher.")
FETCH_HELP = t(
    "按指纹取出一个附件，先核对内容。", "Fetch an attachment by its hash, checked first."
)
VERIFY_HELP = t(
    "把存储里的全部附件与账上的指纹核对：缺失、被改动、无主。",
    "Compare all stored attachments with the ledger: missing, altered, nobody's.",
)

app = typer.Typer(no_args_is_help=True)

Voucher = Annotated[str, typer.Argument(help=t("凭证号，如 202203-4", "Its number, as 202203-4"))]


def attach(
    book: Book,
    voucher: Voucher,
    files: Annotated[list[Path], typer.Argument(help=t("文件，可以几个", "One file or several"))],
) -> None:
    """Hands files in, each by itself; exits with 1 where one was refused."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.attachment_refusals import FileRefused  # noqa: PLC0415
    from ledger.attachment_stores import open_store  # noqa: PLC0415
    from ledger.attachments import HandedIn  # noqa: PLC0415
    from ledger.attachments import attach as hand_in  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.voucher_numbers import find_voucher  # noqa: PLC0415

    for path in files:
        check_file(path)
    engine, settings, _ = connect()
    store = open_store(settings)
    with engine.connect() as connection:
        book_id = find_book(connection, book, "attach")
        voucher_id = find_voucher(connection, book_id, voucher)
    refused = False
    for path in files:
        try:
            with path.open("rb") as content:
                file = HandedIn(path.name, content, settings.attachment_limit)
                done = hand_in(engine, store, book_id, voucher_id, file)
        except FileRefused as refusal:
            refused = True
            typer.echo(f"{path}: {refusal}", err=True)
        else:
            known = t("（已有，没有重复登记）", " (there already)")
            typer.echo(f"{path}: {done.sha256}{'' if done.new else known}")
    if refused:
        raise typer.Exit(1)


def check_file(path: Path) -> None:
    """Says beforehand that a file is not there.

    Raises:
        WrongUse: it is not.
    """
    from ledger.errors import WrongUse  # noqa: PLC0415

    if not path.is_file():
        raise WrongUse(f"没有这个文件：{path}", f"There is no such file: {path}")


@app.command("list", help=LIST_HELP)
def list_papers(book: Book, voucher: Voucher, *, as_json: AsJson = False) -> None:
    """Lists the attachments of a voucher."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from ledger.attachments import papers_of  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415
    from ledger.voucher_numbers import find_voucher  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        book_id = find_book(connection, book)
        found = papers_of(connection, book_id, find_voucher(connection, book_id, voucher))
    if as_json:
        print_json(found)
    elif found:
        tell(found)
    else:
        typer.echo(t("这张凭证还没有附件。", "This voucher has no attachments yet."))


def tell(papers: list["Paper"]) -> None:
    """Prints the papers of a voucher as a table."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import console  # noqa: PLC0415

    table = Table()
    for header in (
        t("文件", "File"),
        t("字节", "Bytes"),
        t("指纹", "Hash"),
        t("登记", "Recorded"),
        t("登记人", "By"),
        t("也附在", "Also under"),
    ):
        table.add_column(header, overflow="fold")
    for paper in papers:
        table.add_row(
            paper.file_name or t("（只有指纹）", "(fingerprint only)"),
            "" if paper.size is None else f"{paper.size:,}",
            # Whole: `fetch` asks for it.
            paper.sha256,
            f"{paper.recorded_at:%Y-%m-%d %H:%M}",
            paper.recorded_by,
            t("、", ", ").join(f"{each.division_name} {each.voucher}" for each in paper.also_under),
        )
    console().print(table)


@app.command("fetch", help=FETCH_HELP)
def fetch(
    sha256: Annotated[str, typer.Argument(help=t("附件的 SHA-256", "The file's SHA-256"))],
    to: Annotated[
        Path,
        typer.Option("--to", "-o", help=t("存成这个文件，不覆盖", "Write it to this new file")),
    ],
) -> None:
    """Writes a content to a file that was not there."""
    import shutil  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from ledger.attachment_stores import checked_content, hash_at, open_store  # noqa: PLC0415
    from ledger.attachment_stores import place_of as place  # noqa: PLC0415
    from ledger.attachments import book_of_content  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415
    from ledger.exports import note_export  # noqa: PLC0415

    if hash_at(place(sha256)) is None:
        raise WrongUse(
            f"SHA-256 是 64 位小写十六进制数，现为 {sha256!r}。",
            f"A SHA-256 is 64 hexadecimal digits in lower case, not {sha256!r}.",
        )
    engine, settings, _ = connect()
    with engine.connect() as connection:
        book_id = book_of_content(connection, sha256)
    with checked_content(open_store(settings), sha256) as copy:
        note_export(engine, "attachment", book_id, sha256=sha256)
        try:
            with to.open("xb") as file:
                shutil.copyfileobj(copy.file, file)
        except OSError as error:
            raise WrongUse(
                f"{to} 不能写：{error.strerror}", f"{to} cannot be written: {error.strerror}"
            ) from error


@app.command("verify", help=VERIFY_HELP)
def verify(*, as_json: AsJson = False) -> None:
    """Reads every content again; exits with 1 where one is missing or altered."""
    from cli.connecting import connect_for_jobs  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from ledger.attachment_checking import verify_attachments  # noqa: PLC0415
    from ledger.attachment_stores import open_store  # noqa: PLC0415

    # What somebody may not see would count as nobody's: the store is compared with all books.
    engine, settings, _ = connect_for_jobs()
    with engine.connect() as connection:
        found = verify_attachments(connection, open_store(settings))
    if as_json:
        print_json(found)
    else:
        typer.echo(t(f"内容完好：{found.sound}", f"Sound: {found.sound}"))
        tell_standing(t("缺失", "Missing"), found.missing)
        tell_standing(t("被改动或损坏", "Altered or damaged"), found.altered)
        for sha256 in found.orphaned:
            typer.echo(t(f"无主（账上没有）：{sha256}", f"Nobody's (not in the ledger): {sha256}"))
    if not found.whole:
        raise typer.Exit(1)


def tell_standing(what: str, papers: list["Standing"]) -> None:
    """Prints where a content stands that is not there as it should be."""
    for paper in papers:
        typer.echo(
            f"{what}{t('：', ': ')}{paper.sha256} {paper.file_name} "
            + t(
                f"（{paper.division_name} 凭证 {paper.voucher}）",
                f"({paper.division_name} voucher {paper.voucher})",
            )
        )
