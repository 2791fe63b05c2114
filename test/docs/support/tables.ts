import { ERROR_SECTIONS as OF_THE_DRILL } from '../../../drill/support/codes';
import { ERROR_SECTIONS as OF_THE_LIBRARY } from '../../../lib/diagnostics/codes';
import { type Diagnostic, type DiagnosticSection } from '../../../lib/diagnostics/diagnostic';
import { WARNINGS } from '../../../lib/diagnostics/warnings';

export const WARNING_PREFIX = 'cdk-resilient-serverless:';

/** A code or a warning id, with what its table says. */
export interface Entry extends Diagnostic {
  readonly name: string;
}

/** A part of docs/errors.md, from the table that it is written from. */
export interface Part {
  readonly title: 'The library' | 'Warnings' | 'The drill';
  readonly intro?: string;
  readonly sections: readonly DiagnosticSection[];
}

export const LIBRARY: Part = { title: 'The library', sections: OF_THE_LIBRARY };

export const WARNINGS_PART: Part = {
  title: 'Warnings',
  intro:
    'Synthesis prints them and goes on; `cdk synth --strict` stops. Acknowledge one that is right for you at the construct or above it, and it is not printed any more. Each is listed without the prefix `cdk-resilient-serverless:`, with the line that acknowledges it; a second argument takes the reason.',
  sections: [{ title: '', errors: withAcknowledgements() }],
};

export const DRILL: Part = {
  title: 'The drill',
  intro:
    'Exit status 2: the drill could not run, or could not go on. What it had started is ended, and the report of what was measured until then is kept, with the code in `incomplete`. [How it works](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/README.md).',
  sections: OF_THE_DRILL,
};

export const PARTS: readonly Part[] = [LIBRARY, WARNINGS_PART, DRILL];

/** All of a part, in the page's order. */
export function entriesOf(part: Part): Entry[] {
  return part.sections.flatMap(({ errors }) => Object.entries(errors).map(([name, entry]) => ({ name, ...entry })));
}

/** The line that acknowledges a warning ends its fix. */
function withAcknowledgements(): Record<string, Diagnostic> {
  return Object.fromEntries(
    Object.entries(WARNINGS).map(([id, { acknowledge, ...entry }]) => {
      const line = `Annotations.of(${acknowledge}).acknowledgeWarning('${WARNING_PREFIX}${id}')`;
      return [id, { ...entry, fix: `${entry.fix} \`${line}\`` }];
    }),
  );
}
