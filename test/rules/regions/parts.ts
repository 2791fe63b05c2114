import { EAST, WEST, fn, queue, resource, stack } from '../support/templates';

export const twins = (eastMore = {}, westMore = {}, westInput = {}) => [
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
