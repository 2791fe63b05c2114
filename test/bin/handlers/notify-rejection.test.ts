import { type SNSEvent } from 'aws-lambda';
import { files } from '../../../bin/handlers/files';
import { handler } from '../../../bin/handlers/notify-rejection';

const send = jest.spyOn(files, 'send') as unknown as jest.SpyInstance<Promise<unknown>, [{ input: unknown }]>;

function failed(errorType: string): SNSEvent {
  const Message = JSON.stringify({
    requestPayload: { detail: { bucket: { name: 'uploads' }, object: { key: 'big.bin' } } },
    responsePayload: { errorType, errorMessage: 'too large' },
  });
  return { Records: [{ Sns: { Message } }] } as SNSEvent;
}

beforeEach(() => void send.mockReset().mockResolvedValue({}));

test('a rejection is noted, and over nothing but an earlier note', async () => {
  await handler(failed('RejectedObjectError'));
  expect(send.mock.calls[0][0].input).toMatchObject({
    Key: { key: 'rejected/big.bin' },
    ConditionExpression: 'attribute_not_exists(#key) OR attribute_exists(#reason)',
    ExpressionAttributeValues: { ':bucket': 'uploads', ':reason': 'too large' },
  });
});

test('an upload that failed for another reason is not rejected', async () => {
  await handler(failed('TimeoutError'));
  expect(send).not.toHaveBeenCalled();
});

test('a file that is really called so stays as it is', async () => {
  const warned = jest.spyOn(console, 'warn').mockImplementation(() => {});
  send.mockRejectedValue(Object.assign(new Error('no'), { name: 'ConditionalCheckFailedException' }));
  await handler(failed('RejectedObjectError'));
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('"big.bin"'));
  warned.mockRestore();
});

test('fails when the table does, so that the note is tried again', async () => {
  send.mockRejectedValue(new Error('unavailable'));
  await expect(handler(failed('RejectedObjectError'))).rejects.toThrow('unavailable');
});
