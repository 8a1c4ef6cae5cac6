// The page that checks receipts: takes the files that somebody chose, and shows what became of each.
"use strict";

/** The worst first: what several files come to is the worst of them. */
const WORST_FIRST = ["wrong", "unreadable", "unchecked", "unsigned", "right"];

/** @type {{name: string, content: string | null}[]} */
let chosen = [];
/** How often checking has begun: only what was begun last is shown. */
let begun = 0;

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} id */
function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(id);
  return found;
}

/** @param {Said} why */
function reason(why) {
  return element("p", {}, t(`原因：${why.zh}。`, `Why: ${why.en}.`));
}

/** @param {string} verdict @param {Said[]} why */
function banner(verdict, why) {
  const [words, advice] = VERDICTS[verdict];
  return element(
    "div",
    { class: `verdict ${verdict}` },
    element("strong", {}, say(words)), ...why.map(reason), element("p", {}, say(advice)),
  );
}

/** What became of one file of several. @param {Outcome} outcome */
function shortBanner({ verdict, why }) {
  const words = element("strong", {}, say(VERDICTS[verdict][0]));
  const reasons = why ? [reason(why)] : [];
  return element("div", { class: `verdict short ${verdict}` }, words, ...reasons);
}

/** @param {string} label @param {HTMLElement} table */
function scrolling(label, table) {
  const attributes = { class: "scroll", tabindex: "0", role: "region", "aria-label": label };
  return element("div", attributes, table);
}

/** @param {Signed} signed */
function signatureList({ checkpoint, signers }) {
  if (signers === null) {
    return element("span", {}, t("这个浏览器没有核验签名", "signature not checked by this browser"));
  }
  const items = signers.map(({ key, seconds }) => {
    const who = key.kind === WITNESS_KEY ? t("见证单位", "witness") : t("本账自己", "the log itself");
    const when = seconds === null ? "" : ` · ${momentOf(seconds)}`;
    return element("li", {}, `✓ ${key.name} · ${who}${when}`);
  });
  const known = new Set(signers.map(({ key }) => `${key.name} ${key.id}`));
  for (const { name, signed } of checkpoint.signatures) {
    if (known.has(`${name} ${hexOf(signed.slice(0, ID_BYTES))}`)) continue;
    const unknown = t("没有给出它的公钥，未核", "its key was not given, not checked");
    items.push(element("li", { class: "hint" }, `? ${name} · ${unknown}`));
  }
  if (!items.length) items.push(element("li", {}, t("没有签名", "not signed")));
  return element("ul", { class: "plain-list long" }, ...items);
}

/** @param {Signed[]} signed */
function checkpointTable(signed) {
  const heads = [
    t("检查点", "Checkpoint"), t("条数", "Facts"), t("签名", "Signatures"), t("根", "Root"),
  ];
  const rows = signed.map((one) => {
    const { origin, size, root } = one.checkpoint;
    return element(
      "tr",
      {},
      element("td", { class: "long" }, origin),
      element("td", { class: "number" }, String(size)),
      element("td", {}, signatureList(one)),
      element("td", {}, element("code", { class: "long" }, btoa(String.fromCharCode(...root)))),
    );
  });
  const [origin, size, ...others] = heads.map((head) => element("th", {}, head));
  size.className = "number";
  const table = element(
    "table",
    { class: "checkpoints" },
    element("thead", {}, element("tr", {}, origin, size, ...others)),
    element("tbody", {}, ...rows),
  );
  return scrolling(t("检查点", "Checkpoints"), table);
}

/** @param {string} name @returns {(Node | string)[]} */
function columnWords(name) {
  const code = element("code", { class: "hint long" }, name);
  return CHINESE && COLUMNS[name] ? [`${COLUMNS[name]} `, code] : [code];
}

/** @param {(Node | string)[]} label @param {(Node | string)[]} value */
function factRow(label, value) {
  const head = element("th", { scope: "row" }, ...label);
  return element("tr", {}, head, element("td", {}, ...value));
}

/** @param {string[]} names Of columns, all of which are alike. @param {string} label */
function rowOfColumns(names, label) {
  const said = names.map((name) => (CHINESE && COLUMNS[name]) || name);
  return factRow([label], [element("span", { class: "hint" }, said.join(t("、", ", ")))]);
}

/** @param {SealedFact} fact @param {boolean} open */
function factDetails(fact, open) {
  const filled = fact.values.filter(([, value]) => value !== null);
  const empty = fact.values.filter(([, value]) => value === null).map(([name]) => name);
  const rows = filled.map(([name, value]) =>
    factRow(columnWords(name), [element("span", { class: "sealed-value" }, value?.trimEnd() ?? "")]));
  if (fact.withheld.length) rows.push(rowOfColumns(fact.withheld, t("不公开", "Withheld")));
  if (empty.length) rows.push(rowOfColumns(empty, t("空", "Empty")));
  const title = tableWords(fact.table);
  const place = t(`第 ${fact.position} 条`, `position ${fact.position}`);
  const table = element("table", { class: "pairs" }, element("tbody", {}, ...rows));
  const origin = element("span", { class: "hint long" }, fact.checkpoint.origin);
  const summary = element("summary", {}, `✓ ${title} · ${place} `, origin);
  const made = element("details", { class: "sealed-fact" }, summary, scrolling(title, table));
  if (open) made.setAttribute("open", "");
  return made;
}

/** @param {string} name @param {Outcome} outcome @param {boolean} alone */
function fileSection(name, outcome, alone) {
  const kind = KINDS[outcome.kind] ? `${say(KINDS[outcome.kind])} · ` : "";
  const made = element("section", { class: "card" }, element("h2", { class: "long" }, kind + name));
  if (!alone) made.append(shortBanner(outcome));
  if (outcome.kind === "growth" && outcome.signed.length) made.append(growthSentence(outcome));
  if (outcome.signed.length) {
    made.append(element("h3", {}, t("检查点和签名", "Checkpoints and signatures")));
    made.append(checkpointTable(outcome.signed));
    if (outcome.verdict === "right" && !isWitnessed(outcome)) made.append(onlyOwnSignature());
  }
  if (outcome.facts.length) {
    made.append(element("h3", {}, t("封存的内容", "What was sealed")));
    made.append(...outcome.facts.map((fact, place) => factDetails(fact, place === 0)));
  }
  return made;
}

/** @param {Outcome} outcome */
function growthSentence({ signed }) {
  const [older, newer] = [signed[0].checkpoint, signed[signed.length - 1].checkpoint];
  return element("p", {}, t(
    `前 ${older.size} 条一条未改；其后又加了 ${newer.size - older.size} 条。`,
    `Of the first ${older.size} facts none was changed; ${newer.size - older.size} were added.`,
  ));
}

function onlyOwnSignature() {
  return element("p", { class: "note" }, t(
    "有检查点没有见证单位会签，只有本账自己的签名：掌握签名密钥的人可以改写后重签。",
    "A checkpoint here has no witness's signature, only the log's own: whoever has its signing key " +
      "could rewrite and sign anew.",
  ));
}

/** Checks what was chosen with the keys that are given, and shows it. */
async function checkChosen() {
  const turn = ++begun;
  const said = byId("keys-problem");
  said.hidden = true;
  let keys;
  try {
    keys = await readKeys(/** @type {HTMLTextAreaElement} */ (byId("keys")).value);
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    said.textContent = say(error.said);
    said.hidden = false;
    byId("outcome").replaceChildren();
    return;
  }
  const outcomes = await Promise.all(chosen.map(({ content }) => checkFile(content ?? "", keys)));
  if (turn === begun) show(outcomes);
}

/** @param {Outcome[]} outcomes */
function show(outcomes) {
  const against = disagreements(outcomes);
  const worst = WORST_FIRST.find((each) => outcomes.some(({ verdict }) => verdict === each));
  if (worst === undefined) return;
  const why = outcomes.flatMap((outcome) => outcome.why ?? []);
  byId("outcome").replaceChildren(
    banner(against.length ? "wrong" : worst, [...why, ...against]),
    ...outcomes.map((outcome, place) =>
      fileSection(chosen[place].name, outcome, outcomes.length === 1)),
  );
}

/** @param {FileList | null | undefined} files */
async function take(files) {
  if (!files?.length) return;
  // A mark at the beginning of the file stays: no file of ours has one.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  chosen = await Promise.all(Array.from(files, async (file) => {
    const bytes = await file.arrayBuffer();
    try {
      return { name: file.name, content: decoder.decode(bytes) };
    } catch {
      return { name: file.name, content: null };
    }
  }));
  await checkChosen();
}

function begin() {
  const able = globalThis.crypto?.subtle !== undefined;
  byId("unable").hidden = able;
  byId("checking").hidden = !able;
  if (!able) return;
  const input = /** @type {HTMLInputElement} */ (byId("files"));
  input.addEventListener("change", () => take(input.files));
  byId("keys").addEventListener("change", checkChosen);
  const zone = byId("drop");
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take(event.dataTransfer?.files);
  });
  const given = document.getElementById("given");
  if (given === null) return;
  chosen = [{ name: given.dataset.name ?? "", content: given.textContent ?? "" }];
  checkChosen();
}

begin();
