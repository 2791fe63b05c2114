import { randomBytes } from 'crypto';
import { parseArgs } from 'util';

export interface Options {
  readonly prefix: string;
  readonly regions: readonly [string, string];
  /** Does not ask before it starts. */
  readonly yes: boolean;
  /** Only the local cloud: needs no account. */
  readonly localOnly: boolean;
  /** Ids of the checks to run; all where there are none. */
  readonly only: readonly string[];
  readonly timeoutMinutes: number;
  readonly out: string;
}

/** What a throw-away deployment may be called: nothing that anybody calls what they need. */
const PREFIX = /^(Verify|Try)[A-Za-z0-9]{3,12}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const PRODUCTION = /prod|prd|live|main|stag/i;

export const USAGE = `npm run verify:aws -- [options]
  --prefix VerifyX7k2     begins every name; a new one each time by default
  --regions eu-west-1,eu-central-1
  --only a,b              ids of checks: see docs/aws-unverified.md
  --local                 in the local cloud only
  --timeout 90            minutes until everything is taken down, whatever is open
  --out verify-aws.json
  --yes                   does not ask`;

/** Throws an error with all that is wrong. */
export function parseOptions(args: readonly string[], random = () => randomBytes(2).toString('hex')): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      prefix: { type: 'string', default: `Verify${random()}` },
      regions: { type: 'string', default: 'eu-west-1,eu-central-1' },
      only: { type: 'string', default: '' },
      local: { type: 'boolean', default: false },
      timeout: { type: 'string', default: '90' },
      out: { type: 'string', default: 'verify-aws.json' },
      yes: { type: 'boolean', default: false },
    },
  });
  const regions = values.regions.split(',');
  const timeoutMinutes = Number(values.timeout);
  const problems = [
    ...prefixProblems(values.prefix),
    ...(regions.length === 2 && regions[0] !== regions[1] && regions.every(region => REGION.test(region))
      ? []
      : [`--regions takes two regions, such as eu-west-1,eu-central-1; it was "${values.regions}"`]),
    ...(timeoutMinutes >= 5 && timeoutMinutes <= 240
      ? []
      : [`--timeout is 5 to 240 minutes; it was "${values.timeout}"`]),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return {
    prefix: values.prefix,
    regions: [regions[0], regions[1]],
    yes: values.yes,
    localOnly: values.local,
    only: values.only.split(',').filter(id => id !== ''),
    timeoutMinutes,
    out: values.out,
  };
}

function prefixProblems(prefix: string): string[] {
  if (PRODUCTION.test(prefix)) {
    return [`"${prefix}" looks like something that is needed: everything below it is deleted`];
  }
  if (PREFIX.test(prefix)) return [];
  return [`--prefix begins with Verify or Try and has 3 to 12 letters and digits after it; it was "${prefix}"`];
}
