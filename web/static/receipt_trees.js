// Bytes, hashes and Merkle trees (RFC 9162), for checking receipts in a browser as docs/evidence.md
// says, byte by byte; receipt_notes.js and check_receipt.js build on it.
"use strict";

/** @typedef {{zh: string, en: string}} Said What to say, in Chinese and in English. */

/** What was to be shown is not shown; says why. */
class NotProven extends Error {
  /** @param {string} zh @param {string} en */
  constructor(zh, en) {
    super(`${zh} / ${en}`);
    /** @type {Said} */
    this.said = { zh, en };
  }
}

/** A part of a file is not what it should be; what the file then is not is said further up. */
class Malformed extends Error {}

/**
 * @param {unknown} right
 * @returns {asserts right}
 */
function ensure(right) {
  if (!right) throw new Malformed();
}

/** @param {unknown} value @returns {string} */
function textOf(value) {
  // Half a character has no bytes: it could stand for another text than the one it shows.
  ensure(typeof value === "string" && !/\p{Surrogate}/u.test(value));
  return value;
}

/** @param {unknown} value @returns {unknown[]} */
function listOf(value) {
  ensure(Array.isArray(value));
  return value;
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function objectOf(value) {
  ensure(typeof value === "object" && value !== null && !Array.isArray(value));
  return /** @type {Record<string, unknown>} */ (value);
}

/** @param {string} text */
function bytesOfText(text) {
  return new TextEncoder().encode(text);
}

/** @param {unknown} value */
function bytesOfBase64(value) {
  const text = textOf(value);
  ensure(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text));
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

/** @param {unknown} value */
function bytesOfHex(value) {
  const text = textOf(value);
  ensure(/^(?:[0-9a-f]{2})*$/i.test(text));
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** @param {Uint8Array} bytes */
function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {(Uint8Array | number)[]} parts Bytes, and single bytes. */
function joined(...parts) {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === "number" ? part : [...part])));
}

/** @param {Uint8Array} one @param {Uint8Array} other */
function same(one, other) {
  return hexOf(one) === hexOf(other);
}

/** @param {Uint8Array} bytes */
async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** The hash of a leaf (RFC 9162, 2.1.1). @param {Uint8Array} content */
function leafHash(content) {
  return sha256(joined(0, content));
}

/**
 * The hash of an inner node (RFC 9162, 2.1.1).
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
function nodeHash(left, right) {
  return sha256(joined(1, left, right));
}

/**
 * The root that an inclusion proof leads to (RFC 9162, 2.1.3.2).
 * @param {Uint8Array} leaf
 * @param {bigint} index its place, from 0
 * @param {bigint} size the leaves of the tree
 * @param {Uint8Array[]} path from the leaf's sibling up
 */
async function rootOfInclusion(leaf, index, size, path) {
  if (index < 0n || index >= size) {
    throw new NotProven("事实不在这棵树里", "the fact is not within the tree");
  }
  let [node, last, found] = [index, size - 1n, leaf];
  for (const sibling of path) {
    if (last === 0n) throw new NotProven("包含证明太长", "the inclusion proof is too long");
    if (node & 1n || node === last) {
      found = await nodeHash(sibling, found);
      while (!(node & 1n) && node) [node, last] = [node >> 1n, last >> 1n];
    } else {
      found = await nodeHash(found, sibling);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  if (last) throw new NotProven("包含证明太短", "the inclusion proof is too short");
  return found;
}

/**
 * That a log grew from an older checkpoint: nothing of it was changed (RFC 9162, 2.1.4.2).
 * @param {Checkpoint} older
 * @param {Checkpoint} newer
 * @param {Uint8Array[]} path
 */
async function checkGrowth(older, newer, path) {
  if (older.size > newer.size) {
    throw new NotProven(
      `账变短了：${older.size} 条变成 ${newer.size} 条`,
      `the log became shorter: ${older.size} facts were ${newer.size} later`,
    );
  }
  let right;
  if (older.size === 0n || older.size === newer.size) {
    right = !path.length && (older.size === 0n || same(older.root, newer.root));
  } else {
    const roots = await rootsOfGrowth(older, newer.size, path);
    right = roots !== null && same(roots[0], older.root) && same(roots[1], newer.root);
  }
  if (!right) {
    throw new NotProven(
      `前 ${older.size} 条已不是原来的：新的检查点不是从旧的长出来的`,
      `the first ${older.size} facts are not what they were: the newer checkpoint did not grow ` +
        "from the older",
    );
  }
}

/**
 * The roots that a proof leads to; null where it has not the length it should have.
 * @param {Checkpoint} older
 * @param {bigint} newSize
 * @param {Uint8Array[]} path
 * @returns {Promise<[Uint8Array, Uint8Array] | null>}
 */
async function rootsOfGrowth(older, newSize, path) {
  const wholeTree = (older.size & (older.size - 1n)) === 0n;
  const steps = wholeTree ? [older.root, ...path] : [...path];
  let [node, last] = [older.size - 1n, newSize - 1n];
  while (node & 1n) [node, last] = [node >> 1n, last >> 1n];
  if (!steps.length) return null;
  let [before, after] = [steps[0], steps[0]];
  for (const sibling of steps.slice(1)) {
    if (last === 0n) return null;
    if (node & 1n || node === last) {
      [before, after] = [await nodeHash(sibling, before), await nodeHash(sibling, after)];
      while (!(node & 1n) && node) [node, last] = [node >> 1n, last >> 1n];
    } else {
      after = await nodeHash(after, sibling);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last ? null : [before, after];
}
