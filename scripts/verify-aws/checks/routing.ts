import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { HTTP_API } from '../../../lib/limits/api-gateway';
import { type Check } from '../claim';
import { type World } from '../world';

/** "It can take up to 15 minutes for new metrics to appear": ListMetrics of the CloudWatch API. */
const METRIC_SECONDS = 20 * 60;

export const routeMetricDimensions: Check = {
  calls: ['cloudwatch:ListMetrics'],
  expected: 'ApiId, Method, Resource, Stage',
  local: 'ApiId, Method, Resource, Stage',
  async observe(world) {
    const [region] = world.regions;
    const Value = await world.resource(region, 'AWS::ApiGatewayV2::Api');
    await world.ask(region, { path: '/files/nobody' });
    const command = new ListMetricsCommand({
      Namespace: 'AWS/ApiGateway',
      MetricName: 'Count',
      Dimensions: [{ Name: 'ApiId', Value }],
    });
    const found = await world.eventually(METRIC_SECONDS, async () => {
      const { Metrics = [] } = await world.client(CloudWatchClient).send(command);
      const sets = Metrics.map(metric => (metric.Dimensions ?? []).map(({ Name }) => Name).sort());
      return sets.find(names => names.includes('Resource') || names.includes('Route'));
    });
    return found?.join(', ') ?? 'no such metric';
  },
};

export const apiNameLength: Check = {
  calls: ['cloudformation:CreateStack', 'cloudformation:DeleteStack', 'apigateway:POST'],
  expected: 'refused',
  local: 'refused',
  async observe(world) {
    const StackName = `${world.prefix}-LongName`;
    const Properties = { Name: 'a'.repeat(HTTP_API.nameLength + 1), ProtocolType: 'HTTP' };
    const TemplateBody = JSON.stringify({ Resources: { Api: { Type: 'AWS::ApiGatewayV2::Api', Properties } } });
    const client = world.client(CloudFormationClient);
    const { StackId } = await client.send(new CreateStackCommand({ StackName, TemplateBody }));
    try {
      const status = await settled(world, StackId!);
      return status === 'CREATE_COMPLETE' ? 'taken' : 'refused';
    } finally {
      await client.send(new DeleteStackCommand({ StackName: StackId }));
    }
  },
};

async function settled(world: World, StackName: string): Promise<string | undefined> {
  return world.arrives(180, async () => {
    const { Stacks } = await world.client(CloudFormationClient).send(new DescribeStacksCommand({ StackName }));
    const status = Stacks![0].StackStatus!;
    return status.endsWith('IN_PROGRESS') ? undefined : status;
  });
}
