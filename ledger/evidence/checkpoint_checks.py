"""Holds a log's tree against every checkpoint that was signed over it, inside and outside."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Row, text

from ledger.evidence.findings import Finding, of_checkpoint
from ledger.evidence.outside import KeptCheckpoint, log_of, origin_of
from ledger.evidence.trees import Tree
from mingzhang_verify import LOG_KEY, Checkpoint, Key, NotProven


def check_checkpoints(
    connection: Connection,
    tree: Tree,
    keys: Sequence[Key],
    kept: Sequence[KeptCheckpoint],
) -> Iterator[Finding]:
    """What does not go together: the tree, the checkpoints on record, and those kept elsewhere.

    Those on record have to be signed by the log; of those kept elsewhere any key that is given
    may say that they are right, a witness's too.
    """
    logs_own = [key for key in keys if key.kind == LOG_KEY]
    rows = connection.execute(
        text(
            "SELECT tree_size, coalesce(root, '') AS root, coalesce(note, '') AS note"
            " FROM ledger.checkpoint WHERE log_id = :log_id AND tree_size IS NOT NULL"
            " ORDER BY tree_size"
        ),
        {"log_id": tree.log_id},
    ).all()
    if tree.size and (not rows or rows[-1].tree_size != tree.size):
        yield of_checkpoint(
            tree.log_id,
            None,
            f"封存到第 {tree.size} 条，却没有这个检查点",
            f"{tree.size} facts are sealed, and there is no checkpoint over them",
        )
    for one in kept:
        note = one.checkpoint
        yield from _check_kept(tree, one, keys)
        if not any(row.tree_size == note.size and bytes(row.root) == note.root for row in rows):
            yield of_checkpoint(
                tree.log_id,
                None,
                f"所留的检查点（{note.size} 条）已不在册",
                f"the checkpoint kept outside ({note.size} facts) is not on record any more",
            )
    for row in rows:
        yield from _check_row(tree, row, logs_own, latest=row is rows[-1])


def _check_row(
    tree: Tree, row: Row[tuple[int, bytes, str]], keys: Sequence[Key], *, latest: bool
) -> Iterator[Finding]:
    """A checkpoint on record; of the latest the signature is checked where keys are given."""
    root, size = bytes(row.root), row.tree_size
    if size > tree.size or tree.root(size) != root:
        yield of_checkpoint(
            tree.log_id,
            None,
            f"前 {size} 条的检查点与哈希树不符：检查点或整棵树被改动过",
            f"the checkpoint over the first {size} facts is not that of the tree: one of the two "
            "was changed",
        )
    try:
        note = Checkpoint.read(row.note)
        right = (log_of(note.origin), note.size, note.root) == (tree.log_id, size, root)
        origins = {origin_of(key.name, tree.log_id) for key in keys} or {note.origin}
        right = right and note.origin in origins and bool(note.signatures)
        right = right and (not keys or not latest or bool(note.signers(keys)))
    except NotProven:
        right = False
    if not right:
        yield of_checkpoint(
            tree.log_id,
            None,
            f"前 {size} 条的检查点不是这本账的密钥签的，或被改动过",
            f"the checkpoint over the first {size} facts was changed, or is not signed by this "
            "log's key",
        )


def _check_kept(tree: Tree, one: KeptCheckpoint, keys: Sequence[Key]) -> Iterator[Finding]:
    """A checkpoint from outside: the log must have grown from it."""
    note = one.checkpoint
    if one.leaves and not one.has_its_leaves:
        yield of_checkpoint(
            tree.log_id,
            None,
            "所留的哈希与所留的检查点不符",
            "the hashes kept outside are not those of the checkpoint kept outside",
        )
    try:
        signed = not keys or bool(note.signers(keys))
    except NotProven:
        signed = False
    if not signed:
        yield of_checkpoint(
            tree.log_id,
            None,
            "所留的检查点不是这本账的密钥签的",
            "the checkpoint kept outside is not signed by this log's key",
        )
    if note.size > tree.size:
        yield of_checkpoint(
            tree.log_id,
            tree.size + 1,
            f"所留的检查点有 {note.size} 条，现在只封存 {tree.size} 条：账被剪短或恢复成了旧的",
            f"the checkpoint kept outside has {note.size} facts, of which {tree.size} are left: "
            "the log was cut short or set back",
        )
    elif tree.root(note.size) != note.root:
        yield of_checkpoint(
            tree.log_id,
            None,
            f"前 {note.size} 条已不是所留检查点封存的那些：过去被改写，并重新封存过",
            f"the first {note.size} facts are not those of the checkpoint kept outside: the past "
            "was rewritten and sealed anew",
        )
