import { Token } from 'aws-cdk-lib/core';
import { HTTP_API } from '../limits/api-gateway';
import { type Problems } from '../private/errors';

const ROUTE = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*)$/;

/** A part of a path: plain text, `{name}`, or `{name+}`, which takes the rest of the path. */
const PART = /^(?:[^{}]*|\{[\w.:-]+\+?\})$/;

/**
 * A route without the names of its variables, such as `GET /files/{}`: what tells it from other routes. Renaming a variable
 * then updates the route in place; as a new route beside the old one API Gateway would refuse it.
 */
export function shapeOf(route: string): string {
  return route.replace(/\{[^{}]*?(\+?)\}/g, '{$1}');
}

/**
 * Records routes that API Gateway refuses, or never asks the function for.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 *
 * @param healthRoute route that health checkers ask, made by the library, such as `GET /health`
 */
export function checkRoutes(routes: readonly string[], healthRoute: string | undefined, problems: Problems): void {
  const known = routes.filter(route => !Token.isUnresolved(route));
  const wellFormed = known.filter(route => checkRoute(route, problems));
  checkUnique(wellFormed, healthRoute, problems);
}

function checkRoute(route: string, problems: Problems): boolean {
  const [, , path] = ROUTE.exec(route) ?? [];
  if (path === undefined) {
    problems.add(
      'RouteInvalid',
      `"${route}" in "routes" is no route; give a method and a path, such as "GET /files/{key}"`,
    );
    return false;
  }
  const parts = path.slice(1).split('/');
  const strange =
    parts.find(part => !PART.test(part)) ??
    parts.slice(0, -1).find(part => part.startsWith('{') && part.endsWith('+}'));
  if (strange !== undefined) {
    problems.add(
      'RouteInvalid',
      `"${route}" in "routes" has the part "${strange}"; API Gateway takes plain parts, "{name}", and "{name+}" as the last one`,
    );
  }
  checkReserved(path, `"${route}" in "routes"`, problems);
  return strange === undefined;
}

/** Records a path that API Gateway answers itself, so that no function is asked. */
export function checkReserved(path: string, what: string, problems: Problems): void {
  if (!HTTP_API.reservedPaths.includes(path)) return;
  problems.add(
    'PathUnsupported',
    `${what} is never asked: API Gateway answers ${HTTP_API.reservedPaths.join(' and ')} itself, with 200 whatever the region does; give another path`,
  );
}

function checkUnique(routes: readonly string[], healthRoute: string | undefined, problems: Problems): void {
  const first = new Map<string, string>(healthRoute === undefined ? [] : [[shapeOf(healthRoute), healthRoute]]);
  for (const route of routes) {
    const same = first.get(shapeOf(route));
    if (same === undefined) {
      first.set(shapeOf(route), route);
    } else {
      problems.add(
        'RouteRepeated',
        `"${route}" in "routes" is the same to API Gateway as ${same === healthRoute ? `the health route "${same}"` : `"${same}"`}; leave one of the two out, or give the health route another path`,
      );
    }
  }
}
