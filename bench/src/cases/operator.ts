/** Who is told of alarms. */
export const OPERATOR = 'on-call@example.com';
