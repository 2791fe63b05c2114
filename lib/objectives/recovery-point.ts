import { number, validateProps, type PropKinds } from '../private/props';
import { BACKUP } from '../limits/backup';
import { DYNAMODB } from '../limits/dynamodb';
import { RDS } from '../limits/rds';
import { S3 } from '../limits/s3';
import { type Figure, FigureKind } from './figure';
import { unbounded } from './figure-text';

const GLOBAL_TABLES = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html';
const REPLICATION_TIME_CONTROL = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html';
const REPLICATION = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html';
const POINT_IN_TIME =
  'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html';
const BACKUP_PLANS = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html';
const VERSIONING = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html';
const RESILIENCE =
  'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/plan-for-disaster-recovery-dr.html';

const ARRIVAL_SECONDS = S3.replicationTimeMinutes * 60;

/** When backups are made and how long they take until they are where they are needed; all in seconds. */
export interface BackupTiming {
  /** Longest time between two scheduled backups. */
  readonly scheduleIntervalSeconds: number;

  /**
   * Time within which a scheduled backup starts.
   *
   * @default RecoveryPoint.START_WINDOW_SECONDS
   */
  readonly startWindowSeconds?: number;

  /**
   * Time that the backup and its copy take.
   *
   * @default RecoveryPoint.COPY_SECONDS
   */
  readonly copySeconds?: number;
}

const KNOWN_PROPS: PropKinds<BackupTiming> = {
  scheduleIntervalSeconds: number,
  startWindowSeconds: number,
  copySeconds: number,
};

/** Span of acknowledged work that is lost with what held it, for each way of protecting it. */
export class RecoveryPoint {
  /** AWS Backup starts a backup within eight hours where the plan says nothing. */
  static readonly START_WINDOW_SECONDS = BACKUP.defaults.startMinutes * 60;

  /** Time of a backup and its copy; it grows with the data, so this is our assumption. */
  static readonly COPY_SECONDS = 3600;

  /** A replica of a global table with eventual consistency across regions (MREC). */
  static globalTableEventual(): Figure {
    return {
      value: DYNAMODB.replicationSeconds,
      kind: FigureKind.OBSERVED,
      unit: 's',
      formula: `replication of a global table with eventual consistency, about ${DYNAMODB.replicationSeconds} s`,
      inputs: { replicationSeconds: DYNAMODB.replicationSeconds },
      assumptions: ['DynamoDB says "usually within a second" and promises nothing; watch ReplicationLatency'],
      source: GLOBAL_TABLES,
    };
  }

  /** A replica of a global table with strong consistency across regions (MRSC). */
  static globalTableStrong(): Figure {
    return {
      value: 0,
      kind: FigureKind.BOUND,
      unit: 's',
      formula: 'a write is acknowledged when another region has it, 0 s',
      inputs: {},
      assumptions: [],
      source: GLOBAL_TABLES,
    };
  }

  /** S3 replication with replication time control. */
  static replicationTimeControl(): Figure {
    return {
      value: ARRIVAL_SECONDS,
      kind: FigureKind.AGREEMENT,
      unit: 's',
      formula: `S3 replication time control, ${S3.replicationTimeMinutes} min = ${ARRIVAL_SECONDS} s`,
      inputs: { replicationSeconds: ARRIVAL_SECONDS },
      assumptions: [
        `${S3.replicationTimeShare} % of objects arrive within it in a month; the rest later`,
        'delete markers are excluded from the 15 minutes',
      ],
      source: REPLICATION_TIME_CONTROL,
    };
  }

  /** S3 replication without replication time control: most objects arrive within minutes, and nothing says when all do. */
  static replicationWithoutTimeControl(): Figure {
    return unbounded('S3 replication without replication time control has no limit', REPLICATION);
  }

  /** Point-in-time recovery of a table: into a new table, in the same region. */
  static pointInTimeRecovery(): Figure {
    return {
      value: DYNAMODB.restorableSeconds,
      kind: FigureKind.OBSERVED,
      unit: 's',
      formula: `the latest restorable time is ${DYNAMODB.restorableSeconds / 60} min = ${DYNAMODB.restorableSeconds} s ago`,
      inputs: { latestRestorableSeconds: DYNAMODB.restorableSeconds },
      assumptions: ['it restores into a new table of the same region, which the app then has to be led to'],
      source: POINT_IN_TIME,
    };
  }

  /** Automated backups of a relational database: its logs are uploaded every five minutes, within the same region. */
  static databaseLogs(): Figure {
    return {
      value: RDS.logUploadSeconds,
      kind: FigureKind.OBSERVED,
      unit: 's',
      formula: `transaction logs are uploaded every ${RDS.logUploadSeconds / 60} min = ${RDS.logUploadSeconds} s`,
      inputs: { uploadSeconds: RDS.logUploadSeconds },
      assumptions: ['it restores into a new database of the same region, which the app then has to be led to'],
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html',
    };
  }

  /** Object versions: what is overwritten or deleted stays beside its successor. */
  static objectVersions(): Figure {
    return {
      value: 0,
      kind: FigureKind.BOUND,
      unit: 's',
      formula: 'every overwritten or deleted object stays as a noncurrent version, 0 s',
      inputs: {},
      assumptions: ["noncurrent versions live until the bucket's lifecycle expires them"],
      source: VERSIONING,
    };
  }

  /** Backups of AWS Backup: the schedule, its start window, and the backup with its copy. */
  static backups(timing: BackupTiming): Figure {
    validate(timing);
    const { scheduleIntervalSeconds: interval } = timing;
    const start = timing.startWindowSeconds ?? RecoveryPoint.START_WINDOW_SECONDS;
    const copy = timing.copySeconds ?? RecoveryPoint.COPY_SECONDS;
    const value = interval + start + copy;
    return {
      value,
      kind: FigureKind.BOUND,
      unit: 's',
      formula: `${interval} s between backups + ${start} s start window + ${copy} s backup and copy = ${value} s`,
      inputs: { scheduleIntervalSeconds: interval, startWindowSeconds: start, copySeconds: copy },
      assumptions: [`a backup and its copy take ${copy} s at most; it grows with the data`],
      source: BACKUP_PLANS,
    };
  }

  /** There is nothing to lose. */
  static nothingKept(): Figure {
    return {
      value: 0,
      kind: FigureKind.BOUND,
      unit: 's',
      formula: 'no data is kept, 0 s',
      inputs: {},
      assumptions: [],
      source: RESILIENCE,
    };
  }

  /** Nothing protects it. */
  static unprotected(reason: string): Figure {
    return unbounded(reason, RESILIENCE);
  }

  /** The figure that loses least; the unbounded one of `unprotected` where there is none. */
  static best(figures: Figure[], reasonWhereNone: string): Figure {
    return figures.length === 0
      ? RecoveryPoint.unprotected(reasonWhereNone)
      : figures.reduce((best, figure) => ((figure.value ?? Infinity) < (best.value ?? Infinity) ? figure : best));
  }
}

function validate(timing: BackupTiming): void {
  validateProps('RecoveryPoint.backups', timing, KNOWN_PROPS, problems => {
    const { scheduleIntervalSeconds, startWindowSeconds = 0, copySeconds = 0 } = timing;
    for (const [name, seconds] of Object.entries({ scheduleIntervalSeconds, startWindowSeconds, copySeconds })) {
      if (!Number.isFinite(seconds) || seconds < 0) {
        problems.add('TimingOutOfRange', `"${name}" is ${seconds}; it is a time, 0 s or more`);
      }
    }
  });
}
