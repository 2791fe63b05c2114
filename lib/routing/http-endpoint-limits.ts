import { IpAddressType } from 'aws-cdk-lib/aws-apigatewayv2';
import { Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { listOf, number, objectWith, oneOf, options, text, validateProps, type PropKinds } from '../private/props';
import { Health } from './health';
import { checkRoutes } from './routes';
import { type HttpApiOptions, type HttpEndpointOptions, type HttpEndpointProps } from './http-endpoint-props';

export const KNOWN_HTTP_API_OPTIONS: PropKinds<HttpApiOptions> = {
  routes: listOf(text),
  cors: options,
  ipAddressType: oneOf(IpAddressType),
  health: objectWith('_isOfService', 'Health, such as Health.shallow()'),
  rateLimit: number,
  burstLimit: number,
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};
export const KNOWN_HTTP_ENDPOINT_OPTIONS: PropKinds<HttpEndpointOptions> = {
  ...KNOWN_HTTP_API_OPTIONS,
  authorizer: objectWith('bind', 'an authorizer of routes'),
};
const KNOWN_HTTP_ENDPOINT_PROPS: PropKinds<HttpEndpointProps> = {
  ...KNOWN_HTTP_ENDPOINT_OPTIONS,
  handler: objectWith('functionArn', 'a function'),
};

/** Throws what API Gateway refuses. */
export function validateEndpointProps(scope: IConstruct, props: HttpEndpointProps): void {
  validateProps(scope, props, KNOWN_HTTP_ENDPOINT_PROPS, problems => {
    const health = props.health ?? Health.deep();
    checkRoutes(props.routes ?? [], health._isOfService ? undefined : `GET ${health.path}`, problems);
    health._check(props, problems);
    for (const name of ['rateLimit', 'burstLimit'] as const) {
      const limit = props[name] ?? 1;
      if (!Token.isUnresolved(limit) && (!Number.isInteger(limit) || limit <= 0)) {
        problems.add(
          'ThrottleOutOfRange',
          `"${name}" is ${limit}; give a whole number above 0: with 0 every request is refused`,
        );
      }
    }
  });
}
