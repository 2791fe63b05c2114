import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { isOpaque } from '../../assembly/value';
import { APIS, DEFAULT_ROUTE, routesOfApis, stagesOfApis, type ApiRoute } from '../../assembly/relations/api-routes';
import { syncInvocations, type SyncInvocation } from '../../assembly/relations/invocations';
import {
  isOfService,
  mayMatch,
  ONE_PART,
  permissionsOf,
  resourceOfArn,
  type InvokePermission,
} from '../../assembly/relations/invoke-permissions';
import { type Rule } from '../rule';

export const permissionMissesRoute: Rule = {
  id: 'resilience-permission-misses-route',
  area: 'functions',
  severity: 'error',
  title: 'The permission of an API matches the routes that call the function',
  why: 'Lambda compares the SourceArn with the ARN of the route, whose form differs: $default of an HTTP API has no method and no path. Where none matches every request is answered with 500.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html',
  check(model, report) {
    for (const [api, routes] of routesOfApis(model)) {
      for (const route of routes) {
        const missed = missedCall(model, route);
        if (missed === undefined) continue;
        const permitted = [...patternsOf(model, route)].map(pattern => withoutApi(pattern, api));
        report(
          route.resource,
          `it calls the function as ${withoutApi(missed, api)}, and its permissions match ${permitted.join(', ')} only`,
          `let SourceArn end in ${withoutApi(inAnyStage(missed), api)}`,
        );
      }
    }
  },
};

/** What a route calls the function as, in the first stage in which no permission matches. */
function missedCall(model: AppModel, route: ApiRoute): string | undefined {
  const patterns = patternsOf(model, route);
  if (patterns.size === 0) return undefined;
  const stages = stagesOfApis(model).get(route.api) ?? [ONE_PART];
  return stages.map(stage => callOf(route, stage)).find(call => !isMatched(call, patterns));
}

/** Most permissions are written for one route in any stage, so a look into the set mostly answers. */
function isMatched(call: string, patterns: ReadonlySet<string>): boolean {
  const written = call.split(ONE_PART).join('*');
  if (patterns.has(written) || patterns.has(inAnyStage(written))) return true;
  return [...patterns].some(pattern => mayMatch(pattern, call));
}

/** Each source of a call has one function; what calls with a role needs no permission. */
function invocationsBySource(model: AppModel): Map<Resource, SyncInvocation> {
  const calls = syncInvocations(model).filter(
    ({ kind, source }) => kind === 'api' && USES_ROLE.every(property => source.lacks(property)),
  );
  return new Map(calls.map(call => [call.source, call]));
}

const USES_ROLE = ['Integration.Credentials', 'CredentialsArn'];

const NOTHING: ReadonlySet<string> = new Set();

/** What the permissions for API Gateway match; one without a source matches everything, and none is another rule's. */
function patternsOf(model: AppModel, { source }: ApiRoute): ReadonlySet<string> {
  const invocation = model.remember(invocationsBySource).get(source);
  if (!invocation) return NOTHING;
  const permissions = permissionsOf(model, invocation);
  const known = model.remember(readPatterns);
  const patterns =
    known.get(permissions) ?? new Set(permissions.filter(isOfGateway).map(each => patternOf(model, each)));
  known.set(permissions, patterns);
  return patterns;
}

/** The patterns of each list of permissions, filled when they are first asked for: many routes share one function. */
const readPatterns = (): Map<readonly InvokePermission[], ReadonlySet<string>> => new Map();

const isOfGateway = ({ principal }: InvokePermission): boolean => isOfService('apigateway.amazonaws.com', principal);

function patternOf(model: AppModel, { sourceArn }: InvokePermission): string {
  const named = sourceArn === undefined ? undefined : resourceOfArn(sourceArn);
  return named === undefined ? '*' : withoutUnknown(model, named);
}

/** A placeholder may stand for anything, but for the id of an API. */
function withoutUnknown(model: AppModel, pattern: string): string {
  return pattern.replace(/\$\{[^}]*\}/g, placeholder =>
    model.mentioned(placeholder).some(({ type }) => APIS.includes(type)) ? placeholder : '*',
  );
}

/** What API Gateway says it is when it calls. */
function callOf({ api, method, path }: ApiRoute, stage: string): string {
  const place = `${api.name}/${isOpaque(stage) ? ONE_PART : stage}`;
  if (path === DEFAULT_ROUTE) return `${place}/${DEFAULT_ROUTE}`;
  const called = path.replace(/\{[^}+]*(\+?)\}/g, (_, greedy: string) => (greedy ? '*' : ONE_PART));
  return `${place}/${method === 'ANY' ? ONE_PART : method}${called}`;
}

/** A permission for one stage is gone with the stage. */
function inAnyStage(call: string): string {
  return call.replace(/^([^/]*)\/[^/]*\//, '$1/*/');
}

function withoutApi(text: string, api: Resource): string {
  return `"${text.split(api.name).join('<api id>').split(ONE_PART).join('*')}"`;
}
