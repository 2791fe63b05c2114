import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type App } from '../../assembly/model.js';
import { BadVersions } from '../../cloud/bad-versions.js';
import { type Cloud } from '../../cloud/cloud.js';

const APP = {
  stacks: [
    {
      id: 'East',
      stackName: 'East',
      region: 'us-east-1',
      template: {
        Resources: {
          Api: { Type: 'AWS::Lambda::Function' },
          Call: {
            Type: 'AWS::ApiGatewayV2::Integration',
            Properties: { IntegrationUri: { 'Fn::GetAtt': ['Api', 'Arn'] } },
          },
          Route: {
            Type: 'AWS::ApiGatewayV2::Route',
            Properties: { RouteKey: '$default', Target: { 'Fn::Sub': 'integrations/${Call}' } },
          },
        },
      },
    },
  ],
} as unknown as App;

const RESOURCES =
  '<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources><member><LogicalResourceId>Api</LogicalResourceId>' +
  '<PhysicalResourceId>api</PhysicalResourceId><ResourceType>AWS::Lambda::Function</ResourceType><Timestamp>2026-01-01T00:00:00Z</Timestamp>' +
  '<ResourceStatus>CREATE_COMPLETE</ResourceStatus></member></StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>';

let cloud: Server;
let versions: BadVersions;

beforeEach(async () => {
  // A cloud whose one function runs on Java.
  cloud = createServer((request, response) => {
    request.resume();
    response.end(request.url?.includes('/functions/') ? '{"Configuration":{"Runtime":"java21"}}' : RESOURCES);
  });
  await new Promise<void>(resolve => cloud.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await versions.close();
  cloud.closeAllConnections();
  await new Promise(resolve => cloud.close(resolve));
});

function deploy(healthPaths: string[]): Promise<void> {
  const endpoint = `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`;
  versions = new BadVersions({ endpoint } as Cloud, APP, healthPaths);
  return versions.deploy('us-east-1');
}

test('fails where only health checkers are answered by a function', async () => {
  await expect(deploy(['$default'])).rejects.toThrow('[FaultTargetNotFound] us-east-1 has no function behind');
});

test('fails on a function whose runtime it cannot write for', async () => {
  await expect(deploy(['/health'])).rejects.toThrow(
    '[FaultRuntimeUnsupported] the drill cannot write a bad version of "api", whose runtime is "java21"',
  );
});
