"""What verification finds: in words, with the log and the position where it was found."""

from dataclasses import dataclass
from typing import Literal

from ledger.language import Text

#: What can be wrong: a fact is another, is not there, is there too much; or the evidence itself is.
Kind = Literal["changed", "missing", "added", "tree", "checkpoint"]


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was sealed."""

    kind: Kind
    log_id: int
    #: The first position it concerns; None where it concerns the log as a whole.
    position: int | None
    said: Text
    #: Schema and table, where that is known.
    table: str | None = None
    #: The column that was changed and what it held, where a value was found that gives the sealed
    #: hash again.
    column: str | None = None
    sealed_value: str | None = None


def changed(log_id: int, position: int, table: str | None) -> Finding:
    """A fact that is not the one that was sealed."""
    where = f"（{table}）" if table else ""
    said = Text(
        f"第 {position} 条{where}与封存时不同",
        f"position {position}{f' ({table})' if table else ''} is not what was sealed",
    )
    return Finding("changed", log_id, position, said, table)


def renamed(found: Finding, column: str, sealed: str | None, now: str | None) -> Finding:
    """The same with the column that was changed: the sealed hash comes back with another value."""
    was_zh, was_en = (sealed, sealed) if sealed is not None else ("空", "empty")
    is_zh, is_en = (now, now) if now is not None else ("空", "empty")
    said = Text(
        f"{found.said.zh}：{column} 封存时是 {was_zh}，现在是 {is_zh}",
        f"{found.said.en}: {column} was {was_en} when it was sealed and is {is_en} now",
    )
    return Finding("changed", found.log_id, found.position, said, found.table, column, sealed)


def missing(log_id: int, position: int, *, sealed: bool) -> Finding:
    """A position that holds no fact."""
    zh, en = ("已封存，", "was sealed and ") if sealed else ("", "")
    said = Text(f"第 {position} 条{zh}现在没有了", f"position {position} {en}is not there")
    return Finding("missing", log_id, position, said)


def moved(log_id: int, position: int, table: str, from_log: int, from_position: int) -> Finding:
    """A fact that stands somewhere else now."""
    said = Text(
        f"第 {position} 条（{table}）被挪到 {from_log} 号日志第 {from_position} 条",
        f"position {position} ({table}) now stands in log {from_log} as {from_position}",
    )
    return Finding("missing", log_id, position, said, table, "log_position", str(position))


def added(log_id: int, position: int | None, table: str) -> Finding:
    """A row that no posting wrote."""
    said = Text(
        f"{table} 有不是入账写下的行（位置 {position}）",
        f"{table} has a row that no posting wrote (position {position})",
    )
    return Finding("added", log_id, position, said, table)


def claimed_twice(log_id: int, position: int) -> Finding:
    """A position that more than one row claims."""
    said = Text(f"第 {position} 条有不止一个事实", f"more than one fact claims position {position}")
    return Finding("added", log_id, position, said)


def cut_back(log_id: int, end: int, size: int) -> Finding:
    """A book that ends before what was sealed of it."""
    said = Text(
        f"账簿记到第 {end} 条，而已封存到第 {size} 条：账被剪短或恢复成了旧的",
        f"the book ends at position {end}, yet {size} are sealed: it was cut short or set back",
    )
    return Finding("missing", log_id, end + 1, said)


def not_a_table(log_id: int, table: str) -> Finding:
    """A name under which something else is read than a table with the columns that were sealed."""
    said = Text(
        f"{table} 已不是封存时的那张表（换成了视图、生成列，或少了列）",
        f"{table} is no longer the table that was sealed (a view or computed columns stand in its "
        "place, or columns are gone)",
    )
    return Finding("tree", log_id, None, said, table)


def tree_damaged(log_id: int, first: int, last: int) -> Finding:
    """Hashes of the tree that fit neither the facts nor what stands above them."""
    said = Text(
        f"第 {first} 至 {last} 条的哈希树被改动过，或这些事实连同哈希一起被改写",
        f"the tree over positions {first} to {last} was changed, or these facts were rewritten "
        "together with their hashes",
    )
    return Finding("tree", log_id, first, said)


def tree_alone(log_id: int, first: int, last: int) -> Finding:
    """Hashes of the tree that were changed while the facts were not."""
    said = Text(
        f"第 {first} 至 {last} 条的事实没有变，但数据库里的哈希被改动过",
        f"the facts from {first} to {last} are unchanged, but the hashes kept of them were changed",
    )
    return Finding("tree", log_id, first, said)


def of_checkpoint(log_id: int, position: int | None, zh: str, en: str) -> Finding:
    """A checkpoint that does not go with the log."""
    return Finding("checkpoint", log_id, position, Text(zh, en))


def shape_changed(log_id: int, table: str) -> Finding:
    """A table of which it is no longer kept in which shape its facts were sealed."""
    said = Text(
        f"{table} 封存时的形状（ledger.fact_shape）被改动过，它的事实无法核验",
        f"the shape in which facts of {table} were sealed (ledger.fact_shape) was changed: they "
        "cannot be verified",
    )
    return Finding("tree", log_id, None, said, table)


def tree_too_long(log_id: int, there: int, size: int) -> Finding:
    """A tree that is said to hold more than there are hashes and facts."""
    said = Text(
        f"据称封存到第 {size} 条，而事实和哈希只到第 {there} 条",
        f"{size} facts are said to be sealed, and there are facts or hashes up to {there} only",
    )
    return Finding("tree", log_id, there + 1, said)


def placed_beyond(position: int, size: int, table: str) -> Finding:
    """A fact of no book that has a place and is not sealed: no sealer leaves one behind."""
    said = Text(
        f"{table} 有一行占着公共日志第 {position} 条，而该日志只封存到第 {size} 条",
        f"a row of {table} stands at position {position} of the common log, which is sealed up to "
        f"{size}",
    )
    return Finding("added", 0, position, said, table)


def hidden(table: str, rows: int) -> Finding:
    """Rows that a table has from end to end, and that were not found by their keys."""
    said = Text(
        f"{table} 有 {rows} 行按日志位置读不到",
        f"{table} has {rows} rows that were not found at a position of any log",
    )
    return Finding("added", 0, None, said, table)


def unreadable(log_id: int, reason: str) -> Finding:
    """Something that keeps a log from being read at all."""
    said = Text(f"读不了：{reason}", f"cannot be read: {reason}")
    return Finding("tree", log_id, None, said)
