import { normalName } from '../private/dns-name';
import { namePropertyOf } from '../assembly/identity';
import { type Resource } from '../assembly/resource';
import { isOpaque } from '../assembly/value';

/** Types whose names are taken for the whole account, or for the whole of AWS, and not for a region. */
const GLOBAL = /^AWS::(S3::Bucket|IAM::|CloudFront::|Route53::)/;

/** What there may be once only, by what it is attached to: a second one is refused while the first is there. */
const ATTACHED: Readonly<Record<string, (resource: Resource) => (string | undefined)[]>> = {
  // https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html (ResourceConflictException)
  'AWS::Lambda::EventSourceMapping': it => [it.text('FunctionName'), it.text('EventSourceArn')],
  'AWS::Lambda::Alias': it => [it.text('FunctionName'), it.text('Name')],
  'AWS::Lambda::EventInvokeConfig': it => [it.text('FunctionName'), it.text('Qualifier')],
  'AWS::Lambda::Url': it => [it.text('TargetFunctionArn'), it.text('Qualifier') ?? '-'],
  // https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html (409); variables on one level conflict
  'AWS::ApiGatewayV2::Route': it => [it.text('ApiId'), it.text('RouteKey')?.replace(/\{[^}+]*(\+?)\}/g, '{$1}')],
  'AWS::ApiGatewayV2::Stage': it => [it.text('ApiId'), it.text('StageName')],
  'AWS::ApiGatewayV2::ApiMapping': it => [it.text('DomainName'), it.text('ApiMappingKey') ?? '(none)'],
  'AWS::ApiGateway::BasePathMapping': it => [it.text('DomainName'), it.text('BasePath') ?? '(none)'],
  'AWS::ApiGateway::Resource': it => [it.text('RestApiId'), it.text('ParentId'), it.text('PathPart')],
  'AWS::ApiGateway::Method': it => [it.text('RestApiId'), it.text('ResourceId'), it.text('HttpMethod')],
  'AWS::S3::BucketPolicy': it => [it.text('Bucket')],
  // https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
  'AWS::Route53::RecordSet': it => [
    zoneOf(it),
    dnsName(it.text('Name')),
    it.text('Type'),
    it.text('SetIdentifier') ?? '-',
  ],
};

/**
 * Everything that a resource claims and that nothing else can have at the same time: its physical name, and what it is
 * attached to. Values that only the deployment knows are claimed too, by their placeholders.
 */
export function claimsOf(resource: Resource): string[] {
  return [nameClaim(resource), attachmentClaim(resource), failoverClaim(resource)].filter(claim => claim !== undefined);
}

function nameClaim(resource: Resource): string | undefined {
  const property = namePropertyOf(resource.type);
  const name = property && resource.text(property);
  if (!name) return undefined;
  return [resource.type.replace('::GlobalTable', '::Table'), placeOf(resource), name].join(' ');
}

function attachmentClaim(resource: Resource): string | undefined {
  const parts = ATTACHED[resource.type]?.(resource);
  if (!parts || parts.includes(undefined)) return undefined;
  return [resource.type, placeOf(resource), ...parts].join(' ');
}

/** A failover name has one PRIMARY and one SECONDARY. */
function failoverClaim(resource: Resource): string | undefined {
  const role = resource.type === 'AWS::Route53::RecordSet' ? resource.text('Failover') : undefined;
  return role && [role, zoneOf(resource), dnsName(resource.text('Name')), resource.text('Type')].join(' ');
}

function placeOf({ type, stack }: Resource): string {
  const region = GLOBAL.test(type) ? 'global' : (stack.region ?? '-');
  return `${stack.account ?? '-'}/${region}`;
}

function zoneOf(record: Resource): string | undefined {
  const name = record.text('HostedZoneName');
  return record.text('HostedZoneId') ?? (name === undefined ? undefined : normalName(name));
}

function dnsName(name: string | undefined): string | undefined {
  return name === undefined || isOpaque(name) ? name : name.toLowerCase().replace(/\.$/, '');
}
