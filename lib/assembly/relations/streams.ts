import { type AppModel } from '../app-model';
import { type Resource } from '../resource';

/** A function that consumes a stream of Kinesis or DynamoDB. */
export interface StreamConsumer {
  readonly mapping: Resource;
  /** The stream, or the table whose stream it is, where it is one of this app. */
  readonly stream?: Resource;
}

/** Every consumer of a stream. */
export function streamConsumers(model: AppModel): StreamConsumer[] {
  return model.remember(readConsumers);
}

const STREAMED = ['AWS::Kinesis::Stream', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

function readConsumers(model: AppModel): StreamConsumer[] {
  return model.ofType('AWS::Lambda::EventSourceMapping').flatMap(mapping => {
    const source = mapping.text('EventSourceArn') ?? '';
    const stream = source.includes(':sqs:') ? undefined : model.find(source, STREAMED, mapping);
    return stream || /:kinesis:|:dynamodb:|\.StreamArn/.test(source) ? [{ mapping, stream }] : [];
  });
}
