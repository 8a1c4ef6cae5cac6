"""Files that commands are given and write: notes, receipts, public keys."""

from collections.abc import Iterable
from pathlib import Path

from ledger.errors import WrongUse
from mingzhang_verify import Key, NotProven, read_keys


def keys_of(named: str) -> list[Key]:
    """The public keys that an argument is or names.

    Raises:
        WrongUse: the file cannot be read, or what it holds are no keys.
    """
    try:
        found = read_keys(named)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            f"{named} 不是公钥，也读不出公钥文件：{error}",
            f"{named} is neither a public key nor a file of them: {error}",
        ) from error
    except NotProven as error:
        raise WrongUse(f"{error}", f"{error}") from error
    if not found:
        raise WrongUse(f"{named} 里没有公钥。", f"{named} holds no public key.")
    return found


def key_of(named: str) -> Key:
    """The one public key that an argument is or names.

    Raises:
        WrongUse: it is not one.
    """
    found = keys_of(named)
    if len(found) > 1:
        raise WrongUse(
            f"{named} 里有 {len(found)} 个公钥，请给出其中一个。",
            f"{named} holds {len(found)} public keys; give one of them.",
        )
    return found[0]


def read_file(file: Path) -> str:
    """What a file says.

    Raises:
        WrongUse: it cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{file} 读不了：{error}", f"{file} cannot be read: {error}") from error


def write_file(file: Path, content: str) -> None:
    """Writes a file that is sent or kept.

    Raises:
        WrongUse: it cannot be written.
    """
    try:
        file.write_text(content, encoding="utf-8")
    except OSError as error:
        raise WrongUse(
            f"{file} 写不了：{error.strerror}", f"{file} cannot be written: {error.strerror}"
        ) from error


def write_lines(file: Path, lines: Iterable[str]) -> int:
    """Writes a file line by line, beside it first: it is there whole or not at all.

    Returns:
        How many lines there are.

    Raises:
        WrongUse: it cannot be written.
    """
    beside = file.with_name(f"{file.name}.part")
    count = 0
    try:
        with beside.open("w", encoding="utf-8", newline="") as out:
            for line in lines:
                out.write(line)
                count += 1
        beside.replace(file)
    except OSError as error:
        raise WrongUse(
            f"{file} 写不了：{error.strerror}", f"{file} cannot be written: {error.strerror}"
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return count
