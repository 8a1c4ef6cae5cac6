"""What a file is, by its content and nothing else: of a few kinds, each looked at by its structure.

Nothing is unpacked, run or drawn: of an archive its list of parts is read, and of those the one
short part that says what the whole is.
"""

import codecs
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import olefile

from ledger.attachment_refusals import FileRefused
from ledger.attachment_stores import BLOCK_BYTES
from ledger.language import Text

HEAD_BYTES = 1 << 12
#: The list of parts of an archive, in bytes: an Office file has some hundred parts.
LONGEST_LIST = 1 << 21
#: What the part of an Office file may have that says what the whole is, in bytes.
LONGEST_CONTENT_TYPES = 1 << 20
#: What all parts together may say they are when unpacked, in bytes.
MOST_UNPACKED = 1 << 30


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken, and the suffixes that agree with it."""

    media_type: str
    suffixes: tuple[str, ...]
    name: Text


PDF = Kind("application/pdf", ("pdf",), Text("PDF", "PDF"))
JPEG = Kind("image/jpeg", ("jpg", "jpeg"), Text("JPEG 图片", "JPEG picture"))
PNG = Kind("image/png", ("png",), Text("PNG 图片", "PNG picture"))
TIFF = Kind("image/tiff", ("tif", "tiff"), Text("TIFF 图片", "TIFF picture"))
OFD = Kind("application/ofd", ("ofd",), Text("OFD 版式文件", "OFD document"))
OPEN_XML = "application/vnd.openxmlformats-officedocument."
XLSX = Kind(f"{OPEN_XML}spreadsheetml.sheet", ("xlsx",), Text("XLSX 工作簿", "XLSX workbook"))
DOCX = Kind(f"{OPEN_XML}wordprocessingml.document", ("docx",), Text("DOCX 文档", "DOCX document"))
XLS = Kind("application/vnd.ms-excel", ("xls",), Text("XLS 工作簿", "XLS workbook"))
DOC = Kind("application/msword", ("doc",), Text("DOC 文档", "DOC document"))
TEXT = Kind("text/plain", ("txt", "csv"), Text("纯文本", "plain text"))
KINDS = (PDF, JPEG, PNG, TIFF, OFD, XLSX, DOCX, XLS, DOC, TEXT)

#: How a file of a kind begins that is told by its first bytes.
BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
)
#: How programs and archives begin, so that a refusal can say what was found.
PROGRAMS = (
    *(b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf"),
    *(b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"L\0\0\0\x01\x14\x02\0"),
)
ARCHIVES = (b"Rar!", b"7z\xbc\xaf'\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"MSCF")
ZIP = b"PK\x03\x04"
#: The record that ends an archive, without its remark: see `list_bytes`.
END_OF_ZIP = struct.Struct("<4s4H2LH")
#: What stands before it in an archive so large that we take none of it.
ZIP64_BYTES = 20
LONGEST_REMARK = 1 << 16
#: Text that a browser or a shell would take for more than text, wherever it stands.
MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|meta|\?php|\?xml)\b"
    rb"|<\?(?:xml|php)\b",
    re.IGNORECASE,
)
SCRIPT = re.compile(rb"\s*(?:#!|@echo\b|<%|rem\s|function\s*\(|<job\b)", re.IGNORECASE)
#: Letters of text: no control characters but tab, line ends and the form feed.
UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def kind_of(file: BinaryIO) -> Kind:
    """The kind of a file; the file stands at its beginning afterwards.

    Raises:
        FileRefused: it is of none that is taken, damaged, or of two at once.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    try:
        kind = by_structure(file, head)
        if kind not in {OFD, XLSX, DOCX} and list_bytes(file) is not None:
            raise FileRefused("two_kinds", kind=kind.name)
    finally:
        file.seek(0)
    return kind


def by_structure(file: BinaryIO, head: bytes) -> Kind:
    """What the beginning of a file says it is, and its structure bears out."""
    for beginning, kind in BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(ZIP):
        return packed_kind(file)
    if head.startswith(olefile.MAGIC):
        return compound_kind(file)
    if head.startswith(PROGRAMS):
        raise FileRefused("executable")
    if head.startswith(ARCHIVES):
        raise FileRefused("archive")
    check_text(file, head)
    return TEXT


def list_bytes(file: BinaryIO) -> int | None:
    """How long the list of parts is of an archive that ends where the file does; None of others.

    What other archives are embedded in a document end before it does.
    """
    end = file.seek(0, 2)
    start = max(0, end - LONGEST_REMARK - END_OF_ZIP.size)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        if len(tail) - at >= END_OF_ZIP.size:
            found = END_OF_ZIP.unpack_from(tail, at)
            if start + at + END_OF_ZIP.size + found[7] == end:
                large = tail[max(0, at - ZIP64_BYTES) : at].startswith(b"PK\x06\x07")
                return LONGEST_LIST + 1 if large else int(found[5])
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return None


def packed_kind(file: BinaryIO) -> Kind:
    """What an archive holds, by its list of parts."""
    length = list_bytes(file)
    if length is None:
        raise FileRefused("damaged")
    if length > LONGEST_LIST:
        raise FileRefused("too_much_packed")
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise FileRefused("too_much_packed")
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names:
                if "OFD.xml" in names:
                    return OFD
                raise FileRefused("archive")
            with archive.open("[Content_Types].xml") as part:
                types = part.read(LONGEST_CONTENT_TYPES + 1)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError) as error:
        raise FileRefused("damaged") from error
    except (EOFError, OSError, ValueError, struct.error, zlib.error) as error:
        raise FileRefused("damaged") from error
    return office_kind(names, types.lower())


def office_kind(names: set[str], types: bytes) -> Kind:
    """Which Office file it is, by the part that says so."""
    if len(types) > LONGEST_CONTENT_TYPES:
        raise FileRefused("too_much_packed")
    with_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if with_macros or b"macroenabled" in types or b"vbaproject" in types:
        raise FileRefused("macros")
    for kind in (XLSX, DOCX):
        if f"{kind.media_type}.main+xml".encode() in types:
            return kind
    raise FileRefused("unknown_kind")


def compound_kind(file: BinaryIO) -> Kind:
    """Which older Office file it is, by the streams it is made of."""
    try:
        with olefile.OleFileIO(file) as compound:
            streams = {"/".join(path).lower() for path in compound.listdir(storages=True)}
    # A file made to confuse its reader can fail anywhere in it.
    except Exception as error:
        raise FileRefused("damaged") from error
    parts = {part for stream in streams for part in stream.split("/")}
    if parts & {"macros", "vba", "_vba_project", "_vba_project_cur"}:
        raise FileRefused("macros")
    if parts & {"encryptedpackage", "encryptioninfo"}:
        raise FileRefused("damaged")
    if "worddocument" in streams:
        return DOC
    if streams & {"workbook", "book"}:
        return XLS
    raise FileRefused("unknown_kind")


def check_text(file: BinaryIO, head: bytes) -> None:
    """Refuses what is no text, or text that means more than it says.

    Raises:
        FileRefused: it is.
    """
    marked = next(
        (name for mark, name in MARKS if head.startswith(mark)),
        None,
    )
    if not any(is_text(file, encoding) for encoding in ([marked] if marked else CODES)):
        raise FileRefused("unknown_kind")
    plain = head.decode(marked, errors="ignore").encode() if marked else head
    if SCRIPT.match(plain):
        raise FileRefused("executable")
    if any(MARKUP.search(block) for block in overlapping(file, marked)):
        raise FileRefused("markup")


MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CODES = ("utf-8", "gb18030")


def blocks_of(file: BinaryIO) -> Iterator[bytes]:
    """A file from its beginning, block by block."""
    file.seek(0)
    while block := file.read(BLOCK_BYTES):
        yield block


def is_text(file: BinaryIO, encoding: str) -> bool:
    """Whether all of a file can be read as text of an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in blocks_of(file):
            if UNPRINTED.search(decoder.decode(block)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def overlapping(file: BinaryIO, encoding: str | None) -> Iterator[bytes]:
    """Its text in UTF-8 or as it is, in blocks that overlap, so that nothing is cut in two."""
    decoder = codecs.getincrementaldecoder(encoding)() if encoding else None
    before = b""
    for block in blocks_of(file):
        text = decoder.decode(block).encode() if decoder else block
        yield before + text
        before = text[-64:]
