import { ruleCase } from '../support/rule-case';
import { arn, fn, policy, record, resource, role, secondary, stack } from '../support/templates';

const failing = { Primary: record(), Secondary: secondary() };

export const cases = [
  ruleCase(bad =>
    stack({
      ...failing,
      Role: role(),
      Fn: fn({ Role: arn('Role') }),
      Policy: policy({
        Action: [bad ? 'route53:ChangeResourceRecordSets' : 'route53:GetHealthCheckStatus'],
        Resource: 'arn:aws:route53:::hostedzone/Z1',
      }),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        ...failing,
        Role: role({
          Policies: [
            {
              PolicyDocument: {
                Statement: [
                  { Effect: 'Allow', Action: bad ? 'lambda:Update*' : 'lambda:InvokeFunction', Resource: 'x' },
                ],
              },
            },
          ],
        }),
        Fn: fn({ Role: arn('Role') }),
        To: resource('AWS::ApiGatewayV2::Integration', { IntegrationUri: arn('Fn') }),
      }),
    'a function behind the API that may update functions',
  ),
];
