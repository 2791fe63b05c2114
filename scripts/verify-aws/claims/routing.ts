import { type Claim } from '../claim';
import { routeMetricDimensions, apiNameLength } from '../checks/routing';

export const ROUTING: readonly Claim[] = [
  {
    id: 'route-metric-dimensions',
    what: "Requests of one route are counted with the dimensions `ApiId`, `Method`, `Resource`, `Stage`, and `Resource` is the route's path",
    where: '`HttpEndpoint.metricUserRequests`, `metricHealthRequests` with `Health.ownRoute`',
    why: 'an older edition of [the same page](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html) says `ApiId`, `Stage`, `Route`',
    change: 'the dimensions in `lib/routing/http-endpoint.ts`',
    local: 'has these dimensions',
    check: routeMetricDimensions,
  },
  {
    id: 'health-route-moves',
    what: 'A health route that moves to another path while the stage still has settings for the old one',
    where: '`HttpEndpoint`, `RouteSettings`',
    why: 'a setting for a route that is not there is refused when the stage is written; nothing says what becomes of one whose route gets another key',
    settledBy: "deploy with `Health.deep({ path: '/a' })`, change it to `'/b'`: `npx cdk deploy --all`",
    change: 'two deployments, in `docs/updates.md`',
    local: 'updates both in place',
  },
  {
    id: 'throttling-bucket',
    what: 'Whether limits of a stage are one bucket for all routes or one for each',
    where: '`HttpEndpoint`, `rateLimit`',
    why: '[the page on throttling](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html) does not say',
    settledBy:
      "`seq 2000 \\| xargs -P 100 -I{} curl -s -o /dev/null -w '%{http_code}\\n' <url>/one \\| sort \\| uniq -c`, and one `curl -i <url>/two` meanwhile",
    change: 'nothing: the health route has settings of its own either way',
    local: 'does not throttle',
  },
  {
    id: 'api-name-length',
    what: 'The longest name of an HTTP API is 128 characters',
    where: '`HttpEndpoint`',
    why: "[the API's reference](https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html) says so, and CloudFormation's schema has no length",
    change: '`HTTP_API.nameLength`',
    local: 'refuses more',
    check: apiNameLength,
  },
  {
    id: 'burst-above-quota',
    what: "Whether a burst above the account's own quota (1,250 in the younger regions) is refused or cut",
    where: '`HttpEndpoint`, `burstLimit`',
    why: '[the quotas page](https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html) does not say',
    settledBy: 'deploy an `HttpEndpoint` with `burstLimit: 2000` to `eu-south-1`: `npx cdk deploy --all`',
    change: 'the default (1,000) may grow, or `burstLimit` gets a check',
    local: 'does not throttle',
  },
  {
    id: 'sampling-of-health',
    what: 'Whether a function that is called by one without tracing is traced by its own sampling, or not at all',
    where: '`Health.deep`, the calls of the health function',
    why: '[the page on tracing](https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html) says that the decision of the caller is passed on; half a million traces a month would cost more than the calls',
    settledBy: 'deploy the reference app with its domain, `aws xray get-trace-summaries` after an hour',
    change: 'an option that samples the calls, or a line on cost in `docs/health.md`',
    local: 'does not trace',
  },
  {
    id: 'alias-to-cname',
    what: 'A SECONDARY of type CNAME may be an alias to a CNAME of the same zone that has failover records of its own, and resolvers keep the answer for the TTL of that',
    where: '`Routing.failover` with more than two regions',
    why: '[the page on failover alias records](https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover-alias.html) says that every type but NS and SOA is supported, and has no example of a CNAME',
    settledBy:
      'deploy the reference app with a domain and `-c third=eu-west-1`, make the health route of the first region fail, `dig files.example.com` twice within 30 s',
    change: 'a CNAME in place of the alias, whose health nobody follows',
    local: 'takes it, and answers with the TTL of what it leads to',
  },
  {
    id: 'cname-becomes-alias',
    what: 'A failover record that becomes an alias in place, as the second of two regions does when a third joins, leaves no moment without an answer',
    where: '`Routing.failover` with more than two regions',
    why: "[CloudFormation's page](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html) says that `AliasTarget`, `ResourceRecords` and `TTL` are updated without interruption, of each alone",
    settledBy:
      'deploy the reference app with a domain, then with `-c third=eu-west-1`, while `dig files.example.com` runs every second',
    change: 'two deployments, in `docs/changing-regions.md`',
    local: 'updates it in place',
  },
];
