"""Looks at the name of a file that is handed in: kept as data, it must not deceive anybody."""

import re
import unicodedata

from ledger.attachment_kinds import Kind
from ledger.attachment_refusals import NONE, FileRefused

#: In characters; four bytes of each still fit where names are kept.
LONGEST_NAME = 200
#: Control characters, formats such as U+202E that turns the direction of reading, line ends.
HIDING = ("Cc", "Cf", "Cs", "Zl", "Zp")
#: Suffixes that some system runs when the file is opened, wherever they stand in the name.
RUNNING = {
    *("app", "bat", "bin", "cmd", "com", "cpl", "dll", "dmg", "docm", "exe", "hta", "htm", "html"),
    *("jar", "js", "jse", "lnk", "mht", "mhtml", "msc", "msi", "msp", "pif", "ps1", "py", "reg"),
    *("scr", "sh", "svg", "swf", "url", "vb", "vbe", "vbs", "wsf", "wsh", "xhtml", "xlsb", "xlsm"),
}
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
#: What a suffix looks like: dates and numbers between dots are none.
SUFFIX = re.compile(r"[a-z][a-z0-9]{0,5}")


def checked_name(name: str, kind: Kind) -> str:
    """The name as it is kept: in composed characters, otherwise as it came.

    Args:
        name: as its bringer calls the file.
        kind: what its content says it is.

    Raises:
        FileRefused: the name could lead elsewhere, hides something, or says another kind.
    """
    name = unicodedata.normalize("NFC", name).strip(" ")
    if not name.strip("."):
        raise FileRefused("no_name")
    hidden = next((letter for letter in name if unicodedata.category(letter) in HIDING), None)
    if hidden is not None:
        raise FileRefused("name_hides", letter=f"{ord(hidden):04X}")
    if "/" in name or "\\" in name:
        raise FileRefused("name_has_path", name=name)
    if len(name) > LONGEST_NAME:
        raise FileRefused("name_too_long", longest=LONGEST_NAME)
    if RESERVED.fullmatch(name) or name[-1] == "." or set(name) & set('<>:"|?*'):
        raise FileRefused("name_reserved", name=name)
    check_suffixes(name, kind)
    return name


def check_suffixes(name: str, kind: Kind) -> None:
    """Compares what a name says with what the content says.

    Raises:
        FileRefused: it ends like another kind, or like a program before that.
    """
    _, *suffixes = [part.strip().lower() for part in name.split(".")]
    for suffix in suffixes[:-1]:
        if suffix in RUNNING:
            raise FileRefused("name_runs", suffix=f".{suffix}")
    last = suffixes[-1] if suffixes and SUFFIX.fullmatch(suffixes[-1]) else None
    if last not in kind.suffixes:
        raise FileRefused(
            "name_disagrees",
            kind=kind.name,
            expected=" / ".join(f".{suffix}" for suffix in kind.suffixes),
            suffix=NONE if last is None else f".{last}",
        )
