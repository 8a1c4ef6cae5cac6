// The words of the page that checks receipts, in the language of the page.
"use strict";

const CHINESE = document.documentElement.lang.startsWith("zh");
const HOUR = 3_600_000;

/** @param {string} zh @param {string} en */
function t(zh, en) {
  return CHINESE ? zh : en;
}

/** @param {Said} said */
function say(said) {
  return t(said.zh, said.en);
}

/** What became of a file, at a glance and in a sentence. @type {Record<string, [Said, Said]>} */
const VERDICTS = {
  right: [
    { zh: "✓ 符合", en: "✓ It holds" },
    {
      zh: "内容与检查点一致，没有被改动；检查点的签名用页末的公钥核过。不信任本账给出的公钥的，请换成另行取得的。",
      en: "What is here is what was sealed, and the checkpoints are signed with the keys at the end " +
        "of this page. If you do not trust the keys that the ledger names, put in those you have " +
        "from elsewhere.",
    },
  ],
  wrong: [
    { zh: "✗ 不符合", en: "✗ It does not hold" },
    {
      zh: "请保留这个文件，不要采信它的内容，并告知审计机关。",
      en: "Keep the file, do not rely on what it says, and tell the audit office.",
    },
  ],
  unsigned: [
    { zh: "? 签名未确认", en: "? Signed by nobody you trust" },
    {
      zh: "内容与检查点一致，但有检查点没有被您给出的任何公钥签名；请补上公钥再核。",
      en: "What is here fits the checkpoints, but one of them is signed by none of the keys given; " +
        "bring its signer's key.",
    },
  ],
  unchecked: [
    { zh: "? 签名未核", en: "? Signature not checked" },
    {
      zh: "内容与检查点一致；这个浏览器不支持 Ed25519，签名没有核验。请换新版浏览器，或用 mingzhang-verify。",
      en: "What is here fits the checkpoints. The signature was not checked by this browser, which " +
        "knows no Ed25519: use a newer one, or mingzhang-verify.",
    },
  ],
  unreadable: [
    { zh: "✗ 读不了", en: "✗ Cannot be read" },
    {
      zh: "这不是存证回执、检查点或增长证明，或者文件已损坏。",
      en: "It is no receipt, checkpoint or growth file, or it is damaged.",
    },
  ],
};

/** @type {Record<string, Said>} */
const KINDS = {
  receipt: { zh: "存证回执", en: "Receipt" },
  checkpoint: { zh: "检查点", en: "Checkpoint" },
  growth: { zh: "增长证明", en: "Growth" },
};

/** What tables hold. @type {Record<string, string>} */
const TABLES = {
  "audits.breach": "查出的问题",
  "audits.flag": "疑点",
  "audits.rule_version": "规则文本",
  "audits.run": "检查",
  "audits.run_rule": "规则的检查结果",
  "ledger.assignment": "资金安排",
  "ledger.bank_account": "银行账户",
  "ledger.checkpoint": "检查点的登记",
  "ledger.claim": "报账",
  "ledger.contract": "合同",
  "ledger.disbursement": "支付",
  "ledger.entry": "分录",
  "ledger.horizon": "检查看到哪里",
  "ledger.horizon_position": "检查看到的账簿位置",
  "ledger.payee": "收款人",
  "ledger.project": "项目",
  "ledger.source": "资金来源",
  "ledger.transfer_issue": "下达",
  "ledger.voucher": "凭证",
};

/** What columns are. @type {Record<string, string>} */
const COLUMNS = {
  amount: "金额（元）", amount_at_issue: "涉及金额（元）", approval_limit: "审批限额（元）", approved_by: "审批人",
  approved_on: "审批日期", as_of: "截至", attachment_count: "附件数", bank_account_id: "银行账户（位置）",
  bank_name: "开户行", batch_no: "批次号", book_id: "账簿", breached: "命中", cash_purpose: "现金用途",
  claim_id: "报账（位置）", contract_id: "合同（位置）", credit_contract_id: "贷方合同（位置）",
  credit_kind: "贷方账户", credit_project_id: "贷方项目（位置）", date_precision: "日期精度",
  debit_contract_id: "借方合同（位置）", debit_kind: "借方账户", debit_project_id: "借方项目（位置）",
  document_no: "文号", due_on: "时限", economic_class: "支出经济分类",
  effective_on: "生效日期", event: "事项", evidence: "依据",
  examined: "检查对象", external_reference: "编号", first_run_id: "首次查出的检查", flag_id: "疑点编号",
  household_code: "户编号", identity_hash: "证件号码（散列）", identity_masked: "证件号码（部分）",
  import_id: "导入批次", import_row: "导入行号", invoice_no: "票据号", kind: "类别", line_number: "行号",
  log_id: "日志", log_position: "位置", method: "支付方式", name: "名称", note: "检查点原文", number: "凭证号",
  number_hash: "账号（散列）", number_masked: "账号（部分）", occurred_on: "日期", payee_code: "收款人编号",
  payee_id: "收款人（编号）", payee_name: "收款人名称", period: "月份", period_from: "补贴所属期起",
  phone_hash: "电话（散列）", phone_masked: "电话（部分）", project_id: "项目（编号）", purpose: "摘要",
  recorded_at: "登记时间（世界时）", recorded_by: "登记人", reissue_of: "补发的是", reversal_reason: "冲销原因",
  reverses_id: "冲销的凭证（位置）", root: "根", rule_code: "规则", run_id: "检查编号", sealed_at: "封存时间（世界时）",
  seen_position: "看到第几条", severity: "严重程度", sha256: "SHA-256", side: "账面", source_id: "来源（位置）", stage: "付款阶段",
  started_at: "开始时间（世界时）", started_by: "发起人", subject_id: "对象（位置）", summary: "摘要",
  taken_at: "时点（世界时）", text: "文本", tree_size: "条数", version: "版本", voucher_id: "凭证（位置）",
};

/** @param {string} table */
function tableWords(table) {
  return CHINESE && TABLES[table] ? `${TABLES[table]} ${table}` : table;
}

/** @param {bigint} seconds since 1970 @returns {string} In Beijing, to the minute, as pages say it. */
function momentOf(seconds) {
  const moment = new Date(Number(seconds) * 1000 + 8 * HOUR);
  if (Number.isNaN(moment.valueOf())) return String(seconds);
  const said = moment.toISOString().slice(0, 16).replace("T", " ");
  return t(`${said}（北京时间）`, `${said} (Beijing)`);
}
