"""Content is compressed before it is encrypted: a file of payments to a tenth of its size."""

import contextlib

import pyarrow as pa

from ledger.errors import SystemFailed

CODEC = "zstd"
#: How large the content is stands before it, in so many bytes.
SIZE_BYTES = 4
#: No piece is larger: what says so of itself is not what we packed.
LARGEST = 256 << 20


def packed(content: bytes) -> bytes:
    """Content, compressed."""
    size = len(content).to_bytes(SIZE_BYTES, "big")
    return size + bytes(pa.compress(content, codec=CODEC, asbytes=True))


def unpacked(packed_content: bytes) -> bytes:
    """The content that was packed.

    Raises:
        SystemFailed: it is not what `packed` returns.
    """
    size = int.from_bytes(packed_content[:SIZE_BYTES], "big")
    with contextlib.suppress(OSError):
        if size <= LARGEST:
            return bytes(pa.decompress(packed_content[SIZE_BYTES:], size, CODEC, asbytes=True))
    raise SystemFailed("单据的内容已损坏。", "The draft's content is damaged.")
