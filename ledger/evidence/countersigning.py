"""What a witness does on a machine of its own: it signs a checkpoint that grew from its last.

It needs no database: a key of its own, what it signed last, and the file that the log sent.
"""

import json
import os
from pathlib import Path

from ledger.errors import DataProblem, SystemFailed, WrongUse
from ledger.evidence.signing_keys import SigningKey, load_signing_key
from mingzhang_verify import GROWTH, WITNESS_KEY, Checkpoint, Key, NotProven, grown


def seen_file(key_file: Path) -> Path:
    """Where a witness keeps what it signed last, of each log."""
    return key_file.with_name(f"{key_file.name}.seen.json")


def countersign(sent: str, key: SigningKey, key_file: Path, log_key: Key | None) -> str:
    """The note that was sent, with the witness's signature; what was signed is kept in mind.

    Args:
        sent: a note, or a file that shows how it grew from an older one.
        key: the witness's.
        key_file: where that is; what it signed is kept beside it.
        log_key: the log's; None where it was seen before, and has not been renewed since.

    Raises:
        WrongUse: the log's key is not known, or what was sent is no file of ours.
        DataProblem: the proof does not begin where the witness was, the checkpoint did not grow
            from it, or the log did not sign it.
        SystemFailed: what was signed cannot be kept.
    """
    seen = _read_seen(key_file)
    try:
        older, newer, note = _opened(sent)
        known = seen.get(newer.origin)
        trusted = log_key or (Key.read(known["key"]) if known else None)
        if trusted is None:
            raise WrongUse(
                f"第一次为 {newer.origin} 签名，要用 --log-key 给出它的公钥"
                "（向财政部门当面核对）。",
                f"{newer.origin} is new to this witness: give its public key by --log-key, and "
                "compare it with the bureau in person.",
            )
        _check_signed(newer, trusted)
        if known:
            _check_follows(Checkpoint.read(known["note"]), older, newer)
    except NotProven as error:
        raise DataProblem(f"没有签名：{error}", f"Not countersigned: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise WrongUse(
            f"没有签名：文件不完整（{error}）", f"Not countersigned: the file is damaged ({error})"
        ) from error
    seen[newer.origin] = {"key": str(trusted), "note": note}
    _keep_seen(key_file, seen)
    return note + key.countersignature(newer.text)


def load_witness_key(file: Path) -> SigningKey:
    """The witness's private key in a file.

    Raises:
        WrongUse: there is none, or it is that of a log.
        SystemFailed: it cannot be used.
    """
    if not file.exists():
        raise WrongUse(
            f"没有 {file}；见证单位用 mingzhang witness key 生成自己的密钥。",
            f"There is no {file}; a witness makes its key with `mingzhang witness key`.",
        )
    key = load_signing_key(file)
    if key.kind != WITNESS_KEY:
        raise WrongUse(
            f"{file} 是账本自己的签名密钥，不是见证单位的。",
            f"{file} is the key of a log, not of a witness.",
        )
    return key


def _opened(sent: str) -> tuple[Checkpoint | None, Checkpoint, str]:
    """What was sent: the older checkpoint, where there is one, the newer, and the newer's note."""
    if not sent.startswith("{"):
        return None, Checkpoint.read(sent), sent
    growth = json.loads(sent)
    if growth.get("format") != GROWTH:
        raise NotProven("不是增长证明", "not a proof of growth")
    older, newer = grown(growth)
    return older, newer, growth["newer"]


def _check_signed(newer: Checkpoint, trusted: Key) -> None:
    """That a log signed a checkpoint.

    Raises:
        NotProven: it did not.
    """
    if not newer.signers([trusted]):
        raise NotProven(
            "不是已知的密钥签的；对方换过密钥的，当面核对后用 --log-key 给出新的公钥",
            "it is not signed by the key that is known; if theirs was renewed, compare the new one "
            "in person and give it by --log-key",
        )


def _check_follows(last: Checkpoint, older: Checkpoint | None, newer: Checkpoint) -> None:
    """That a checkpoint is the last one that was signed, or was shown to have grown from it.

    Raises:
        NotProven: it is not.
    """
    if newer.text == last.text:
        return
    if newer.size < last.size:
        raise NotProven(
            f"上次签的有 {last.size} 条，这次只有 {newer.size} 条：账被剪短了",
            f"the last one had {last.size} facts, this one has {newer.size}: the log was cut short",
        )
    if older is None or older.text != last.text:
        raise NotProven(
            f"要有从上次签的（{last.size} 条）增长而来的证明："
            "请对方用 mingzhang checkpoint export --since 给出",
            f"a proof is needed that it grew from the last one ({last.size} facts): ask for "
            "`mingzhang checkpoint export --since`",
        )


def _read_seen(key_file: Path) -> dict[str, dict[str, str]]:
    """What was signed last, by log.

    Raises:
        SystemFailed: it cannot be read.
    """
    file = seen_file(key_file)
    try:
        found: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SystemFailed(f"{file} 读不了：{error}", f"{file} cannot be read: {error}") from error
    return found


def _keep_seen(key_file: Path, seen: dict[str, dict[str, str]]) -> None:
    """Keeps it before the signature leaves the house: no second one contradicts it."""
    file = seen_file(key_file)
    coming = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with coming.open("w", encoding="utf-8") as opened:
            json.dump(seen, opened, ensure_ascii=False, indent=1)
            opened.flush()
            os.fsync(opened.fileno())
        coming.rename(file)
    except OSError as error:
        raise SystemFailed(
            f"{file} 写不了：{error}", f"{file} cannot be written: {error}"
        ) from error
