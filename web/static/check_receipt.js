// Checks a file in a browser as `mingzhang-verify` does: a receipt, a checkpoint or a growth file.
// It shows nothing and asks no network; check_receipt_page.js shows what it finds.
"use strict";

/**
 * A fact that was shown to be under a checkpoint; null is an empty value.
 * @typedef {{table: string, position: bigint, values: [string, string | null][],
 *   withheld: string[], checkpoint: Checkpoint}} SealedFact
 */
/** @typedef {{checkpoint: Checkpoint, signers: Signer[] | null}} Signed null: not checked here. */
/**
 * What became of a file. `right`: all is shown, and each checkpoint is signed by a key that was
 * given; `unsigned`: one is signed by none of them; `unchecked`: this browser knows no Ed25519;
 * `wrong`: something is not shown; `unreadable`: it is no file of ours.
 * @typedef {{verdict: "right" | "unsigned" | "unchecked" | "wrong" | "unreadable",
 *   why: Said | null, kind: string, facts: SealedFact[], signed: Signed[]}} Outcome
 */

const RECEIPT = "mingzhang-receipt/1";
const GROWTH = "mingzhang-growth/1";
const ENCODING = "mingzhang-fact/1";
/** The table of checkpoints: its rows bind the logs of books to the common log. */
const CHECKPOINTS = "ledger.checkpoint";
const ESCAPES = new Map([
  ["\\", "\\\\"], ["\b", "\\b"], ["\f", "\\f"], ["\n", "\\n"], ["\r", "\\r"], ["\t", "\\t"],
  ["\v", "\\v"],
]);

/**
 * A value as it stands in the line that is hashed; of what is personal, its hash does.
 * @param {unknown} value
 */
async function entered(value) {
  if (value === null) return "\\N";
  if (typeof value === "string") {
    return textOf(value).replace(/[\\\b\f\n\r\t\v]/g, (sign) => ESCAPES.get(sign) ?? sign);
  }
  const said = objectOf(value);
  if (Object.hasOwn(said, "hash")) return textOf(said.hash);
  return hexOf(await sha256(joined(bytesOfHex(said.salt), bytesOfText(textOf(said.value)))));
}

/**
 * The table that a shape is of, and the values by column, once both go together.
 * @param {string} shape
 * @param {unknown[]} values
 * @returns {{table: string, named: Map<string, unknown>}}
 */
function byColumn(shape, values) {
  const [encoding, table, ...listed] = linesOf(shape);
  const named = new Map(listed.map((line, place) => [line.split(" ")[0], values[place]]));
  ensure(encoding === ENCODING && table !== undefined);
  ensure(listed.length === values.length && named.size === listed.length);
  listed.forEach((line, place) => {
    const value = values[place];
    // What the shape calls personal enters by its hash, and nothing else does.
    const personal = line.endsWith(" personal");
    ensure(value === null || typeof value === (personal ? "object" : "string"));
  });
  return { table, named };
}

/**
 * A fact of a receipt, shown to be under a checkpoint.
 * @param {Record<string, unknown>} given
 * @param {Checkpoint} checkpoint
 * @returns {Promise<SealedFact>}
 */
async function factOf(given, checkpoint) {
  const shape = textOf(given.shape);
  const { table, named } = byColumn(shape, listOf(given.values));
  const line = (await Promise.all([...named.values()].map(entered))).join("\t");
  const leaf = await leafHash(joined(await sha256(bytesOfText(shape)), bytesOfText(line)));
  const path = listOf(given.path).map(bytesOfBase64);
  const said = textOf(named.get("log_position"));
  ensure(/^[0-9]+$/.test(said));
  const position = BigInt(said);
  const root = await rootOfInclusion(leaf, position - 1n, checkpoint.size, path);
  if (!same(root, checkpoint.root)) {
    throw new NotProven(
      `${table} 第 ${position} 条与检查点不符：内容、位置或证明被改动过`,
      `${table}, position ${position}, is not what was sealed: its content, its place or the ` +
        "proof was changed",
    );
  }
  checkBook(checkpoint.origin, named);
  return { table, position, checkpoint, ...opened(named) };
}

/** @param {string} origin @param {Map<string, unknown>} named */
function checkBook(origin, named) {
  const at = origin.lastIndexOf("/book/");
  if (at < 0) return;
  if (textOf(named.get("book_id")) !== origin.slice(at + "/book/".length)) {
    throw new NotProven("账簿与检查点不符", "its book is not the one of the checkpoint");
  }
}

/**
 * What may be read of a fact, and the names of what is withheld.
 * @param {Map<string, unknown>} named
 */
function opened(named) {
  /** @type {[string, string | null][]} */
  const values = [];
  const withheld = [];
  for (const [name, value] of named) {
    if (value === null || typeof value === "string") values.push([name, value]);
    else if (Object.hasOwn(objectOf(value), "hash")) withheld.push(name);
    else values.push([name, textOf(objectOf(value).value)]);
  }
  return { values, withheld };
}

/**
 * The facts of a receipt, each shown to be under its checkpoint, the one asked for first.
 * @param {unknown} receipt
 * @returns {Promise<SealedFact[]>}
 */
async function factsOf(receipt) {
  try {
    const given = objectOf(receipt);
    ensure(given.format === RECEIPT);
    const notes = listOf(given.checkpoints).map(readCheckpoint);
    const facts = [];
    for (const fact of listOf(given.facts).map(objectOf)) {
      const place = fact.checkpoint;
      ensure(typeof place === "number" && Number.isInteger(place) && notes[place]);
      facts.push(await factOf(fact, notes[place]));
    }
    checkRegistered(facts, notes);
    return facts;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new NotProven("不是存证回执，或不完整", "not a receipt, or not whole");
  }
}

/** @param {SealedFact[]} facts @param {Checkpoint[]} notes */
function checkRegistered(facts, notes) {
  for (const fact of facts.filter((each) => each.table === CHECKPOINTS)) {
    const { text } = readCheckpoint(new Map(fact.values).get("note"));
    if (!notes.some((note) => note.text === text)) {
      throw new NotProven("检查点与其登记不符", "a checkpoint is not the one on record");
    }
  }
  if (!facts.length) throw new NotProven("回执里没有事实", "the receipt holds no fact");
}

/**
 * The two checkpoints of a growth file, the newer of which was shown to grow from the older.
 * @param {unknown} growth
 * @returns {Promise<[Checkpoint, Checkpoint]>}
 */
async function grown(growth) {
  let older, newer, path;
  try {
    const given = objectOf(growth);
    ensure(given.format === GROWTH);
    [older, newer] = [readCheckpoint(given.older), readCheckpoint(given.newer)];
    path = listOf(given.path).map(bytesOfBase64);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new NotProven("不是增长证明", "not a proof of growth");
  }
  if (older.origin !== newer.origin) {
    throw new NotProven("两个检查点不是同一本账的", "the checkpoints are not of one log");
  }
  await checkGrowth(older, newer, path);
  return [older, newer];
}

/**
 * What a file holds and who signed it.
 * @param {string} content of the file
 * @param {Key[]} keys that are trusted
 * @returns {Promise<Outcome>}
 */
async function checkFile(content, keys) {
  const given = parsed(content);
  const nothing = { why: null, kind: "", facts: [], signed: [] };
  if (given === undefined) return { ...nothing, verdict: "unreadable" };
  const kind = kindOf(given);
  try {
    const facts = kind === "receipt" ? await factsOf(given) : [];
    const signed = [];
    for (const checkpoint of await checkpointsOf(kind, given, facts)) {
      signed.push({ checkpoint, signers: await signersIfKnown(checkpoint, keys) });
    }
    return { verdict: verdictOf(signed), why: null, kind, facts, signed };
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    return { ...nothing, verdict: "wrong", why: error.said, kind };
  }
}

/**
 * The checkpoints that a file stands on, each once.
 * @param {string} kind
 * @param {unknown} given
 * @param {SealedFact[]} facts
 */
async function checkpointsOf(kind, given, facts) {
  if (kind === "checkpoint") return [readCheckpoint(given)];
  const found = kind === "growth" ? await grown(given) : facts.map((fact) => fact.checkpoint);
  return new Map(found.map((one) => [one.text, one])).values();
}

/** @param {string} content @returns {unknown} JSON, or the text of a note; undefined: neither. */
function parsed(content) {
  try {
    return JSON.parse(content);
  } catch {
    const note = content.replace(/\r\n?/g, "\n");
    return note.includes("\n\n") && !note.startsWith("{") ? note : undefined;
  }
}

/** @param {unknown} given */
function kindOf(given) {
  if (typeof given === "string") return "checkpoint";
  const format = given !== null && typeof given === "object" ? Reflect.get(given, "format") : "";
  return format === GROWTH ? "growth" : "receipt";
}

/**
 * @param {Checkpoint} checkpoint
 * @param {Key[]} keys
 * @returns {Promise<Signer[] | null>} null: not checked by this browser
 */
async function signersIfKnown(checkpoint, keys) {
  try {
    return await signersOf(checkpoint, keys);
  } catch (error) {
    if (!(error instanceof NoSignatures)) throw error;
    return null;
  }
}

/** @param {Signed[]} signed @returns {"right" | "unsigned" | "unchecked"} */
function verdictOf(signed) {
  if (signed.some(({ signers }) => signers === null)) return "unchecked";
  return signed.every(({ signers }) => signers?.length) ? "right" : "unsigned";
}
