// What terminal, page and drawing say alike of a service.
import { span } from './readable';
import { type ObjectiveVerdict, type ServiceReport, type SideReport } from './report-document';

/** How DNS chooses a side: its role, its weight or what else decides. */
export function chosenBy({ role, routing }: SideReport): string | null {
  return routing ?? role;
}

/** Whether several sides answer while all is well. */
export function sharesWork({ sides }: ServiceReport): boolean {
  return sides.filter(({ recovery }) => recovery !== undefined).length > 1;
}

/** Whether it runs in more regions than one. */
export function hasRegions({ sides }: ServiceReport): boolean {
  return new Set(sides.map(({ region }) => region)).size > 1;
}

/** What the regions beside the first are, for the cost of them. */
export function costLabel(service: ServiceReport): string {
  return service.name === null || sharesWork(service) ? 'More regions' : 'Standby';
}

const VERDICTS: Record<ObjectiveVerdict, string> = {
  met: 'met',
  expected: 'expected, without a limit',
  missed: 'MISSED',
};

/** ` of 2 min promised: met` */
export function verdictText(seconds: number | null, verdict: ObjectiveVerdict | null): string {
  if (seconds === null) return '';
  return ` of ${span(seconds)} promised: ${verdict === null ? 'not judged' : VERDICTS[verdict]}`;
}
