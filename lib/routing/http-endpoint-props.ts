import { type CorsPreflightOptions, type IHttpRouteAuthorizer, type IpAddressType } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type Alarms } from '../observability';
import { type Health } from './health';

/** What an HTTP API looks like from outside, alike in each region. */
export interface HttpApiOptions {
  /**
   * Routes that the function answers, such as "GET /files/{key}" or "ANY /files".
   *
   * @default - every request, by the "$default" route
   */
  readonly routes?: string[];

  /**
   * Which pages of other origins may call it from a browser. API Gateway then answers `OPTIONS` by itself, without
   * credentials. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
   *
   * @default - none
   */
  readonly cors?: CorsPreflightOptions;

  /**
   * Whether clients that have IPv6 only reach it. Health checkers ask a name by IPv4 in either case.
   *
   * @default IpAddressType.IPV4
   */
  readonly ipAddressType?: IpAddressType;

  /**
   * How the region finds out whether it can serve.
   *
   * @default Health.deep()
   */
  readonly health?: Health;

  /**
   * Requests a second above which API Gateway answers 429.
   *
   * @default 1000
   */
  readonly rateLimit?: number;

  /**
   * Requests at once above which API Gateway answers 429.
   *
   * @default 1000
   */
  readonly burstLimit?: number;

  /**
   * Alarms on server errors and on silence.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

/** What an `HttpEndpoint` looks like from outside. */
export interface HttpEndpointOptions extends HttpApiOptions {
  /**
   * Who may call the function's routes. `GET` of the health route's path stays open, also where `Health.ownRoute` names one
   * of them: health checkers have no credentials.
   *
   * @default - everybody; the function has to check
   */
  readonly authorizer?: IHttpRouteAuthorizer;
}

/** Which function answers, on which routes, within which limits. */
export interface HttpEndpointProps extends HttpEndpointOptions {
  /** Function that answers requests; its `live` alias where it is a `ResilientFunction`. */
  readonly handler: IFunction;
}
