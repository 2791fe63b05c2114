import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { outputsFor } from '../../assembly/expressions.js';
import { type App, type AppStack, type DeployedApp, type Template } from '../../assembly/model.js';
import { wantedExpressions } from '../../assembly/watched-parts.js';
import { type Cloud } from '../../cloud/cloud.js';
import { describeDeployed } from '../../cloud/deployed.js';

/** A CloudFormation that gave every resource the name `<logical id>-name`. */
function valueOf(expression: unknown): string {
  const node = expression as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (node.Ref !== undefined) return `${node.Ref}-name`;
  if (node['Fn::Join'] === undefined) throw new Error(`no value for ${JSON.stringify(expression)}`);
  const [separator, parts] = node['Fn::Join'];
  return parts.map(part => (typeof part === 'string' ? part : valueOf(part))).join(separator);
}

function answerFor(template: Template): string {
  const outputs = Object.entries(outputsFor(wantedExpressions(template))).map(([key, { Value }]) => {
    return `<member><OutputKey>${key}</OutputKey><OutputValue>${valueOf(Value)}</OutputValue></member>`;
  });
  const stack = `<member><StackName>East</StackName><Outputs>${outputs.join('')}</Outputs></member>`;
  const result = `<DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult>`;
  return `<DescribeStacksResponse>${result}</DescribeStacksResponse>`;
}

describe('describeDeployed', () => {
  let server: Server | undefined;

  afterEach(() => void server?.close());

  async function describeTemplate(resources: Template['Resources']): Promise<DeployedApp> {
    const template: Template = { Resources: resources };
    server = createServer((_, response) => response.end(answerFor(template)));
    await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stack: AppStack = { id: 'East', stackName: 'East', region: 'us-east-1', template };
    return describeDeployed({ endpoint } as Cloud, { stacks: [stack] } as unknown as App);
  }

  const path = (of: string) => ({ 'aws:cdk:path': of });

  it('takes a table whose replicas are custom resources for the global table that they make it', async () => {
    const replica = (Region: string) => ({
      Type: 'Custom::DynamoDBReplica',
      Properties: { ServiceToken: 't', TableName: { Ref: 'Orders' }, Region },
    });

    const { globalTables } = await describeTemplate({
      Orders: { Type: 'AWS::DynamoDB::Table', Metadata: path('East/Orders/Resource') },
      Alone: { Type: 'AWS::DynamoDB::Table', Metadata: path('East/Alone/Resource') },
      OrdersWest: replica('us-west-2'),
      OrdersEurope: replica('eu-west-1'),
    });

    expect(globalTables).toEqual([
      {
        path: 'East/Orders/Resource',
        homeRegion: 'us-east-1',
        tableName: 'Orders-name',
        replicaRegions: ['us-west-2', 'eu-west-1'],
      },
    ]);
  });

  it('reads whose queries a record answers', async () => {
    const Properties = {
      Name: 'api.example.com.',
      Type: 'CNAME',
      GeoLocation: { CountryCode: 'US' },
      SetIdentifier: 'us',
    };

    const { records } = await describeTemplate({ Record: { Type: 'AWS::Route53::RecordSet', Properties } });

    expect(records).toMatchObject([{ name: 'api.example.com', geoLocation: { country: 'US' } }]);
  });

  it('reads the routes of HTTP APIs, and which of them ask for credentials', async () => {
    const Type = 'AWS::ApiGatewayV2::Route';
    const { routes } = await describeTemplate({
      Open: { Type, Properties: { ApiId: 'http', RouteKey: 'GET /files/{key}' } },
      Closed: { Type, Properties: { ApiId: 'http', RouteKey: '$default', AuthorizationType: 'JWT' } },
    });

    expect(routes).toEqual([
      { api: 'http', key: 'GET /files/{key}', isOpen: true },
      { api: 'http', key: '$default', isOpen: false },
    ]);
  });

  it('reads which stage answers under a domain, and below which path', async () => {
    const { domainMappings } = await describeTemplate({
      Rest: {
        Type: 'AWS::ApiGateway::BasePathMapping',
        Properties: { DomainName: 'A.example.com', Stage: 'prod', RestApiId: 'rest' },
      },
      Http: {
        Type: 'AWS::ApiGatewayV2::ApiMapping',
        Properties: { DomainName: { Ref: 'Domain' }, Stage: '$default', ApiMappingKey: 'v1', ApiId: 'http' },
      },
    });

    expect(domainMappings).toEqual([
      { api: 'rest', domain: 'a.example.com', stage: 'prod', basePath: '' },
      { api: 'http', domain: 'domain-name', stage: '$default', basePath: 'v1' },
    ]);
  });
});
