import { ruleCase } from '../support/rule-case';
import { ACCOUNT, EAST, WEST, resource, stack } from '../support/templates';

const domain = (certificateRegion: string) =>
  resource('AWS::ApiGateway::DomainName', {
    DomainName: 'a.example.com',
    RegionalCertificateArn: `arn:aws:acm:${certificateRegion}:${ACCOUNT}:certificate/1`,
  });

export const cases = [ruleCase(bad => stack({ Domain: domain(bad ? WEST : EAST) }))];
