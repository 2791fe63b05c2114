/** Deliveries of EventBridge: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export const DELIVERY = {
  retries: { least: 0, most: 185 },
  eventAgeSeconds: { least: 60, most: 86_400 },
} as const;
