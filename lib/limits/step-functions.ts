/** What a retrier takes where it says nothing: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export const RETRIER = { attempts: 3, backoffRate: 2 } as const;
