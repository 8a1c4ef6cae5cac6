"""`mingzhang template`: an empty workbook with every sheet, explained."""

from pathlib import Path
from typing import Annotated

import typer

from ledger.language import t

HELP = t("生成导入用的工作簿模板。", "Write the workbook template for imports.")


def template(
    output: Annotated[
        Path, typer.Option("--output", "-o", help=t("写到哪个文件", "Where to write it"))
    ] = Path("mingzhang.xlsx"),
    *,
    force: Annotated[
        bool, typer.Option("--force", help=t("覆盖已有的文件", "Overwrite a file that is there"))
    ] = False,
) -> None:
    """Writes the template.

    Raises:
        WrongUse: the name is no workbook's, or the file is there and may have been filled in.
        SystemFailed: it cannot be written.
    """
    from ledger.errors import SystemFailed, WrongUse  # noqa: PLC0415
    from ledger.imports.template import write_template  # noqa: PLC0415

    if output.suffix.lower() != ".xlsx":
        raise WrongUse(
            f"模板应以 .xlsx 结尾：{output}", f"The template's name should end in .xlsx: {output}"
        )
    if output.exists() and not force:
        raise WrongUse(
            f"{output} 已经存在；换个文件名，或加 --force 覆盖它。",
            f"{output} is there already: give another name, or --force to overwrite it.",
        )
    try:
        write_template(output)
    except OSError as error:
        raise SystemFailed(
            f"写不了 {output}：{error.strerror}", f"{output} cannot be written: {error.strerror}"
        ) from error
    typer.echo(t(f"已生成 {output}", f"Wrote {output}"))
