import { type App } from '../assembly/model.js';
import { refusedValues } from '../assembly/template-limits.js';
import { DrillError } from '../support/errors.js';

const LONGEST_VALUE = 80;

/**
 * What AWS does not take when a stack is deployed, the emulator mostly takes: a name that is too long, a schedule or a
 * query that is not in AWS's grammar. An app that has one would not be there to fail over.
 *
 * @throws DrillError `TemplateInvalid`, with all of them
 */
export function validateTemplateValues({ stacks }: App): void {
  const refused = refusedValues(stacks);
  if (refused.length === 0) return;
  const lines = refused.map(({ path, property, given, problem, source }) => {
    const text = String(given);
    const shown = text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
    return `${path}: ${property} is "${shown}"; ${problem} (${source})`;
  });
  throw new DrillError('TemplateInvalid', `AWS would refuse to deploy this:\n${lines.join('\n')}`);
}
