"""Small files of every kind that is taken as an attachment, made as small as they can be."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(32) + b"\xff\xd9"
TIFF = b"II*\0\x08\0\0\0" + bytes(16)
TEXT = "发票说明\n第二行\n".encode()
GB_CSV = "日期,金额\r\n2022-03-01,100.00\r\n".encode("gb18030")
WIDE_TEXT = "发票说明\r\n".encode("utf-16")
OPEN_XML = "application/vnd.openxmlformats-officedocument."
#: Of the compound files that older Office wrote: no sector, the end of a chain, what a sector is.
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ROOT, STREAM = 5, 2


def packed(parts: Mapping[str, bytes | str], remark: bytes = b"") -> bytes:
    """An archive of named parts, with a remark at its end."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.comment = remark
    return file.getvalue()


def office(media_type: str, **more: bytes | str) -> bytes:
    """An Office file of a kind, with further parts; a part's dots and slashes are double marks."""
    types = f'<Types><Override ContentType="{media_type}.main+xml"/></Types>'
    further = {name.replace("__", "/").replace("_dot_", "."): more[name] for name in more}
    return packed({"[Content_Types].xml": types} | further)


XLSX = office(f"{OPEN_XML}spreadsheetml.sheet", xl__workbook_dot_xml="<workbook/>")
DOCX = office(f"{OPEN_XML}wordprocessingml.document", word__document_dot_xml="<document/>")
XLSM = office("application/vnd.ms-excel.sheet.macroEnabled")
#: Named as if it had none.
HIDDEN_MACROS = office(f"{OPEN_XML}spreadsheetml.sheet", xl__vbaProject_dot_bin=b"\xcc\x61")
OFD = packed({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<ofd:Document/>"})


def compound(streams: Sequence[str]) -> bytes:
    """A compound file of empty streams, as Office wrote them before 2007."""
    entries = [entry("Root Entry", ROOT, child=1)]
    for number, name in enumerate(streams, 1):
        entries.append(entry(name, STREAM, right=number + 1 if number < len(streams) else FREE))
    directory = b"".join(entries) + entry("", 0) * (-len(entries) % 4)
    sectors = len(directory) // 512
    chain = [FAT, *range(2, sectors + 1), END]
    fat = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", *HEAD, 0, 1, 1, 0, 4096, END, 0, END, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108) + fat + directory


#: Signature, minor and major version, byte order, exponents of the sizes of sectors.
HEAD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)


def entry(name: str, kind: int, *, child: int = FREE, right: int = FREE) -> bytes:
    """One line of a compound file's directory."""
    wide = name.encode("utf-16-le")
    named = wide.ljust(64, b"\0") + struct.pack("<H", len(wide) + 2 if name else 0)
    return named + struct.pack("<BBIII36xIQ", kind, 1, FREE, right, child, END, 0)


XLS = compound(["Workbook"])
DOC = compound(["WordDocument", "1Table"])
#: Suffix and content of each kind that is taken.
TAKEN = {
    "pdf": PDF,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "tif": TIFF,
    "tiff": b"MM\0*" + bytes(32),
    "ofd": OFD,
    "xlsx": XLSX,
    "docx": DOCX,
    "xls": XLS,
    "doc": DOC,
    "txt": TEXT,
    "csv": GB_CSV,
}
