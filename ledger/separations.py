"""What the database says where somebody may not do something: promises 6 and 11 in words."""

from ledger.language import Text

SEPARATIONS: dict[str, Text] = {
    "not_signed_in": Text(
        "没有登录，或登录已过期（承诺 11）；请先登录。",
        "Nobody is signed in, or the session has ended (promise 11): sign in first.",
    ),
    "refusals_of_nobody": Text(
        "未登录的被拒绝访问一小时内记得太多，不再记（承诺 11）；请先登录。",
        "Too many refusals to nobody were recorded within the hour: no more are (promise 11). Sign "
        "in first.",
    ),
    "power_lacking": Text(
        "{login} 在 {division} 没有“{power_zh}”的权限（承诺 11）；"
        "需要的话，请安全管理员申请、另一人批准。",
        "{login} may not do this at {division}: {power_en} (promise 11). If it is needed, the "
        "security administrator asks for the right and another person releases it.",
    ),
    "row_level_security": Text(
        "没有在这个账簿写入的权限（承诺 11）。",
        "Nothing may be written into this book by whoever acts (promise 11).",
    ),
    "right_own_request": Text(
        "权限由一人申请、另一人批准；{login} 是申请人或受权人，不能自己批准（承诺 6）。",
        "One person asks for a right and another releases it; {login} asked for it or would hold "
        "it (promise 6).",
    ),
    "power_lacking_anywhere": Text(
        "{login} 没有“{power_zh}”的权限（承诺 11）；需要的话，请安全管理员申请、另一人批准。",
        "{login} may not do this: {power_en} (promise 11). If it is needed, the security "
        "administrator asks for the right and another person releases it.",
    ),
    "check_of_all": Text(
        "检查全部账簿要有全国（000000）的“发起检查”权限（承诺 11）；"
        "请写明一个自己的账簿：mingzhang audit --book 区划代码。夜间检查每天查全部账簿。",
        "A check of all books takes the right to start checks in the whole country, 000000 "
        "(promise 11). Name a book of yours: `mingzhang audit --book CODE`. All books are checked "
        "every night.",
    ),
    "book_out_of_reach": Text(
        "没有第 {book} 号账簿，或不在权限之内（承诺 11）。",
        "There is no book {book}, or it is out of reach (promise 11).",
    ),
    "content_out_of_reach": Text(
        "没有附件 {sha256}，或不在权限之内（承诺 11）。",
        "There is no attachment {sha256}, or it is out of reach (promise 11).",
    ),
    "power_lacking_below": Text(
        "{login} 在 {division} 的“{power_zh}”权限不含下级，不能办理含下级的权限（承诺 11）。",
        "{login} may not do this below {division}: {power_en} (promise 11). A right that reaches "
        "below is given by somebody whose own does.",
    ),
    "right_for_oneself": Text(
        "不能给自己（{login}）申请权限（承诺 6）；请另一位安全管理员申请。",
        "Nobody asks for a right of their own (promise 6), {login} either: another security "
        "administrator does.",
    ),
    "right_of_other_asker": Text(
        "第 {request} 号权限申请是别人提的，只能由申请人撤回（承诺 6）。",
        "Somebody else asked for right {request}: only they take it back (promise 6).",
    ),
    "right_decided": Text(
        "第 {request} 号权限申请已经办结（承诺 6）；请刷新后再看。",
        "Request {request} was decided on already (promise 6): look at the list again.",
    ),
    "administrators_apart": Text(
        "系统、安全、审计三个管理员各由一人担任，不兼其他角色（承诺 6）；"
        "请先撤销 {login} 的其他权限，或换一个人。",
        "System, security and audit administrators are persons of their own and hold no other role "
        "(promise 6): withdraw the other rights of {login} first, or choose somebody else.",
    ),
    "unknown_right_request": Text(
        "没有第 {request} 号权限申请，或不在权限之内（承诺 11）。",
        "There is no request {request} for a right, or it is out of reach (promise 11).",
    ),
    "unknown_role": Text("没有角色 {role}（承诺 11）。", "There is no role {role} (promise 11)."),
    "unknown_login": Text(
        "没有用户 {login}（承诺 11）。", "There is no user {login} (promise 11)."
    ),
    "right_not_at_township": Text(
        "乡镇没有自己的账簿，在 {division} 只能设乡镇经办；其他角色请设在县（承诺 11）。",
        "A township has no book: at {division} there are township officers only; give other roles "
        "at the county (promise 11).",
    ),
    "right_ends_before_today": Text(
        "截止日 {day} 已经过去（承诺 11），请改成今天或以后。",
        "The last day {day} is past (promise 11): choose today or later.",
    ),
    "right_not_held": Text(
        "{login} 在 {division} 没有这个角色（{role}，承诺 11），不用撤销。",
        "{login} does not hold that role ({role}, promise 11) at {division}: there is nothing to "
        "withdraw.",
    ),
    "unknown_draft": Text(
        "没有第 {draft} 号单据，或不在权限之内（承诺 11）。",
        "There is no draft {draft}, or it is out of reach (promise 11).",
    ),
    "draft_not_reviewed": Text(
        "第 {draft} 号单据没有复核，不能记账（承诺 6）；制单、复核要由两个人。",
        "Draft {draft} was not reviewed and cannot be posted (promise 6): one person drafts, "
        "another reviews.",
    ),
    "draft_own_review": Text(
        "第 {draft} 号单据是 {login} 制的单，要由另一人复核（承诺 6）。",
        "{login} drafted {draft}: somebody else has to review it (promise 6).",
    ),
    "draft_not_waiting": Text(
        "第 {draft} 号单据不在待复核状态（承诺 6）；请刷新后再看。",
        "Draft {draft} does not wait for a review (promise 6): look at it again.",
    ),
    "draft_ended": Text(
        "第 {draft} 号单据已记账或已撤回，不能再改（承诺 2）。",
        "Draft {draft} was posted or withdrawn and is changed no more (promise 2).",
    ),
    "draft_known": Text(
        "这个文件已由 {login} 制单（第 {draft} 号），还没有记账（承诺 7）；不用再制一次。",
        "{login} has drafted this file already ({draft}), and it is not posted yet (promise 7).",
    ),
    "draft_elsewhere": Text(
        "单据里有复核范围以外的账簿 {division}（承诺 6）。",
        "The draft goes into a book it was not reviewed for: {division} (promise 6).",
    ),
    "not_as_drafted": Text(
        "复核时的检查结果与制单时不一样（第 {draft} 号，承诺 6）；请退回，由制单人重新提交。",
        "The reviewer's check of draft {draft} came to other rows than the drafter's (promise 6): "
        "return it, to be submitted anew.",
    ),
    "not_as_reviewed": Text(
        "记账的内容与复核的不一样（第 {draft} 号，承诺 6）；没有入账，请退回重新复核。",
        "What would be posted is not what was reviewed of draft {draft} (promise 6): nothing was "
        "posted; return it to be reviewed anew.",
    ),
    "import_not_reviewed": Text(
        "没有经过复核的单据，不能入账（承诺 6）。",
        "Nothing is posted that another person did not review (promise 6).",
    ),
    "no_such_account": Text(
        "没有用户 {login}（承诺 11）。", "There is no user {login} (promise 11)."
    ),
    "account_of_releaser": Text(
        "{login} 能批准权限：重设其密码、关联其身份等于能以其名义批准（承诺 6）；"
        "请运维人员在服务器上用 mingzhang user reset --operator。",
        "{login} releases rights: who resets or links them could release in their name "
        "(promise 6). The operator does it on the server, by mingzhang user reset --operator.",
    ),
    "own_account": Text(
        "不能停用自己（{login}）的账户（承诺 6）；请另一位安全管理员来做。",
        "Nobody disables their own account (promise 6), {login} either: another security "
        "administrator does.",
    ),
    "administrators_there": Text(
        "已有两名安全管理员（承诺 6）；此后由他们一人申请、另一人批准。",
        "There are two security administrators (promise 6): from now on one of them asks and the "
        "other releases.",
    ),
    "no_such_number": Text(
        "这个账簿里没有这个号码的全文；比对名单的号码只用来比对，不保存全文（承诺 11）。",
        "This book holds no such number in whole (promise 11); numbers of matching lists are only "
        "compared and never kept.",
    ),
    "purpose_missing": Text(
        "请写明原因：为什么要看完整号码（承诺 11）。",
        "Say why the whole number is wanted (promise 11).",
    ),
    "rule_request_own": Text(
        "规则的参数和版本由一人申请、另一人批准；第 {request} 号是 {login} 申请的（承诺 6）。",
        "One person asks what a rule goes by and another releases it; {login} asked for {request} "
        "(promise 6).",
    ),
    "rule_request_of_other": Text(
        "第 {request} 号规则申请是别人提的，只能由申请人撤回（承诺 6）。",
        "Somebody else asked for {request}: only they take it back (promise 6).",
    ),
    "rule_request_decided": Text(
        "第 {request} 号规则申请已经办结（承诺 6）；请刷新后再看。",
        "Request {request} was decided on already (promise 6): look at the list again.",
    ),
    "unknown_rule_request": Text(
        "没有第 {request} 号规则申请，或不在权限之内（承诺 11）。",
        "There is no request {request} about a rule, or it is out of reach (promise 11).",
    ),
    "rule_power_not_everywhere": Text(
        "规则的参数和版本对该区划以下的所有账簿生效，{login} 的权限只到其中一部分（承诺 11）。",
        "What a rule goes by holds in all books from its division down, and {login} may decide for "
        "some of them only (promise 11).",
    ),
    "rule_text_changed": Text(
        "规则 {rule} 第 {version} 版已记录在案，内容不同（承诺 2）；改了内容请用新的版本号。",
        "Rule {rule} version {version} is on record with another text (promise 2): a changed rule "
        "has a new version.",
    ),
    "rule_of_other_place": Text(
        "规则 {rule} 记录在案的区划不同（承诺 11）；另一处的规则请用另一个编号。",
        "Rule {rule} is on record for another division (promise 11): use another code elsewhere.",
    ),
    "unknown_flag": Text(
        "没有第 {flag} 号疑点，或不在权限之内（承诺 11）。",
        "There is no flag {flag}, or it is out of reach (promise 11).",
    ),
    "judge_of_own_book": Text(
        "{login} 在这个账簿里制过单、复核过或记过账，它的疑点由别人核实（承诺 6）。",
        "{login} drafted, reviewed or posted in this book: somebody else judges its flags "
        "(promise 6).",
    ),
    "judgement_incomplete": Text(
        "请选“属实”或“排除”；排除要选原因（承诺 6）。",
        "Say whether it is confirmed or dismissed; of a dismissal say why (promise 6).",
    ),
    "referral_of_doubt": Text(
        "第 {flag} 号疑点还没有核实属实，不能移送（承诺 6）。",
        "Flag {flag} is not confirmed: what is in doubt is not referred (promise 6).",
    ),
    "referral_day": Text(
        "请填已经发生的日期（承诺 6）。", "Give the day; none of days to come (promise 6)."
    ),
    "referral_not_sent": Text(
        "这件事还没有移送，或日期早于移送之日（承诺 6）。",
        "It was not sent by that day (promise 6).",
    ),
    "referral_receiver": Text(
        "移送、转送要填接收机关；别的环节不填（承诺 6）。",
        "What is sent or passed on names to whom; other steps do not (promise 6).",
    ),
    "reason_missing": Text("请写明原因（承诺 6）。", "Say why (promise 6)."),
}
