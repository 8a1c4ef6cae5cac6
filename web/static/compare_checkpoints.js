// What files that were checked come to together: what witnesses cover, and where files disagree.
"use strict";

/**
 * Whether a witness's signature covers all that a file shows. Under the common log's checkpoint it
 * covers a book's, whose row in that log is among the facts.
 * @param {Outcome} outcome
 */
function isWitnessed({ facts, signed }) {
  /** @param {Signed} one */
  const byWitness = ({ signers }) => signers?.some(({ key }) => key.kind === WITNESS_KEY) ?? false;
  const covered = new Set(signed.filter(byWitness).map(({ checkpoint }) => checkpoint.text));
  for (const fact of facts.filter((each) => each.table === CHECKPOINTS)) {
    const { text } = readCheckpoint(new Map(fact.values).get("note"));
    if (covered.has(fact.checkpoint.text)) covered.add(text);
  }
  return signed.length > 0 && signed.every(({ checkpoint }) => covered.has(checkpoint.text));
}

/**
 * What several files say against each other: two checkpoints of one log and size, or a checkpoint
 * that was brought along and is not one of those of the growth file beside it.
 * @param {Outcome[]} outcomes
 * @returns {Said[]}
 */
function disagreements(outcomes) {
  /** @type {Said[]} */
  const found = [];
  const all = outcomes.flatMap(({ signed }) => signed.map(({ checkpoint }) => checkpoint));
  for (const [place, one] of all.entries()) {
    for (const other of all.slice(place + 1)) {
      const { origin, size } = one;
      if (origin === other.origin && size === other.size && one.text !== other.text) {
        found.push({
          zh: `${origin} 有两个不同的 ${size} 条检查点：其中一个之后，过去被改写了`,
          en: `there are two different checkpoints of ${origin} over ${size} facts: the past was ` +
            "rewritten after one of them",
        });
      }
    }
  }
  for (const kept of outcomes.filter(({ kind, signed }) => kind === "checkpoint" && signed.length)) {
    found.push(...notGrown(kept.signed[0].checkpoint, outcomes));
  }
  return found;
}

/**
 * @param {Checkpoint} kept that somebody brought along
 * @param {Outcome[]} outcomes
 * @returns {Said[]}
 */
function notGrown(kept, outcomes) {
  const growths = outcomes
    .filter(({ kind }) => kind === "growth")
    .map(({ signed }) => signed.map(({ checkpoint }) => checkpoint))
    .filter((ends) => ends.some(({ origin }) => origin === kept.origin));
  const shown = growths.some((ends) => ends.some(({ size }) => size === kept.size));
  if (!growths.length || shown) return [];
  return [{
    zh: `没有证明后来的账是从您的检查点（${kept.size} 条）长出来的：请索取从 ${kept.size} 条起的增长证明`,
    en: `it is not shown that the later log grew from your checkpoint (${kept.size} facts): ask for ` +
      `a growth file that begins at ${kept.size}`,
  }];
}
