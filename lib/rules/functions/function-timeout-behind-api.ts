import { syncInvocations } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';
import { HTTP_API } from '../../limits/api-gateway';

const LONGEST = HTTP_API.longestFunctionSeconds;

export const functionTimeoutBehindApi: Rule = {
  id: 'resilience-function-timeout-behind-api',
  area: 'functions',
  severity: 'warning',
  title: "A function behind an API answers within the API's own timeout",
  why: 'API Gateway gives up after 29 seconds: the client gets an error while the function goes on, is paid for, and is called again by the retry.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  check(model, report) {
    for (const invocation of syncInvocations(model)) {
      const timeout = invocation.function.number('Timeout');
      if (invocation.kind === 'api' && timeout !== undefined && timeout > LONGEST) {
        report(
          invocation.function,
          `its timeout is ${timeout} s, and "${invocation.source.path}" waits for it`,
          `set a timeout of at most ${LONGEST} s, or answer at once and work asynchronously`,
        );
      }
    }
  },
};
