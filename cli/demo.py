"""`mingzhang demo`: a made-up province with planted breaches, into files or into the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from demonstrations.made_up.plan import Plan
    from demonstrations.made_up.truth import Truth

HELP = t(
    "虚构示范省并导入；--output 只写文件，埋下的疑点记在其中的 truth.json。",
    "Make up a province and import it; --output only writes files, with what was planted in "
    "truth.json.",
)


def demo(
    *,
    seed: Annotated[int, typer.Option(help=t("随机种子", "The seed of chance"))] = 1,
    counties: Annotated[int, typer.Option(help=t("几个县", "How many counties"))] = 3,
    years: Annotated[int, typer.Option(help=t("几年", "How many years"))] = 2,
    scale: Annotated[
        int, typer.Option(help=t("对农户的支付共几笔", "How many payments to households in all"))
    ] = 1000,
    gb18030: Annotated[
        bool, typer.Option("--gb18030", help=t("文件用 GB18030 编码", "Write files in GB18030"))
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(help=t("只写到此文件夹，不导入", "Only write to this folder, import nothing")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Makes up a province; repeating it with the same arguments posts nothing."""
    from cli.output import print_json  # noqa: PLC0415
    from demonstrations.made_up.generating import generate  # noqa: PLC0415
    from demonstrations.made_up.plan import Plan  # noqa: PLC0415

    plan = Plan(seed, counties, years, scale, "gb18030" if gb18030 else "utf-8")
    if output is not None:
        truth, before = generate(plan, output), None
    else:
        truth, before = load_into_ledger(plan)
    if as_json:
        print_json(
            {
                "as_of": truth.as_of,
                "rows": truth.rows,
                "planted": truth.planted,
                "near_misses": truth.near_misses,
                "folder": None if output is None else str(output),
                "imported_before": before,
            }
        )
    else:
        tell(truth, output, before)


def load_into_ledger(plan: "Plan") -> "tuple[Truth, str | None]":
    """Loads a plan; returns its truth, and when the same was loaded before."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import progress_bar  # noqa: PLC0415
    from demonstrations.made_up.loading import load  # noqa: PLC0415
    from ledger.data_keys import load_protector  # noqa: PLC0415

    engine, settings, url = connect()
    with progress_bar() as progress:
        protector = load_protector(engine, settings.master_key_file)
        loaded = load(url, protector, plan, progress)
    return loaded.truth, loaded.outcome.imported_before


def tell(truth: "Truth", output: Path | None, before: str | None) -> None:
    """Says what was made up, and what was planted in it, a rule a line."""
    from rich.table import Table  # noqa: PLC0415

    from cli.output import console  # noqa: PLC0415

    out = console()
    table = Table(title=t("埋下的疑点和差一点的情形", "What was planted, and what nearly was"))
    table.add_column(t("规则", "Rule"))
    table.add_column(t("埋下", "Planted"), justify="right")
    table.add_column(t("差一点", "Near misses"), justify="right")
    for rule in sorted({case.rule for case in truth.planted}):
        table.add_row(
            rule,
            str(sum(case.rule == rule for case in truth.planted)),
            str(sum(case.rule == rule for case in truth.near_misses)),
        )
    out.print(table)
    if before:
        out.print(t(f"已在 {before} 导入过，没有重复入账。", f"Imported before, {before}."))
    where = "" if output is None else t(f"，写入 {output}", f", written to {output}")
    out.print(
        t(
            f"共 {truth.rows:,} 行{where}；请检查到 {truth.as_of}："
            f"mingzhang audit --as-of {truth.as_of}",
            f"{truth.rows:,} rows{where}; audit as of {truth.as_of}: "
            f"mingzhang audit --as-of {truth.as_of}",
        )
    )
