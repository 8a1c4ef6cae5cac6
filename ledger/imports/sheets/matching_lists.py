"""The sheet of matching lists: who is on another office's list, with its source and ground."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "matching_lists",
    Text("比对名单", "Matching lists"),
    Text(
        "其他部门提供的名单，一人（一家企业）一行",
        "Other offices' lists, one person or company a row",
    ),
    (
        shared.BOOK,
        Column(
            "list_code",
            Text("名单编号", "List code"),
            Kind.CODE,
            Text("一份名单一个编号", "One code a list"),
            required=True,
        ),
        Column(
            "kind",
            Text("名单类型", "Kind"),
            Kind.CHOICE,
            Text("是什么名单", "What list it is"),
            required=True,
            choices=(
                choice("death", "死亡", "deaths"),
                choice("public_payroll", "财政供养", "public payroll"),
                choice("village_cadre", "村干部", "village cadres"),
                choice("cadre_relative", "干部亲属", "relatives of cadres"),
                choice("vehicle", "车辆", "vehicles"),
                choice("property", "房产", "property"),
                choice("business", "工商登记", "businesses"),
                choice("untrustworthy", "失信主体", "untrustworthy parties"),
            ),
        ),
        shared.words(
            "origin",
            Text("名单来源", "Origin"),
            Text("由哪个部门提供", "The office that handed it over"),
            required=True,
        ),
        shared.words(
            "legal_ground",
            Text("法律依据", "Legal ground"),
            Text("凭什么取得", "On what ground it was obtained"),
            required=True,
        ),
        shared.day(
            "as_of",
            Text("数据截止日", "As of"),
            Text("名单反映到哪一天", "The day its data show"),
            required=True,
        ),
        shared.day(
            "expires_on",
            Text("失效日期", "Expires on"),
            Text("此日之后不再使用", "Not used after that day"),
        ),
        shared.words(
            "name",
            Text("姓名", "Name"),
            Text("姓名；名单列的是企业的，填企业名称", "The name, of a person or a company"),
            required=True,
        ),
        Column(
            "identity",
            Text("身份证号", "ID number"),
            Kind.IDENTITY,
            shared.IDENTITY_NOTE,
            required=True,
            aliases=("身份证号码", "证件号码", "信用代码"),
        ),
        shared.day(
            "starts_on",
            Text("起始日期", "From"),
            Text("死亡、任职或登记之日", "Of death, of the post, of registration"),
        ),
        shared.day("ends_on", Text("终止日期", "To"), Text("任职结束之日等", "Its last day")),
        Column(
            "object_kind",
            Text("登记对象", "Object"),
            Kind.CHOICE,
            Text(
                "车辆、房产、工商名单填：登记的是什么",
                "On lists of vehicles, property and businesses: what is registered",
            ),
            choices=(
                choice("car", "小汽车", "car"),
                choice("farm_vehicle", "农用车", "farm vehicle"),
                choice("disability_vehicle", "残疾人专用车", "vehicle for the disabled"),
                choice("commodity_flat", "商品住房", "commodity flat"),
                choice("shop", "商铺", "shop"),
                choice("relocation_housing", "易地搬迁安置房", "relocation housing"),
                choice("rebuilt_housing", "灾后重建房", "housing rebuilt after a disaster"),
                choice("rural_house", "农村自建房", "rural house"),
                choice("company", "公司", "company"),
                choice("sole_trader", "个体工商户", "sole trader"),
                choice("cooperative", "农民专业合作社", "farmers' cooperative"),
            ),
        ),
        Column(
            "price",
            Text("价值(元)", "Price (yuan)"),
            Kind.MONEY,
            Text("车辆、房产的购置价，知道的填", "What the vehicle or property cost, if known"),
        ),
        Column(
            "company",
            Text("企业名称", "Company"),
            Kind.NAME,
            Text(
                "工商、失信名单填：此人任职、出资的企业，或名单所列的企业",
                "On lists of businesses and of untrustworthy parties: the company of the person, "
                "or the one that is listed",
            ),
        ),
        shared.words("note", Text("备注", "Note"), Text("备注", "A note")),
    ),
    aliases=("matching_lists",),
    example={
        "book": "130407",
        "list_code": "SW2022",
        "kind": "死亡",
        "origin": "区民政局",
        "legal_ground": "部门间信息共享协议",
        "as_of": "2022-12-31",
        "name": "示例人员",
        "identity": "990121197001011237",
        "starts_on": "2022-03-02",
    },
)
