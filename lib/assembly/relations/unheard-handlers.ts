import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { APIS, routesOfApis } from './api-routes';
import { checkedRoutes, type CheckedRoute } from './checked-routes';
import { integrationTargets, invokedFunction } from './invocations';
import { allows, grants, mayDo, roleOf } from './policies';

/** A function that serves an API, and that the API's health check never hears of. */
export interface UnheardHandler {
  readonly check: Resource;
  readonly function: Resource;
  /** The function that answers the health check in its place. */
  readonly asked: Resource;
}

/** Every function whose errors a health check of its API cannot see: another function answers, and has no way to ask it. */
export function unheardHandlers(model: AppModel): UnheardHandler[] {
  return model.remember(readUnheard);
}

function readUnheard(model: AppModel): UnheardHandler[] {
  return checkedRoutes(model).flatMap(checked => {
    const asked = checked.route && functionOf(model, checked.route.source);
    if (!asked || mayAskApi(model, asked, checked.api)) return [];
    return servingFunctions(model, checked)
      .filter(served => served !== asked && !mayAsk(model, asked, served))
      .map(served => ({ check: checked.check, function: served, asked }));
  });
}

function servingFunctions(model: AppModel, { api, route: answering }: CheckedRoute): Resource[] {
  const others = (routesOfApis(model).get(api) ?? []).filter(route => route !== answering);
  const found = others.map(route => functionOf(model, route.source));
  return [...new Set(found.filter(served => served !== undefined))];
}

function functionOf(model: AppModel, source: Resource): Resource | undefined {
  return invokedFunction(model, model.remember(targetsBySource).get(source), source)?.function;
}

function targetsBySource(model: AppModel): Map<Resource, string> {
  return new Map(integrationTargets(model).map(({ source, text }) => [source, text]));
}

/** Whether a function knows where an API answers, or that cannot be seen. */
function mayAskApi(model: AppModel, asked: Resource, api: Resource): boolean {
  const variables = JSON.stringify(asked.get('Environment.Variables') ?? {});
  return model.mentioned(variables).some(resource => resource === api && APIS.includes(resource.type));
}

/** Whether a function may call another, or that cannot be seen. */
function mayAsk(model: AppModel, asked: Resource, served: Resource): boolean {
  const role = roleOf(model, asked);
  if (!role || mayDo(model, role, INVOKE, true) === undefined) return true;
  return grants(model)
    .filter(grant => grant.roles.includes(role) && grant.actions.some(pattern => allows(pattern, INVOKE)))
    .some(grant => grant.resources.some(arn => means(model, arn, served)));
}

const INVOKE = 'lambda:InvokeFunction';

function means(model: AppModel, arn: string, served: Resource): boolean {
  return arn.includes('*') || invokedFunction(model, arn, served)?.function === served;
}
