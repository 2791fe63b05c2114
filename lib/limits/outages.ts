/**
 * The longest that services of a region were impaired in an event that AWS has reported: DynamoDB, Lambda and what needs
 * them, in us-east-1 on 19 and 20 October 2025, rounded up from 14.5 hours.
 *
 * https://aws.amazon.com/message/101925/
 */
export const LONGEST_OUTAGE_SECONDS = 15 * 3600;
