import { type AppModel } from '../../assembly/app-model';
import { append } from '../../assembly/append';
import { type Resource } from '../../assembly/resource';
import { routesOfApis, shapeOf } from '../../assembly/relations/api-routes';
import { isOpaque } from '../../assembly/value';
import { type Rule } from '../rule';

export const routesOfEqualShape: Rule = {
  id: 'resilience-routes-of-equal-shape',
  area: 'functions',
  severity: 'error',
  title: 'No two routes of an API take the same requests',
  why: 'API Gateway refuses a route that differs from another in the name of a variable only (409 ConflictException): the deployment fails.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html',
  check(model, report) {
    for (const [one, ...others] of [...equalRoutes(model), ...equalParts(model)]) {
      for (const other of others) {
        report(
          other.resource,
          `"${other.text}" takes the requests of "${one.text}" ("${one.resource.path}")`,
          'keep one of them, or call the variable the same and tell the cases apart in the function',
        );
      }
    }
  },
};

/** A route or a part of a path, as it is written. */
interface Written {
  readonly resource: Resource;
  readonly text: string;
}

/** What is there on a condition only may be there instead of the other. */
const isCertain = ({ raw }: Resource): boolean => raw.Condition === undefined;

function equalRoutes(model: AppModel): Written[][] {
  const groups = new Map<string, Written[]>();
  for (const [api, routes] of routesOfApis(model)) {
    for (const { resource, method, path } of routes.filter(route => isCertain(route.resource))) {
      append(groups, `${api.key} ${method} ${shapeOf(path)}`, { resource, text: `${method} ${path}` });
    }
  }
  return [...groups.values()].filter(group => group.length > 1);
}

/** Parts of a REST API's paths below one parent: whatever their methods, one variable is allowed. */
function equalParts(model: AppModel): Written[][] {
  const groups = new Map<string, Written[]>();
  for (const resource of model.ofType('AWS::ApiGateway::Resource').filter(isCertain)) {
    const [part, parent] = [resource.text('PathPart'), resource.text('ParentId')];
    if (part === undefined || isOpaque(part)) continue;
    append(groups, `${resource.text('RestApiId')} ${parent} ${shapeOf(part)}`, { resource, text: part });
  }
  return [...groups.values()].filter(group => group.length > 1);
}
