/** What each document scores for a word or a phrase: the highest of its alternatives. Pure. */

import { weights } from "./postings.mjs";

/**
 * A score for each document, and where it comes from.
 *
 * @typedef {object} Board
 * @property {Float64Array} scores  -1 for a document that is not found
 * @property {Uint8Array} masks     the fields that hold it
 */

/**
 * Return a board on which nothing is found yet.
 *
 * @param {number} count  of documents
 * @returns {Board}
 */
export const emptyBoard = (count) => ({ scores: new Float64Array(count).fill(-1), masks: new Uint8Array(count) });

/**
 * Raise the scores of the documents that hold a term.
 *
 * @param {Board} board
 * @param {import("./postings.mjs").Posting} posting
 * @param {number} boost
 * @param {import("./postings.mjs").Scale} scale
 * @param {number} [fields]  a mask; all of them without it
 */
export function raise(board, posting, boost, scale, fields = 0) {
  const { documents, masks } = posting;
  const weight = weights(posting, scale, fields);
  for (let place = 0; place < documents.length; place++) {
    const mask = fields ? masks[place] & fields : masks[place];
    if (!mask) continue;
    const document = documents[place];
    const score = boost * weight[place];
    if (score > board.scores[document]) board.scores[document] = score;
    board.masks[document] |= mask;
  }
}

/**
 * Copy the best of some documents' scores from one board to another.
 *
 * @param {Board} board
 * @param {Board} from
 * @param {number} boost
 */
export function raiseFrom(board, from, boost) {
  from.scores.forEach((score, document) => {
    if (score < 0) return;
    if (boost * score > board.scores[document]) board.scores[document] = boost * score;
    board.masks[document] |= from.masks[document];
  });
}

/** Return how many documents are found. */
export const found = ({ scores }) => scores.reduce((sum, score) => sum + (score >= 0 ? 1 : 0), 0);

/**
 * Return the board of several words that all have to be found in one document: the sum of their scores.
 *
 * @param {Board[]} boards
 * @param {(document: number, mask: number) => number} [where]  the fields in which they are found together, 0 for no
 *   such; without it they may stand anywhere
 * @returns {Board}
 */
export function together(boards, where) {
  const board = emptyBoard(boards[0].scores.length);
  for (let document = 0; document < board.scores.length; document++) {
    let sum = 0;
    let any = 0;
    let all = 255;
    for (const { scores, masks } of boards) {
      if (scores[document] < 0) {
        sum = -1;
        break;
      }
      sum += scores[document];
      any |= masks[document];
      all &= masks[document];
    }
    const mask = sum < 0 ? 0 : where ? where(document, all) : any;
    if (!mask) continue;
    board.scores[document] = sum;
    board.masks[document] = mask;
  }
  return board;
}

/**
 * Return the board of documents in which at least one word is found: the sum of the scores of those that are.
 *
 * @param {Board[]} boards
 * @returns {Board}
 */
export function either(boards) {
  const board = emptyBoard(boards[0].scores.length);
  for (const { scores, masks } of boards) {
    scores.forEach((score, document) => {
      if (score < 0) return;
      board.scores[document] = Math.max(0, board.scores[document]) + score;
      board.masks[document] |= masks[document];
    });
  }
  return board;
}
