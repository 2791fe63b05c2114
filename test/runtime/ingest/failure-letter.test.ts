import { renderLetter } from '../../../lib/runtime/ingest/failure-letter';

const invocation = { awsRequestId: 'r1', invokedFunctionArn: 'arn:aws:lambda:…:live', functionVersion: '7' };

test('a letter is what Lambda tells of an invocation that failed', () => {
  const error = Object.assign(new Error('too large'), { name: 'RejectedObjectError' });
  expect(JSON.parse(renderLetter({ event: { detail: 1 }, error, attempts: 2 }, invocation))).toEqual({
    version: '1.0',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    requestContext: {
      requestId: 'r1',
      functionArn: 'arn:aws:lambda:…:live',
      condition: 'Rejected',
      approximateInvokeCount: 2,
    },
    requestPayload: { detail: 1 },
    responseContext: { statusCode: 200, executedVersion: '7', functionError: 'Unhandled' },
    responsePayload: { errorType: 'RejectedObjectError', errorMessage: 'too large' },
  });
});

test('what was tried to the end is told so', () => {
  const letter = renderLetter({ event: 'x', error: new Error('refused'), attempts: 5 }, invocation);
  expect(JSON.parse(letter)).toMatchObject({ requestContext: { condition: 'RetriesExhausted' } });
});
