import { type Failure } from './record-batch';

/** What a function knows of its invocation. */
export interface Invocation {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
  readonly functionVersion: string;
}

/**
 * A failure as Lambda tells of an asynchronous invocation that failed: whoever reads the dead letters, or is told, finds one
 * form.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function renderLetter({ event, error, attempts }: Failure, invocation: Invocation): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: invocation.awsRequestId,
      functionArn: invocation.invokedFunctionArn,
      condition: error.name === 'RejectedObjectError' ? 'Rejected' : 'RetriesExhausted',
      approximateInvokeCount: attempts,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: invocation.functionVersion, functionError: 'Unhandled' },
    responsePayload: { errorType: error.name, errorMessage: error.message },
  });
}
