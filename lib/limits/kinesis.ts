/** Hours that a stream keeps records where its template says nothing: https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html */
export const KINESIS = { defaultRetentionHours: 24 } as const;
