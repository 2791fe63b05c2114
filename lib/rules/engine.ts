import { fail } from '../private/errors';
import { ALL_RULES } from './all-rules';
import { type AppModel } from '../assembly/app-model';
import { type Acknowledgement } from '../assembly/template';
import { type Finding, type Rule } from './rule';

/** A finding that somebody accepted, with the reason. */
export interface AcknowledgedFinding extends Finding {
  readonly acknowledgement: Acknowledgement;
}

/** What the rules say about an app. */
export interface Evaluation {
  /** What is wrong, in the order of the rules. */
  readonly findings: readonly Finding[];
  /** What would be reported, had nobody accepted it. */
  readonly acknowledged: readonly AcknowledgedFinding[];
}

/**
 * Runs rules over an app.
 *
 * Fails with `RuleFailed` where a rule itself is broken: a silent rule would look like a good app
 */
export function evaluate(model: AppModel, rules: readonly Rule[] = ALL_RULES): Evaluation {
  const accepted = indexAcknowledgements(model.acknowledgements);
  const findings: Finding[] = [];
  const acknowledged: AcknowledgedFinding[] = [];
  for (const finding of rules.flatMap(rule => run(rule, model))) {
    const acknowledgement = acknowledgementOf(finding, accepted);
    if (acknowledgement) acknowledged.push({ ...finding, acknowledgement });
    else findings.push(finding);
  }
  return { findings, acknowledged };
}

function run(rule: Rule, model: AppModel): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  try {
    rule.check(model, ({ path }, problem, fix) => {
      const key = `${path}\n${problem}`;
      if (!seen.has(key)) findings.push({ rule, path, problem, fix });
      seen.add(key);
    });
  } catch (error) {
    fail(rule.id, 'RuleFailed', `the rule itself failed: ${(error as Error).message}; report it with the template`);
  }
  return findings;
}

function indexAcknowledgements(acknowledgements: readonly Acknowledgement[]): Map<string, Acknowledgement> {
  return new Map(
    acknowledgements.map(acknowledgement => [`${acknowledgement.rule}@${acknowledgement.path}`, acknowledgement]),
  );
}

/** An acknowledgement holds at its construct and below; the closest one gives the reason. */
function acknowledgementOf(
  finding: Finding,
  accepted: ReadonlyMap<string, Acknowledgement>,
): Acknowledgement | undefined {
  const steps = finding.path.split('/');
  for (let length = steps.length; length >= 0; length--) {
    const found = accepted.get(`${finding.rule.id}@${steps.slice(0, length).join('/')}`);
    if (found) return found;
  }
  return undefined;
}
