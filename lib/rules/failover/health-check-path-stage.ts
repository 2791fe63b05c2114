import { isOpaque } from '../../assembly/value';
import { APIS, stagesOfApis } from '../../assembly/relations/api-routes';
import { endpointChecks } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const healthCheckPathStage: Rule = {
  id: 'resilience-health-check-path-stage',
  area: 'failover',
  severity: 'error',
  title: "A health check on an API's own host begins with the API's stage",
  why: 'The execute-api host answers 403 or 404 to a path outside of its stages, so the region is never healthy.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html',
  check(model, report) {
    const stages = stagesOfApis(model);
    for (const check of endpointChecks(model)) {
      const host = check.text('HealthCheckConfig.FullyQualifiedDomainName') ?? '';
      const path = check.text('HealthCheckConfig.ResourcePath') ?? '/';
      const api = host.includes('.execute-api.')
        ? model.mentioned(host).find(each => APIS.includes(each.type))
        : undefined;
      const names = (api && stages.get(api)) ?? [];
      if (names.length === 0 || isOpaque(path) || names.some(name => isOpaque(name) || name === '$default')) continue;
      if (!names.some(name => path === `/${name}` || path.startsWith(`/${name}/`) || path.startsWith(`/${name}?`))) {
        report(
          check,
          `the path "${path}" is in none of the stages ${names.map(name => `"${name}"`).join(', ')} of "${api!.path}"`,
          `begin the path with "/${names[0]}/"`,
        );
      }
    }
  },
};
