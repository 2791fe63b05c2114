import { distance } from 'fastest-levenshtein';

/** ` Did you mean "x"?` for the candidate that a mistyped word most likely means, or nothing where none is close. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const allowed = Math.max(2, Math.floor(word.length / 3));
  const [best] = candidates
    .map(candidate => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= allowed)
    .sort((a, b) => a.edits - b.edits);
  return best === undefined ? '' : `; did you mean "${best.candidate}"?`;
}
