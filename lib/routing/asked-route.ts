import { type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';
import { type Problems } from '../private/errors';

/** A request that the health function makes of the service's own function; `lib/runtime/health/handler-check.ts` sends it. */
export interface AskedRoute {
  /** The endpoint's route that would take it. */
  readonly routeKey: string;
  readonly method: string;
  readonly path: string;
  readonly pathParameters: Record<string, string>;
}

/** What decides which request can be made: the two of an `HttpEndpoint`. */
export interface AskedEndpoint {
  readonly routes?: string[];
  readonly authorizer?: IHttpRouteAuthorizer;
}

/** What a health route is of. */
export interface HealthSubject extends AskedEndpoint {
  readonly handler: IFunction;
}

const DEFAULT_ROUTE = '$default';

/** Asked without end, so nothing that changes anything. */
const ASKED = /^GET (\/[^\s?#{}]*)$/;

/** What variables of a route are, where nobody said. */
const SOME_VALUE = 'health';

/** Records what cannot be asked, where somebody said what to ask. */
export function checkAskedRoutes(asked: readonly string[], problems: Problems): void {
  for (const route of asked.filter(each => !Token.isUnresolved(each) && !ASKED.test(each))) {
    problems.add(
      'HealthRouteInvalid',
      `"${route}" in "routes" of the health route cannot be asked; give GET and a path without variables, such as "GET /files/health": it is asked every few seconds`,
    );
  }
}

/** Records what no route of the endpoint takes: the function has never seen such a request. */
export function checkTaken(asked: readonly string[], { routes }: AskedEndpoint, problems: Problems): void {
  for (const route of asked.filter(each => askedRoute(each, routes) === undefined)) {
    problems.add(
      'HealthRouteUnknown',
      `the health route asks "${route}", and none of "routes" takes it: ${routes?.join(', ')}; ask one that the function answers`,
    );
  }
}

/** The requests as the function gets them. */
export function askedRoutes(asked: readonly string[], { routes }: AskedEndpoint): AskedRoute[] {
  return asked.map(route => askedRoute(route, routes)).filter(route => route !== undefined);
}

/**
 * What is asked where nobody said: the first route that reads, with any value for its variables. A function behind an
 * authorizer relies on what the authorizer tells of the caller, and might fail without it.
 */
export function defaultAsked({ routes, authorizer }: AskedEndpoint): string[] {
  if (authorizer) return [];
  if (routes === undefined) return ['GET /'];
  const reading = routes.filter(route => !Token.isUnresolved(route)).find(route => /^(GET|ANY) \//.test(route));
  return reading === undefined ? [] : [`GET ${pathOf(reading).replace(/\{[^{}]*\}/g, SOME_VALUE)}`];
}

function askedRoute(asked: string, routes: readonly string[] | undefined): AskedRoute | undefined {
  const path = pathOf(asked);
  const routeKey = routes === undefined ? DEFAULT_ROUTE : routes.find(route => takes(route, path) !== undefined);
  if (routeKey === undefined) return undefined;
  const pathParameters = routes === undefined ? {} : (takes(routeKey, path) ?? {});
  return { routeKey, method: 'GET', path, pathParameters };
}

/** The variables of a route that takes a path; undefined where it does not. */
function takes(route: string, path: string): Record<string, string> | undefined {
  if (Token.isUnresolved(route) || !/^(GET|ANY) \//.test(route)) return undefined;
  const names: string[] = [];
  const pattern = pathOf(route)
    .split(/(\{[^{}]*\})/)
    .map(part => {
      if (!part.startsWith('{')) return part.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
      names.push(part.slice(1, -1).replace(/\+$/, ''));
      return part.endsWith('+}') ? '(.+)' : '([^/]+)';
    });
  const values = new RegExp(`^${pattern.join('')}$`).exec(path)?.slice(1);
  return values && Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

function pathOf(route: string): string {
  return route.slice(route.indexOf(' ') + 1);
}
