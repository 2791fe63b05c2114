/** HTTP APIs: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const HTTP_API = {
  /** How long an API waits for its function, and gives up. */
  integrationSeconds: 30,

  /**
   * Longest timeout of a function behind an API, so that its own limit comes first: a REST API waits 29 s.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
   */
  longestFunctionSeconds: 29,

  /**
   * Characters of an API's name: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
   */
  nameLength: 128,

  /**
   * Paths at the root that API Gateway answers itself, always with 200:
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
   */
  reservedPaths: ['/ping', '/sping'] as readonly string[],
} as const;
