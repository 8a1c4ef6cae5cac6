"""The page that checks receipts, made into one file that works from a disk with no network."""

import base64
import hashlib

from markupsafe import Markup

from ledger.language import Text
from web.receipts import SCRIPTS, NamedKeys
from web.rendering import HERE, page
from web.visitors import Visitor

FILE_NAME = Text("核验存证回执.html", "check-receipt.html")


def checking_file(visitor: Visitor, keys: NamedKeys) -> str:
    """The file; its policy lets it run what is in it and ask nothing of any network."""
    script = "".join(_static(name) for name in SCRIPTS)
    style = _static("style.css")
    values: dict[str, object] = {
        "keys": keys,
        "given": None,
        # Our own files: there is no `</` in them that would end them early.
        "script": Markup(script),  # noqa: S704
        "style": Markup(style),  # noqa: S704
        "script_hash": _hash(script),
        "style_hash": _hash(style),
    }
    answer = page(visitor, "check_receipt_file.html", values=values)
    return bytes(answer.body).decode()


def _static(name: str) -> str:
    return (HERE / "static" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """What a content security policy names a script or a style in a page by."""
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
