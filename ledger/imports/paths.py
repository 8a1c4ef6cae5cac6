"""Which files of what a user names are read: by their suffix, one or all of a folder."""

from pathlib import Path

from ledger.errors import WrongUse

WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
TEXT_SUFFIXES = {".csv", ".txt", ".tsv"}


def check_readable(path: Path) -> None:
    """Refuses at once what cannot be read whatever is in it.

    Raises:
        WrongUse: there is no such file, or it is of no kind we read.
    """
    if not path.exists():
        raise WrongUse(f"没有这个文件：{path}", f"There is no such file: {path}")
    suffix = path.suffix.lower()
    if path.is_file() and suffix not in WORKBOOK_SUFFIXES | TEXT_SUFFIXES:
        raise WrongUse(
            f"不认识的文件类型 {suffix or path.name}；应为 XLSX、XLS 或 CSV。",
            f"{suffix or path.name} is not a kind of file we read; XLSX, XLS or CSV is.",
        )


def files_of(path: Path) -> list[Path]:
    """The file, or all workbooks and CSV files of the folder, in the order they are read in.

    Raises:
        WrongUse: there is no such file, or none of a kind we read.
    """
    check_readable(path)
    if not path.is_dir():
        return [path]
    files = sorted(
        file
        for file in path.iterdir()
        if file.suffix.lower() in WORKBOOK_SUFFIXES | TEXT_SUFFIXES
        and not file.name.startswith((".", "~$"))
    )
    if not files:
        raise WrongUse(
            f"文件夹 {path} 里没有 XLSX、XLS 或 CSV 文件。",
            f"There is no XLSX, XLS or CSV file in the folder {path}.",
        )
    return files
