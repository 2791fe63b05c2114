import { checkedRoutes } from '../../assembly/relations/checked-routes';
import { type Rule } from '../rule';

export const healthCheckWithoutRoute: Rule = {
  id: 'resilience-health-check-without-route',
  area: 'failover',
  severity: 'error',
  title: 'A route of the API answers what a health check asks for',
  why: 'API Gateway answers 404 or 403 where no route matches. Both regions count as unhealthy for ever, and Route 53 then sends everybody to the primary, whatever happens to it.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html',
  check(model, report) {
    for (const { check, api, path, route } of checkedRoutes(model)) {
      if (route === undefined) {
        report(
          check,
          `no route of "${api.path}" answers GET ${path}`,
          `add the route "GET ${path}", or ask for one that is there`,
        );
      }
    }
  },
};
