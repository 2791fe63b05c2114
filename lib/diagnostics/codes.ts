import { type DiagnosticSection } from './diagnostic';
import { ALARMS } from './errors/alarms';
import { ANY_CONSTRUCT } from './errors/any-construct';
import { BACKUPS } from './errors/backups';
import { COMMANDS } from './errors/commands';
import { DATA } from './errors/data';
import { EXPERIMENTS } from './errors/experiments';
import { FAILOVER } from './errors/failover';
import { FUNCTIONS } from './errors/functions';
import { MESSAGES } from './errors/messages';
import { RECOVERY } from './errors/recovery';
import { RECOVERY_MODEL } from './errors/recovery-model';
import { RULES } from './errors/rules';
import { SERVICES } from './errors/services';
import { WORKFLOWS } from './errors/workflows';

/**
 * Every error of the library, in the order of docs/errors.md, which `npm run docs:errors` writes from here together
 * with `ErrorCode`. How a code is made: CONTRIBUTING.md, "Codes of errors".
 */
export const ERROR_SECTIONS = [
  { title: 'Any construct', errors: ANY_CONSTRUCT },
  { title: 'Regions and services', errors: SERVICES },
  { title: 'Functions', errors: FUNCTIONS },
  { title: 'Messages', errors: MESSAGES },
  { title: 'Workflows', errors: WORKFLOWS },
  { title: 'Failover', errors: FAILOVER },
  { title: 'Data', errors: DATA },
  { title: 'Backups', errors: BACKUPS },
  { title: 'Experiments', errors: EXPERIMENTS },
  { title: 'Recovery', errors: RECOVERY },
  { title: 'Alarms', errors: ALARMS },
  { title: 'The recovery model', errors: RECOVERY_MODEL },
  { title: 'Rules', errors: RULES },
  {
    title: 'The commands `check` and `diff`',
    intro: 'The path in the text is that of the directory or file. Exit status 2.',
    errors: COMMANDS,
  },
] as const satisfies readonly DiagnosticSection[];

type KeysOf<T> = T extends unknown ? keyof T : never;

/** A code that has its entry above. */
export type Code = KeysOf<(typeof ERROR_SECTIONS)[number]['errors']>;
