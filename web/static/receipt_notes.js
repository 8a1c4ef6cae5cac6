// Public keys, checkpoints and the signatures under them (C2SP signed-note, tlog-checkpoint and
// tlog-cosignature), for checking receipts in a browser.
"use strict";

/** @typedef {{name: string, id: string, kind: number, material: Uint8Array, line: string}} Key */
/** @typedef {{name: string, signed: Uint8Array}} Signature A key's id, then what it signed with. */
/**
 * A signed tree head: its text, and the signatures under it.
 * @typedef {{origin: string, size: bigint, root: Uint8Array, text: string,
 *   signatures: Signature[]}} Checkpoint
 */
/** @typedef {{key: Key, seconds: bigint | null}} Signer Who signed, and when a witness says so. */

const LOG_KEY = 1;
const WITNESS_KEY = 4;
const ID_BYTES = 4;
const TIME_BYTES = 8;
const KEY_BYTES = 32;
const DASH = "\u2014 ";

/** This browser knows no Ed25519: nothing can be said of a signature. */
class NoSignatures extends Error {}

/**
 * The public key that a line is: `name+id+base64` (C2SP signed-note, verifier keys).
 * @param {string} line
 * @returns {Promise<Key>}
 */
async function readKey(line) {
  const [, name, id, encoded] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(line.trim()) ?? [];
  try {
    const material = bytesOfBase64(encoded);
    const made = await sha256(joined(bytesOfText(textOf(name)), 10, material));
    ensure(same(made.slice(0, ID_BYTES), bytesOfHex(id)));
    ensure(material.length === 1 + KEY_BYTES && [LOG_KEY, WITNESS_KEY].includes(material[0]));
    const kind = material[0];
    return { name, id: id.toLowerCase(), kind, material: material.slice(1), line: line.trim() };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new NotProven(`不是公钥：${line.trim()}`, `not a public key: ${line.trim()}`);
  }
}

/**
 * The public keys of a text, one a line; lines that begin with # are remarks.
 * @param {string} text
 */
async function readKeys(text) {
  const lines = text.split(/\r\n|\r|\n/);
  const said = lines.filter((line) => line.trim() && !line.startsWith("#"));
  return Promise.all(said.map(readKey));
}

/**
 * The lines of a text, each of which ends in a newline and in nothing else.
 * @param {string} text
 */
function linesOf(text) {
  const lines = text.split("\n");
  ensure(lines.pop() === "");
  return lines;
}

/**
 * The checkpoint that a note is.
 * @param {unknown} note
 * @returns {Checkpoint}
 */
function readCheckpoint(note) {
  try {
    const whole = textOf(note);
    const blank = whole.lastIndexOf("\n\n");
    ensure(blank >= 0);
    const [origin, size, root] = whole.slice(0, blank).split("\n");
    ensure(origin && /^(?:0|[1-9][0-9]*)$/.test(size ?? ""));
    const head = bytesOfBase64(root);
    ensure(head.length === KEY_BYTES);
    const signatures = linesOf(whole.slice(blank + 2)).map(readSignature);
    const text = whole.slice(0, blank) + "\n";
    return { origin, size: BigInt(size), root: head, text, signatures };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new NotProven("不是检查点", "not a checkpoint");
  }
}

/** @param {string} line Under a note. @returns {Signature} */
function readSignature(line) {
  ensure(line.startsWith(DASH));
  const [name, ...encoded] = line.slice(DASH.length).split(" ");
  ensure(name);
  return { name, signed: bytesOfBase64(encoded.join(" ")) };
}

/**
 * Which of the keys signed a checkpoint.
 * @param {Checkpoint} checkpoint
 * @param {Key[]} keys
 * @returns {Promise<Signer[]>}
 */
async function signersOf(checkpoint, keys) {
  const found = [];
  for (const key of keys) {
    for (const { name, signed } of checkpoint.signatures) {
      if (name !== key.name || hexOf(signed.slice(0, ID_BYTES)) !== key.id) continue;
      const seconds = await checkSignature(key, signed.slice(ID_BYTES), checkpoint.text);
      found.push({ key, seconds });
    }
  }
  return found;
}

/**
 * When it was signed, where that is said: a witness signs the time with it (C2SP tlog-cosignature).
 * @param {Key} key
 * @param {Uint8Array} signature
 * @param {string} text
 */
async function checkSignature(key, signature, text) {
  let seconds = null;
  let content = text;
  if (key.kind === WITNESS_KEY) {
    seconds = BigInt(`0x0${hexOf(signature.slice(0, TIME_BYTES))}`);
    signature = signature.slice(TIME_BYTES);
    content = `cosignature/v1\ntime ${seconds}\n${text}`;
  }
  if (!(await isSignedBy(key, signature, bytesOfText(content)))) {
    throw new NotProven(
      `${key.name} 的签名不对：检查点被改动过，或不是它签的`,
      `the signature of ${key.name} is wrong: the checkpoint was changed, or it never signed it`,
    );
  }
  return seconds;
}

/** @param {Key} key @param {Uint8Array} signature @param {Uint8Array} content */
async function isSignedBy(key, signature, content) {
  try {
    const kind = { name: "Ed25519" };
    const known = await crypto.subtle.importKey("raw", key.material, kind, false, ["verify"]);
    return await crypto.subtle.verify(kind, known, signature, content);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotSupportedError") {
      throw new NoSignatures();
    }
    return false;
  }
}
