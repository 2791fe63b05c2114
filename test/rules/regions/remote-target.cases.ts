import { ruleCase } from '../support/rule-case';
import { EAST, arn, resource } from '../support/templates';
import { twins } from './parts';

export const cases = [
  ruleCase(bad =>
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
