/** HTTP APIs: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const HTTP_API = {
  /** How long an API waits for its function, and gives up. */
  integrationSeconds: 30,

  /**
   * Longest timeout of a function behind an API, so that its own limit comes first: a REST API waits 29 s.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
   */
  longestFunctionSeconds: 29,
} as const;
