import { type AppModel } from '../app-model';
import { append } from '../append';
import { type Resource } from '../resource';
import { isOpaque } from '../value';

/** A route of an HTTP API or a method of a REST API: what answers which request. */
export interface ApiRoute {
  /** The route, the method, or the API itself where it was made with a target. */
  readonly resource: Resource;
  readonly api: Resource;
  /** `ANY` where every method is served. */
  readonly method: string;
  /** Begins with a slash, variables in braces; `$default` takes what no other route takes. */
  readonly path: string;
  /** What calls the function: the integration, the method, or the API. */
  readonly source: Resource;
}

const HTTP_API = 'AWS::ApiGatewayV2::Api';
const REST_API = 'AWS::ApiGateway::RestApi';
const REST_RESOURCE = 'AWS::ApiGateway::Resource';

export const APIS: readonly string[] = [HTTP_API, REST_API];

/** The route of an HTTP API that takes what no other takes. */
export const DEFAULT_ROUTE = '$default';

/** The routes of each API whose routes are all in the templates: one that is described by OpenAPI is left out. */
export function routesOfApis(model: AppModel): ReadonlyMap<Resource, readonly ApiRoute[]> {
  return model.remember(readRoutes);
}

function readRoutes(model: AppModel): Map<Resource, ApiRoute[]> {
  const found = new Map<Resource, ApiRoute[]>();
  for (const route of [...httpRoutes(model), ...quickRoutes(model), ...restMethods(model)]) {
    if (isWhole(route.api) && !isOpaque(route.path) && !isOpaque(route.method)) append(found, route.api, route);
  }
  return found;
}

/** Whether nothing but resources makes routes of an API that answers requests one by one. */
function isWhole(api: Resource): boolean {
  return api.lacks('Body') && api.lacks('BodyS3Location') && api.text('ProtocolType') !== 'WEBSOCKET';
}

function httpRoutes(model: AppModel): ApiRoute[] {
  return model.ofType('AWS::ApiGatewayV2::Route').flatMap(resource => {
    const api = model.find(resource.text('ApiId'), [HTTP_API], resource);
    const integration = model
      .mentioned(resource.text('Target') ?? '')
      .find(({ type }) => type.endsWith('::Integration'));
    const key = resource.text('RouteKey');
    return api && key !== undefined ? [{ resource, api, ...readKey(key), source: integration ?? resource }] : [];
  });
}

/** An API that was made with a target has one route. */
function quickRoutes(model: AppModel): ApiRoute[] {
  return model
    .ofType(HTTP_API)
    .filter(api => !api.lacks('Target'))
    .map(api => ({ resource: api, api, ...readKey(api.text('RouteKey') ?? DEFAULT_ROUTE), source: api }));
}

function readKey(key: string): { method: string; path: string } {
  if (key === DEFAULT_ROUTE) return { method: 'ANY', path: DEFAULT_ROUTE };
  const [method, path = ''] = key.split(' ');
  return { method, path };
}

function restMethods(model: AppModel): ApiRoute[] {
  return model.ofType('AWS::ApiGateway::Method').flatMap(resource => {
    const api = model.find(resource.text('RestApiId'), [REST_API], resource);
    const path = restPath(model, resource.text('ResourceId'));
    const method = resource.text('HttpMethod');
    return api && path !== undefined && method !== undefined ? [{ resource, api, method, path, source: resource }] : [];
  });
}

/** The path of a resource of a REST API; undefined where a part of it is not in the templates. */
function restPath(model: AppModel, id: string | undefined, depth = 0): string | undefined {
  if (id?.endsWith('.RootResourceId}')) return '/';
  const part = depth > DEEPEST ? undefined : model.find(id, [REST_RESOURCE]);
  const parent = part && restPath(model, part.text('ParentId'), depth + 1);
  const name = part?.text('PathPart');
  return parent === undefined || name === undefined ? undefined : `${parent === '/' ? '' : parent}/${name}`;
}

/** No path has so many parts; a template whose parts are each other's parents has no end. */
const DEEPEST = 30;

/** Names of the stages of each API. */
export function stagesOfApis(model: AppModel): ReadonlyMap<Resource, readonly string[]> {
  return model.remember(readStages);
}

function readStages(model: AppModel): Map<Resource, string[]> {
  const found = new Map<Resource, string[]>();
  for (const [type, owner] of Object.entries(STAGES)) {
    for (const stage of model.ofType(type)) {
      const api = model.find(stage.text(owner), APIS, stage);
      const name = stage.text('StageName');
      if (api && name !== undefined) append(found, api, name);
    }
  }
  for (const api of model.ofType(HTTP_API)) if (!api.lacks('Target')) append(found, api, DEFAULT_ROUTE);
  return found;
}

/** Where each type that makes a stage names its API. */
const STAGES: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Stage': 'ApiId',
  'AWS::ApiGateway::Stage': 'RestApiId',
  'AWS::ApiGateway::Deployment': 'RestApiId',
};

/** The path of a route with its variables left without a name: two that are alike take the same requests. */
export function shapeOf(path: string): string {
  return path.replace(/\{[^}+]*(\+?)\}/g, '{$1}');
}

/** The route that answers a request, the most specific of those that can; undefined where none can. */
export function routeOf(routes: readonly ApiRoute[], method: string, path: string): ApiRoute | undefined {
  const able = routes.filter(route => ['ANY', method].includes(route.method) && takes(route.path, path));
  return able.sort((one, other) => rankOf(other) - rankOf(one))[0];
}

function takes(pattern: string, path: string): boolean {
  if (pattern === DEFAULT_ROUTE) return true;
  const [wanted, given] = [partsOf(pattern), partsOf(path)];
  const isGreedy = wanted.at(-1)?.endsWith('+}') ?? false;
  if (isGreedy ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((part, index) => part.startsWith('{') || part === given[index]);
}

/** A path without variables comes first, then those with, then what is greedy, then the default. */
function rankOf({ method, path }: ApiRoute): number {
  if (path === DEFAULT_ROUTE) return 0;
  const parts = partsOf(path);
  const literal = parts.filter(part => !part.startsWith('{')).length;
  return (parts.at(-1)?.endsWith('+}') ? 1 : 100) + literal + (method === 'ANY' ? 0 : 0.5);
}

function partsOf(path: string): string[] {
  return path.split('/').filter(part => part !== '');
}
