import { isDeepStrictEqual } from 'util';
import { type AppModel } from '../assembly/app-model';
import { append } from '../assembly/append';
import { intrinsicsIn } from '../assembly/relations/intrinsics';
import { type Resource } from '../assembly/resource';
import { type StackModel } from '../assembly/stack-model';
import { valueAt } from '../assembly/value';
import { REPLACING_PROPERTIES } from '../limits/replacement';

/** What CloudFormation does to a resource; one of another type counts as `retyped`, which it refuses. */
type Fate = 'added' | 'removed' | 'replaced' | 'retyped' | 'updated';

/** One resource that a deployment touches. */
export interface Change {
  readonly fate: Fate;
  /** As it is deployed; undefined for what is added. */
  readonly before?: Resource;
  /** As it will be; undefined for what is removed. */
  readonly after?: Resource;
  /** Properties that differ, by their names on top. */
  readonly changed: readonly string[];
}

/** A deployment of one app over another: what every stack of it would change. */
export interface Update {
  readonly before: AppModel;
  readonly after: AppModel;
  readonly changes: readonly Change[];
  /** The change that a resource of either side belongs to; undefined for one that stays as it is. */
  changeOf(resource: Resource): Change | undefined;
  /** Whether a text names something that is replaced, so that it is another text after the deployment. */
  isRenewed(text: string): boolean;
}

/**
 * Compares two states of an app. Stacks are paired by name, region and account, resources by logical id, as CloudFormation
 * does. A stack that the app no longer has is not touched by a deployment: it keeps what it holds.
 */
export function compareApps(before: AppModel, after: AppModel): Update {
  const changes = pairs(before.stacks, after.stacks, stackKey).flatMap(([old, now]) => compareStacks(old, now));
  const byResource = new Map<Resource, Change>();
  for (const change of changes) {
    for (const resource of [change.before, change.after]) if (resource) byResource.set(resource, change);
  }
  // What has no name of its own stands in texts by a placeholder, which is the same before and after.
  const renewed = changes.flatMap(({ fate, after: is }) => (fate === 'replaced' ? [`\${${is!.key}`] : []));
  return {
    before,
    after,
    changes,
    changeOf: resource => byResource.get(resource),
    isRenewed: text => renewed.some(placeholder => text.includes(placeholder)),
  };

  function compareStacks(old: StackModel | undefined, now: StackModel | undefined): Change[] {
    if (now === undefined) return [];
    const resources = pairs(resourcesOf(before, old), resourcesOf(after, now), ({ logicalId }) => logicalId);
    const replaced = replacedIn(resources);
    return resources.flatMap(([was, is]): Change[] => {
      if (!was || !is) return [{ fate: was ? 'removed' : 'added', before: was, after: is, changed: [] }];
      const changed = changedBetween(was, is);
      if (was.type !== is.type) return [{ fate: 'retyped', before: was, after: is, changed }];
      if (replaced.has(is.logicalId)) return [{ fate: 'replaced', before: was, after: is, changed }];
      return changed.length > 0 ? [{ fate: 'updated', before: was, after: is, changed }] : [];
    });
  }
}

type Pair<T> = [T | undefined, T | undefined];

function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Pair<T>[] {
  const old = new Map(before.map(item => [keyOf(item), item]));
  const now = new Map(after.map(item => [keyOf(item), item]));
  return [...new Set([...old.keys(), ...now.keys()])].map(key => [old.get(key), now.get(key)]);
}

function stackKey({ stackName, region, account }: StackModel): string {
  return [stackName, region, account].join(' ');
}

function resourcesOf(model: AppModel, stack: StackModel | undefined): readonly Resource[] {
  return stack ? (model.remember(byStack).get(stack) ?? []) : [];
}

function byStack(model: AppModel): Map<StackModel, Resource[]> {
  const resources = new Map<StackModel, Resource[]>();
  for (const resource of model.resources) append(resources, resource.stack, resource);
  return resources;
}

function changedBetween(was: Resource, is: Resource): string[] {
  const [old, now] = [was.raw.Properties ?? {}, is.raw.Properties ?? {}];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    name => !isDeepStrictEqual(old[name], now[name]),
  );
}

/** What is replaced in a stack; a new physical id changes the properties that refer to it, and so on. */
function replacedIn(resources: readonly Pair<Resource>[]): Set<string> {
  const replaced = new Set<string>();
  const candidates = resources.flatMap(([was, is]) => (was && is && was.type === is.type ? [{ was, is }] : []));
  let known = -1;
  while (known !== replaced.size) {
    known = replaced.size;
    for (const { was, is } of candidates) {
      if (!replaced.has(is.logicalId) && mustBeReplaced(was, is, replaced)) replaced.add(is.logicalId);
    }
  }
  return replaced;
}

function mustBeReplaced(was: Resource, is: Resource, replaced: ReadonlySet<string>): boolean {
  return (REPLACING_PROPERTIES[is.type] ?? '').split(' ').some(path => {
    const [old, now] = [was, is].map(({ raw }) => valueAt(raw.Properties ?? {}, path));
    return !isDeepStrictEqual(old, now) || referencesOf(now).some(logicalId => replaced.has(logicalId));
  });
}

/** Logical ids that a value refers to. */
function referencesOf(value: unknown): string[] {
  const refs = intrinsicsIn(value, 'Ref').map(String);
  const attributes = intrinsicsIn(value, 'Fn::GetAtt').map(target => String([target].flat()[0]).split('.')[0]);
  const substituted = intrinsicsIn(value, 'Fn::Sub').flatMap(target =>
    [...String([target].flat()[0]).matchAll(/\$\{(\w+)/g)].map(([, id]) => id),
  );
  return [...refs, ...attributes, ...substituted];
}
