import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { toText } from '../../assembly/value';
import { regionOfArn } from '../../assembly/identity';
import { type Rule } from '../rule';

export const certificateOfOtherRegion: Rule = {
  id: 'resilience-certificate-of-other-region',
  area: 'failover',
  severity: 'error',
  title: 'An endpoint has a certificate of its own region',
  why: 'API Gateway and load balancers find certificates in their region only, CloudFront and edge endpoints in us-east-1 only: the deployment fails.',
  source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html',
  check(model, report) {
    for (const { resource, certificate, place } of certificates(model)) {
      const text = toText(certificate) ?? '';
      const found = model.find(text, ['AWS::CertificateManager::Certificate'], place);
      const region = regionOfArn(text) ?? found?.region;
      if (place !== undefined && region !== undefined && region !== place) {
        report(
          resource,
          `its certificate is in ${region}, and it needs one in ${place}`,
          `name a certificate of ${place}`,
        );
      }
    }
  },
};

interface CertificateUse {
  readonly resource: Resource;
  readonly certificate: unknown;
  readonly place?: string;
}

const GLOBAL = 'us-east-1';

function certificates(model: AppModel): CertificateUse[] {
  return [
    ...model.ofType('AWS::ApiGateway::DomainName').flatMap(resource => [
      { resource, certificate: resource.get('RegionalCertificateArn'), place: resource.region },
      { resource, certificate: resource.get('CertificateArn'), place: GLOBAL },
    ]),
    ...model
      .ofType('AWS::ApiGatewayV2::DomainName')
      .flatMap(resource =>
        resource
          .records('DomainNameConfigurations')
          .map(each => ({ resource, certificate: each.CertificateArn, place: resource.region })),
      ),
    ...model
      .ofType('AWS::ElasticLoadBalancingV2::Listener')
      .flatMap(resource =>
        resource
          .records('Certificates')
          .map(each => ({ resource, certificate: each.CertificateArn, place: resource.region })),
      ),
    ...model.ofType('AWS::CloudFront::Distribution').map(resource => ({
      resource,
      certificate: resource.get('DistributionConfig.ViewerCertificate.AcmCertificateArn'),
      place: GLOBAL,
    })),
  ];
}
