/** Automated backups upload the transaction log so often: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html */
export const RDS = { logUploadSeconds: 300, defaultRetentionDays: 1 } as const;
