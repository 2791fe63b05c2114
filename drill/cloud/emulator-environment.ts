import { join } from 'node:path';
import { awsEnvironment } from './aws-environment.js';
import { type Cloud } from './cloud.js';
import { type IamMode } from './decisions.js';

/** Files by which the drill and its emulators speak with each other, below the cloud's directory. */
export class CloudFiles {
  constructor(readonly directory: string) {}

  /** Simulated seconds in a real one. */
  get speed(): string {
    return join(this.directory, 'speed');
  }

  /** A moment of the real and of the simulated clock, and the speed from then on. */
  get clock(): string {
    return join(this.directory, 'clock');
  }

  /** Sessions and roles of all regions, and what they decided. */
  get iam(): string {
    return join(this.directory, 'iam');
  }

  /** What the alarms of all regions did. */
  get alarms(): string {
    return join(this.directory, 'alarms');
  }

  /** Functions are unpacked below it, so that they find the AWS SDK beside it as they do on AWS. */
  get temporary(): string {
    return join(this.directory, 'tmp');
  }

  /** Directories of what belongs to the processes that run: new ones find them empty. */
  get ofProcesses(): string[] {
    return [this.iam, this.alarms, this.temporary];
  }

  get modules(): string {
    return join(this.directory, 'node_modules');
  }

  log(region: string): string {
    return join(this.directory, `${region}.log`);
  }

  /** What a region had when it was kept. */
  kept(region: string): string {
    return join(this.directory, `${region}.kept`);
  }
}

export interface EmulatorSetting {
  readonly region: string;
  readonly port: number;
  readonly iam: IamMode;
  readonly files: CloudFiles;
}

/** What MiniStack and the drill's mends of it read, and what the functions that it runs inherit. */
export function emulatorEnvironment(cloud: Cloud, { region, port, iam, files }: EmulatorSetting): NodeJS.ProcessEnv {
  return {
    ...awsEnvironment(cloud, region),
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_REGION: region,
    MINISTACK_ACCOUNT_ID: cloud.account,
    LAMBDA_EXECUTOR: 'local',
    // Listeners on fixed ports, over which the regions would fight.
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
    // Nobody's containers are the drill's to look at.
    DOCKER_HOST: `unix://${join(files.directory, 'no-docker.sock')}`,
    LOG_LEVEL: 'INFO',
    DRILL_SPEED_FILE: files.speed,
    DRILL_CLOCK_FILE: files.clock,
    DRILL_STATE_FILE: files.kept(region),
    DRILL_IAM: iam,
    DRILL_IAM_DIR: files.iam,
    DRILL_ALARMS_DIR: files.alarms,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    TMPDIR: files.temporary,
    NODE_PATH: files.modules,
    STATE_DIR: join(files.directory, 'state', region),
    S3_DATA_DIR: join(files.directory, 'state', region, 's3'),
  };
}
