import { type Template, type TemplateResource } from './model.js';

/** What a route of an HTTP API or a method of a REST API calls, by logical ids of its template. */
export interface RouteFunction {
  /** Such as `/files/{key}`; `$default` for the rest. */
  readonly path: string;
  /** The function, or the alias of one. */
  readonly called: string;
}

type Properties = Record<string, unknown>;

const CALLED = ['AWS::Lambda::Alias', 'AWS::Lambda::Function'];

/** Every function that a template puts behind a route, with the path of the route. */
export function routeFunctions(template: Template): RouteFunction[] {
  return [...httpRoutes(template), ...restMethods(template)].flatMap(({ path, uri }) => {
    const called = referred(uri, template, CALLED);
    return called === undefined ? [] : [{ path, called }];
  });
}

/** The functions that serve users: those of every route but the ones that only health checkers ask. */
export function servingFunctions(template: Template, healthPaths: readonly string[]): string[] {
  const serving = routeFunctions(template).filter(({ path }) => !healthPaths.includes(path));
  return [...new Set(serving.map(({ called }) => called))];
}

function httpRoutes(template: Template): { path: string; uri: unknown }[] {
  return ofType(template, 'AWS::ApiGatewayV2::Route').map(([, { RouteKey, Target }]) => {
    const integration = referred(Target, template, ['AWS::ApiGatewayV2::Integration']);
    const path = String(RouteKey).split(' ').at(-1)!;
    return { path, uri: integration && template.Resources[integration].Properties?.IntegrationUri };
  });
}

function restMethods(template: Template): { path: string; uri: unknown }[] {
  return ofType(template, 'AWS::ApiGateway::Method').map(([, { ResourceId, Integration }]) => ({
    path: `/${restPath(template, ResourceId).join('/')}`,
    uri: (Integration as Properties | undefined)?.Uri,
  }));
}

function restPath(template: Template, resourceId: unknown): string[] {
  const id = referred(resourceId, template, ['AWS::ApiGateway::Resource']);
  if (id === undefined) return [];
  const { ParentId, PathPart } = template.Resources[id].Properties ?? {};
  return [...restPath(template, ParentId), String(PathPart)];
}

/** The first resource of these types that a value refers to. */
function referred(value: unknown, template: Template, types: readonly string[]): string | undefined {
  const text = JSON.stringify(value ?? null);
  return types
    .flatMap(type => ofType(template, type).map(([id]) => id))
    .find(id => text.includes(`"${id}"`) || text.includes(`\${${id}}`) || text.includes(`\${${id}.`));
}

function ofType(template: Template, type: string): [string, Properties][] {
  return Object.entries(template.Resources)
    .filter(([, resource]: [string, TemplateResource]) => resource.Type === type)
    .map(([id, { Properties = {} }]) => [id, Properties]);
}
