import { type AppModel } from '../app-model';
import { append } from '../append';
import { splitText } from '../resolve';
import { type Resource } from '../resource';
import { invokedFunction, type InvokedFunction } from './invocations';

/** A statement of a function's policy. */
export interface InvokePermission {
  readonly permission: Resource;
  /** A service, an account, or `*`. */
  readonly principal: string;
  readonly sourceArn?: string;
}

/** What lets others invoke a function at a qualifier. */
export function permissionsOf(model: AppModel, invoked: InvokedFunction): readonly InvokePermission[] {
  return model.remember(readPermissions).get(invoked.function)?.get(invoked.qualifier) ?? [];
}

function readPermissions(model: AppModel): Map<Resource, Map<string, InvokePermission[]>> {
  const found = new Map<Resource, Map<string, InvokePermission[]>>();
  for (const permission of model.ofType('AWS::Lambda::Permission')) {
    const invoked = invokedFunction(model, permission.text('FunctionName'), permission);
    if (!invoked) continue;
    const byQualifier = found.get(invoked.function) ?? new Map<string, InvokePermission[]>();
    const [principal, sourceArn] = [permission.text('Principal') ?? '*', permission.text('SourceArn')];
    append(byQualifier, invoked.qualifier, { permission, principal, sourceArn });
    found.set(invoked.function, byQualifier);
  }
  return found;
}

/** CloudWatch Logs has a principal in each region, too; what is no service is an account or everybody. */
export function isOfService(service: string, principal: string): boolean {
  const [name] = service.split('.');
  return principal === service || principal.startsWith(`${name}.`) || !principal.endsWith('.amazonaws.com');
}

/** What an ARN names within its service, or undefined where it is not written as one. */
export function resourceOfArn(arn: string): string | undefined {
  const parts = splitText(arn, ':');
  return parts.length < 6 ? undefined : parts.slice(5).join(':');
}

/** Stands in a call for a text that only the request decides, without a slash; `*` for one that may have slashes. */
export const ONE_PART = '\u0000';

/** Whether a pattern of a policy, whose `*` stands for any text, matches something that a call may be. */
export function mayMatch(pattern: string, call: string): boolean {
  let reached = new Set([0]);
  skipOpen(call, reached);
  for (const letter of pattern) {
    reached = letter === '*' ? everythingFrom(Math.min(...reached), call) : stepsOver(letter, call, reached);
    skipOpen(call, reached);
    if (reached.size === 0) return false;
  }
  return reached.has(call.length);
}

function everythingFrom(start: number, call: string): Set<number> {
  return new Set(Array.from({ length: call.length - start + 1 }, (_, index) => start + index));
}

function stepsOver(letter: string, call: string, reached: ReadonlySet<number>): Set<number> {
  const next = new Set<number>();
  for (const at of reached) {
    if (call[at] === '*' || (call[at] === ONE_PART && letter !== '/')) next.add(at);
    else if (call[at] === letter || (letter === '?' && at < call.length)) next.add(at + 1);
  }
  return next;
}

/** What only the request decides may be nothing. */
function skipOpen(call: string, reached: Set<number>): void {
  for (const at of reached) if (call[at] === '*' || call[at] === ONE_PART) reached.add(at + 1);
}
