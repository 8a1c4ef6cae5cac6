"""Columns of a document that issues money: of which type it is, who issued it, what it asks."""

from ledger.imports.columns import Column, Kind, choice
from ledger.imports.sheets import shared
from ledger.language import Text

#: Filled in where money is issued; whoever receives it has them from the issuer.
COLUMNS = (
    Column(
        "transfer_type",
        Text("转移支付类型", "Transfer type"),
        Kind.CHOICE,
        Text("下达行填：一般性还是专项", "Of what is issued: general or special"),
        choices=(
            choice("general", "一般性", "general", "一般性转移支付"),
            choice("special", "专项", "special", "专项转移支付"),
        ),
    ),
    Column(
        "issuer_kind",
        Text("下达单位类型", "Issuing office"),
        Kind.CHOICE,
        Text("下达行填：文件由财政部门还是其他部门下达", "Of what is issued: by which office"),
        choices=(
            choice("finance", "财政部门", "finance department", "财政局", "财政厅"),
            choice("other", "其他部门", "other department"),
        ),
    ),
    Column(
        "required_match",
        Text("要求配套(元)", "Match required (yuan)"),
        Kind.MONEY,
        Text("下达行填：文件要求下级配套多少", "Of what is issued: the match that it demands"),
        aliases=("要求配套",),
    ),
    shared.words(
        "match_ground",
        Text("配套依据", "Ground of the match"),
        Text(
            "国务院规定应由上下级共同承担的，填文件名",
            "The rule of the State Council by which both levels bear it",
        ),
    ),
    Column(
        "change_document",
        Text("改变用途批准文号", "Change of purpose"),
        Kind.DOCUMENT,
        Text(
            "下达的资金名称与来源不同时，填批准改变的文号",
            "The document that approved another fund line than the money's",
        ),
    ),
    shared.day(
        "changed_on",
        Text("改变用途批准日期", "Change approved on"),
        Text("该文件的日期", "The day of that document"),
    ),
)
