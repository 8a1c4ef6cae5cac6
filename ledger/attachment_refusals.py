"""Why a file is not taken as an attachment, in words of both languages."""

from ledger.errors import DataProblem
from ledger.language import Text

#: What a clerk can do about it is part of the sentence.
SENTENCES: dict[str, Text] = {
    "empty": Text("文件是空的。", "The file is empty."),
    "too_large": Text(
        "文件超过 {limit} MiB；请压缩扫描件，或拆成几个文件。",
        "The file is larger than {limit} MiB; scan it smaller, or part it.",
    ),
    "unknown_kind": Text(
        "文件内容不是可以收的种类。可以收：PDF、JPEG、PNG、TIFF、OFD、XLSX、XLS、DOCX、DOC、CSV、TXT。",
        "By its content the file is of no kind that is taken. PDF, JPEG, PNG, TIFF, OFD, XLSX, "
        "XLS, DOCX, DOC, CSV and TXT are.",
    ),
    "executable": Text(
        "文件内容是程序或脚本，不能作为附件。",
        "By its content the file is a program or a script: it cannot be attached.",
    ),
    "markup": Text(
        "文件内容是网页、SVG 或 XML，不能作为附件；请打印成 PDF。",
        "By its content the file is a web page, SVG or XML: it cannot be attached. Print it as "
        "PDF.",
    ),
    "archive": Text(
        "文件内容是压缩包，不能作为附件；请把里面的文件分别上传。",
        "By its content the file is an archive: it cannot be attached. Hand in what is in it, each "
        "by itself.",
    ),
    "macros": Text(
        "文件里有宏，不能作为附件；请另存为不带宏的 XLSX 或 DOCX。",
        "The file holds macros: it cannot be attached. Save it without them, as XLSX or DOCX.",
    ),
    "damaged": Text(
        "文件已损坏或加了密码，打不开；请重新保存，不设密码。",
        "The file is damaged or has a password. Save it again, without one.",
    ),
    "two_kinds": Text(
        "文件既是{kind}，后面又接着一个压缩包，不能作为附件；请重新保存或打印成 PDF。",
        "The file is two at once, {kind} and archive: it cannot be attached. Save it again, or "
        "print it as PDF.",
    ),
    "too_much_packed": Text(
        "文件展开后大得不合情理，不能作为附件。",
        "Unpacked the file would be larger than any paper: it cannot be attached.",
    ),
    "no_name": Text("文件没有名称。", "The file has no name."),
    "name_has_path": Text(
        "文件名里有斜杠，不能带文件夹：{name}",
        "A file's name has no slashes and names no folder: {name}",
    ),
    "name_too_long": Text(
        "文件名超过 {longest} 个字，请改短。",
        "The file's name is longer than {longest} characters.",
    ),
    "name_hides": Text(
        "文件名里有看不见的控制字符（U+{letter}），它能让文件看起来是另一种；请改名。",
        "The file's name holds an invisible character (U+{letter}) that can make it look like "
        "another kind. Rename it.",
    ),
    "name_reserved": Text(
        "文件名 {name} 在 Windows 上不能用，请改名。",
        "Windows cannot have a file called {name}. Rename it.",
    ),
    "name_runs": Text(
        "文件名里的 {suffix} 是程序或脚本的后缀，请改名。",
        "The {suffix} in the file's name is that of a program or a script. Rename it.",
    ),
    "name_disagrees": Text(
        "文件内容是{kind}，后缀应为 {expected}，现在是 {suffix}。",
        "By its content ({kind}) the file's suffix should be {expected}; it is {suffix}.",
    ),
}
#: For a name that has no suffix at all.
NONE = Text("没有后缀", "missing")


class FileRefused(DataProblem):
    """A file that is not taken: `code` is the sentence that says why."""

    def __init__(self, code: str, **details: object) -> None:
        zh, en = SENTENCES[code]
        said = [
            {
                key: value.in_language(language) if isinstance(value, Text) else value
                for key, value in details.items()
            }
            for language in ("zh", "en")
        ]
        super().__init__(zh.format(**said[0]), en.format(**said[1]))
        self.code = code
