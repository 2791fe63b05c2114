import { type AppModel } from '../app-model';
import { append } from '../append';
import { type Resource } from '../resource';
import { isOpaque } from '../value';
import { APIS, DEFAULT_ROUTE, routeOf, routesOfApis, stagesOfApis, type ApiRoute } from './api-routes';
import { endpointChecks } from './dns';

/** What a health check asks an API of this app, whose routes are all known. */
export interface CheckedRoute {
  readonly check: Resource;
  readonly api: Resource;
  /** The path below the stage or the mapping of the domain. */
  readonly path: string;
  /** The route that answers; undefined where none does. */
  readonly route?: ApiRoute;
}

/** Every health check whose host leads to an API of this app. */
export function checkedRoutes(model: AppModel): CheckedRoute[] {
  return model.remember(readCheckedRoutes);
}

function readCheckedRoutes(model: AppModel): CheckedRoute[] {
  return endpointChecks(model).flatMap(check => {
    const path = askedPath(check);
    const asked = path === undefined || isOpaque(path) ? undefined : askedOf(model, check, path);
    const routes = asked && routesOfApis(model).get(asked.api);
    return asked && routes ? [{ check, ...asked, route: routeOf(routes, 'GET', asked.path) }] : [];
  });
}

/** The path that a health check asks for, without the query; undefined where it only opens a connection. */
export function askedPath(check: Resource): string | undefined {
  if (!/^HTTPS?/.test(check.text('HealthCheckConfig.Type') ?? '')) return undefined;
  const [path] = (check.text('HealthCheckConfig.ResourcePath') ?? '/').split('?');
  return path.startsWith('/') ? path : undefined;
}

/** The API behind the host of a check, and the path that reaches it; undefined where the templates do not tell. */
function askedOf(model: AppModel, check: Resource, path: string): { api: Resource; path: string } | undefined {
  const host = check.text('HealthCheckConfig.FullyQualifiedDomainName') ?? '';
  const api = host.includes('.execute-api.')
    ? model.mentioned(host).find(({ type }) => APIS.includes(type))
    : undefined;
  if (api) {
    return belowPrefix(
      path,
      (stagesOfApis(model).get(api) ?? []).map(stage => ({ api, prefix: stage })),
    );
  }
  const domain = domainOf(model, check);
  return domain && belowPrefix(path, model.remember(mappingsOfDomains).get(domain) ?? []);
}

/** The custom domain that a check asks, where it is one of this app. */
export function domainOf(model: AppModel, check: Resource): Resource | undefined {
  return model.find(check.text('HealthCheckConfig.FullyQualifiedDomainName'), DOMAIN, check);
}

const DOMAIN = ['AWS::ApiGatewayV2::DomainName', 'AWS::ApiGateway::DomainName'];

/** A first part of the path, and the API that answers below it. */
interface Prefixed {
  readonly api: Resource;
  readonly prefix: string;
}

function belowPrefix(path: string, prefixes: readonly Prefixed[]): { api: Resource; path: string } | undefined {
  if (prefixes.some(({ prefix }) => isOpaque(prefix))) return undefined;
  const named = prefixes.filter(({ prefix }) => `${path}/`.startsWith(`/${prefix}/`));
  const [longest] = named.sort((one, other) => other.prefix.length - one.prefix.length);
  if (longest) return { api: longest.api, path: path.slice(longest.prefix.length + 1) || '/' };
  const bare = prefixes.find(({ prefix }) => ['', DEFAULT_ROUTE, '(none)'].includes(prefix));
  return bare && { api: bare.api, path };
}

function mappingsOfDomains(model: AppModel): Map<Resource, Prefixed[]> {
  const found = new Map<Resource, Prefixed[]>();
  for (const [type, property] of Object.entries(MAPPINGS)) {
    for (const mapping of model.ofType(type)) {
      const domain = model.find(mapping.text('DomainName'), DOMAIN, mapping);
      const api = model.find(mapping.text('ApiId') ?? mapping.text('RestApiId'), APIS, mapping);
      if (domain && api) append(found, domain, { api, prefix: mapping.text(property) ?? '' });
    }
  }
  return found;
}

/** Where each type of mapping has the first part of the path. */
const MAPPINGS: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::ApiMapping': 'ApiMappingKey',
  'AWS::ApiGateway::BasePathMapping': 'BasePath',
};
