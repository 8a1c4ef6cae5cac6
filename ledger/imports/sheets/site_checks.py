"""The sheet of site checks: what was found where a project was to be built."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "site_checks",
    Text("实地查看", "Site checks"),
    Text(
        "到项目地点查看的情况，在建和建成后都可以填",
        "What was found at a project's site, while it is built and afterwards",
    ),
    (
        shared.BOOK,
        shared.PROJECT,
        shared.day(
            "occurred_on",
            Text("查看日期", "Checked on"),
            Text("到现场之日", "The day"),
            required=True,
        ),
        Column(
            "found",
            Text("现场状况", "What was found"),
            Kind.CHOICE,
            Text("在建、在用、闲置、改作他用或没有", "Under way, in use, idle, other use, nothing"),
            required=True,
            choices=(
                choice("under_way", "在建", "under way"),
                choice("in_use", "在用", "in use"),
                choice("idle", "闲置", "idle"),
                choice("other_use", "改作他用", "put to another use"),
                choice("not_there", "现场没有", "not there"),
            ),
        ),
        shared.words(
            "checked_by",
            Text("查看人", "Checked by"),
            Text("到现场的人", "Who was there"),
            required=True,
        ),
        Column(
            "photo_sha256",
            Text("照片指纹", "Photo fingerprint"),
            Kind.FINGERPRINTS,
            Text("带日期的现场照片的 SHA-256", "SHA-256 of the dated photo"),
        ),
        Column(
            "distance_metres",
            Text("照片距地点(米)", "Photo from the site (m)"),
            Kind.QUANTITY,
            Text(
                "照片定位与项目地点相距多少米，不足一米填 1",
                "From where the photo was taken to the site; 1 where it is less",
            ),
        ),
        shared.EVIDENCE,
    ),
    aliases=("现场核查", "site checks"),
    example={
        "book": "130407",
        "project_code": "XM2022001",
        "occurred_on": "2022-10-20",
        "found": "在用",
        "checked_by": "某镇 赵某",
        "photo_sha256": "3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed",
        "distance_metres": "35",
    },
)
