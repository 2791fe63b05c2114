import { type AppModel } from '../app-model';
import { append } from '../append';
import { type Resource } from '../resource';
import { type StackModel } from '../stack-model';

/** Two stacks in two regions that are the same part of the app. */
export interface TwinStacks {
  readonly first: StackModel;
  readonly second: StackModel;
}

/** Resources in common from which on two stacks of two regions are taken for the same part: half of all. */
const COMMON_SHARE = 0.5;

/** A primary has what the standby has, and more: backups, global tables. */
const NEARLY_ALL = 0.8;

/** Fewer of the functions are no standby: copies of data have a function of their own, and nothing that answers. */
const MOST_FUNCTIONS = 0.5;

/** Fewer resources in common are a coincidence. */
const FEW = 5;

/** So many stacks with one resource in common are compared; more are copies for other reasons. */
const MOST_COMPARED = 12;

/** Stacks of different regions that are copies of each other, the one that comes first in the app first. */
export function twinStacks(model: AppModel): TwinStacks[] {
  return model.remember(findTwins);
}

/** The first of the stacks that are copies of this one, in other regions; itself where it is that, or has none. */
export function firstTwin(model: AppModel, stack: StackModel): StackModel {
  return model.remember(findFirstTwins).get(stack) ?? stack;
}

function findFirstTwins(model: AppModel): Map<StackModel, StackModel> {
  const firsts = new Map<StackModel, StackModel>();
  for (const { first, second } of twinStacks(model)) {
    if (!firsts.has(second)) firsts.set(second, firsts.get(first) ?? first);
  }
  return firsts;
}

/** Whether the app runs the same thing in several regions, or fails over between them. */
export function isMultiRegion(model: AppModel): boolean {
  return model.remember(findMultiRegion);
}

/** Pairs of resources of a type that are called the same in twin stacks. */
export function twinResources(model: AppModel, type: string): { first: Resource; second: Resource }[] {
  const byStack = resourcesByStack(model, type);
  return twinStacks(model).flatMap(({ first, second }) => {
    const others = byStack.get(second.id);
    return [...(byStack.get(first.id) ?? [])].flatMap(([key, resource]) => {
      const other = others?.get(key);
      return other ? [{ first: resource, second: other }] : [];
    });
  });
}

/** Resources of one twin that the other does not have. */
export function missingInTwin(model: AppModel, type: string): { present: Resource; missingFrom: StackModel }[] {
  const byStack = resourcesByStack(model, type);
  const without = (from: StackModel, to: StackModel): { present: Resource; missingFrom: StackModel }[] =>
    [...(byStack.get(from.id) ?? [])].flatMap(([key, present]) =>
      byStack.get(to.id)?.has(key) ? [] : [{ present, missingFrom: to }],
    );
  return twinStacks(model).flatMap(({ first, second }) => [...without(first, second), ...without(second, first)]);
}

function findMultiRegion(model: AppModel): boolean {
  return twinStacks(model).length > 0 || hasGlobalTableOverStacks(model);
}

function resourcesByStack(model: AppModel, type: string): Map<string, Map<string, Resource>> {
  const found = new Map<string, Map<string, Resource>>();
  if (twinStacks(model).length === 0) return found;
  for (const resource of model.ofType(type)) {
    const ofStack = found.get(resource.stack.id) ?? new Map<string, Resource>();
    found.set(resource.stack.id, ofStack.set(keysOf(resource.stack).get(resource.logicalId)!, resource));
  }
  return found;
}

function findTwins(model: AppModel): TwinStacks[] {
  if (model.regions.length < 2) return [];
  const stacks = model.stacks.filter(stack => stack.region !== undefined);
  const owners = new Map<string, StackModel[]>();
  for (const stack of stacks) {
    for (const signature of signatures(stack)) append(owners, signature, stack);
  }
  const common = new Map<string, { first: StackModel; second: StackModel; count: number }>();
  for (const group of owners.values()) if (group.length <= MOST_COMPARED) countPairs(group, common);
  return [...common.values()].filter(({ first, second, count }) => {
    const sizes = [signatures(first).length, signatures(second).length];
    if (count / Math.max(...sizes) >= COMMON_SHARE) return true;
    return count >= FEW && count / Math.min(...sizes) >= NEARLY_ALL && doTheSameWork(first, second);
  });
}

function doTheSameWork(...stacks: [StackModel, StackModel]): boolean {
  const functions = stacks.map(stack => signatures(stack).filter(key => key.endsWith('|AWS::Lambda::Function')).length);
  return Math.min(...functions) >= MOST_FUNCTIONS * Math.max(...functions);
}

function countPairs(
  group: StackModel[],
  common: Map<string, { first: StackModel; second: StackModel; count: number }>,
): void {
  for (const [index, first] of group.entries()) {
    for (const second of group.slice(index + 1)) {
      if (!mayBeTwins(first, second)) continue;
      const key = `${first.id}|${second.id}`;
      const pair = common.get(key) ?? { first, second, count: 0 };
      pair.count += 1;
      common.set(key, pair);
    }
  }
}

/** Copies of an app in several stages are no standby of each other; an account for each region is, of the same names. */
function mayBeTwins(first: StackModel, second: StackModel): boolean {
  return (
    first.region !== second.region &&
    (first.account === second.account || withoutPlaces(first.path, first) === withoutPlaces(second.path, second)) &&
    serviceOf(first) === serviceOf(second) &&
    environmentsOf(first) === environmentsOf(second)
  );
}

/** Stages, or stacks around nested ones, that differ by their place alone belong to one service. */
export function serviceOf(stack: StackModel): string {
  return withoutPlaces(stack.stage, stack);
}

function withoutPlaces(path: string, stack: StackModel): string {
  const region = stack.region ?? '';
  const [area = '', side = '', number = ''] = region.split('-');
  const words = [region, region.replace(/-/g, ''), `${area}${side.charAt(0)}${number}`].filter(word => word !== '');
  const withoutRegion = words.reduce((text, word) => text.split(word).join(''), path.toLowerCase());
  return withoutRegion.replace(PLACES, '').replace(/[^a-z0-9/]/g, '');
}

const PLACES = /primary|secondary|standby|failover|active|passive|region|north|south|east|west|central|first|second/g;

const ENVIRONMENTS = /(dev|test|qa|uat|stag|pre-?prod|prod|sandbox|alpha|beta|gamma|demo)/g;

/** The environments that a stack's name speaks of: development in one region is no standby of production in another. */
export function environmentsOf(stack: StackModel): string {
  return (stack.path.toLowerCase().match(ENVIRONMENTS) ?? []).join();
}

function signatures(stack: StackModel): string[] {
  return [...keysOf(stack)]
    .filter(([logicalId]) => stack.templateResources[logicalId].Type !== 'AWS::CDK::Metadata')
    .map(([logicalId, key]) => `${key}|${stack.templateResources[logicalId].Type}`);
}

/** What each logical id is called in every copy of a stack. */
function keysOf(stack: StackModel): ReadonlyMap<string, string> {
  return stack.remember(readKeys);
}

function readKeys(stack: StackModel): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const used = new Map<string, number>();
  const places = [stack.path, stack.region ?? '']
    .map(text => text.replace(/[^A-Za-z0-9]/g, ''))
    .filter(text => text !== '');
  for (const logicalId of Object.keys(stack.templateResources)) {
    const key = withoutPlace(logicalId, places);
    const count = (used.get(key) ?? 0) + 1;
    used.set(key, count);
    keys.set(logicalId, `${key}#${count}`);
  }
  return keys;
}

/** CDK writes names of stacks, and hashes of paths, into the ids of what connects two constructs. */
function withoutPlace(logicalId: string, places: readonly string[]): string {
  return places.reduce((id, place) => id.split(place).join(''), logicalId).replace(/[0-9A-F]{8}(?![a-z])/g, '');
}

function hasGlobalTableOverStacks(model: AppModel): boolean {
  const regions = new Set(model.regions);
  return model
    .ofType('AWS::DynamoDB::GlobalTable')
    .some(table => table.records('Replicas').filter(replica => regions.has(String(replica.Region))).length > 1);
}
