import { ruleCase } from '../support/rule-case';
import { alias, arn, fn, ref, resource, stack } from '../support/templates';
import { integration } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({ Fn: fn({ Timeout: bad ? 60 : 29 }), Api: resource('AWS::ApiGatewayV2::Api'), To: integration(arn('Fn')) }),
  ),
  ruleCase(
    bad =>
      stack({
        Fn: fn({ Timeout: bad ? 60 : 10 }),
        Live: alias('Fn'),
        Get: resource('AWS::ApiGateway::Method', {
          Integration: {
            Uri: {
              'Fn::Join': [
                '',
                ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', ref('Live'), '/invocations'],
              ],
            },
          },
        }),
      }),
    'a REST API that calls an alias',
  ),
];
