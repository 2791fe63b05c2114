export * from './conflicts';
export * from './cross-region-backup';
export * from './cross-region-backup-props';
export * from './replicated-bucket';
export * from './replicated-table';
export * from './replication';
export * from './restore-testing';
export * from './vault-lock';
