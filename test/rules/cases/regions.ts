import { ruleCase } from '../support/rule-case';
import { EAST, WEST, arn, fn, queue, resource, stack } from '../support/templates';

const twins = (eastMore = {}, westMore = {}, westInput = {}) => [
  stack(
    { Fn: fn({ FunctionName: 'api' }), Orders: queue(), Api: resource('AWS::ApiGatewayV2::Api'), ...eastMore },
    EAST,
    { stackName: 'east' },
  ),
  stack(
    { Fn: fn({ FunctionName: 'api' }), Orders: queue(), Api: resource('AWS::ApiGatewayV2::Api'), ...westMore },
    WEST,
    westInput,
  ),
];

export const regionCases = [
  ruleCase('cross-region-export', bad => twins({}, bad ? { Reader: resource('Custom::CrossRegionExportReader') } : {})),
  ruleCase('cross-region-output', bad =>
    twins(
      {},
      {
        Other: queue({
          QueueName: { 'Fn::GetStackOutput': { StackName: 'east', Region: bad ? EAST : WEST, OutputName: 'Name' } },
        }),
      },
    ),
  ),
  ruleCase('cross-region-import', bad => [
    stack({}, bad ? EAST : WEST, {
      id: 'Exporter',
      template: { Resources: {}, Outputs: { Name: { Value: 'x', Export: { Name: 'shared' } } } },
    }),
    stack({ Orders: queue({ QueueName: { 'Fn::ImportValue': 'shared' } }) }, WEST),
  ]),
  ruleCase('remote-lookup', bad =>
    twins(
      {},
      {
        Lookup: resource('Custom::AWS', {
          Create: JSON.stringify({ service: 'SSM', action: 'getParameter', region: bad ? EAST : WEST }),
        }),
      },
    ),
  ),
  ruleCase('standby-depends-on-primary', bad => twins({}, {}, { dependsOn: bad ? [`Stack-${EAST}`] : [] })),
  ruleCase('remote-target', bad =>
    twins(
      {},
      {
        To: resource('AWS::ApiGatewayV2::Integration', {
          IntegrationUri: bad ? `arn:aws:lambda:${EAST}:111111111111:function:api` : arn('Fn'),
        }),
      },
    ),
  ),
];
