import { type Policy } from './policies.js';
import { renameSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { type Cloud, type CloudRegion } from './cloud.js';
import { readMeasured, type RegionMeasured } from './measured.js';
import { beginAlarms, glanceAtAlarms, readAlarms, type RegionAlarms } from './alarms.js';
import { readDecisions, roleMay, type IamMode, type RegionDecisions, type RoleQuestion } from './decisions.js';
import { DrillError } from '../support/errors.js';
import { type SubstituteCall } from '../assembly/substitutes.js';
import { sdkModules } from '../support/package-file.js';
import { callEmulator } from './emulator-calls.js';
import { CloudFiles, emulatorEnvironment } from './emulator-environment.js';
import { freePorts } from './free-ports.js';
import { provideModules } from './function-modules.js';
import { Reaper } from './reaper.js';
import { RegionProcess } from './region-process.js';
import { Router } from './router.js';

export interface CloudOptions {
  /** Interpreter that has the emulator, from `prepareEnvironment`. */
  readonly python: string;
  /** The primary first. */
  readonly regions: readonly string[];
  readonly account: string;
  /** For logs and what the functions write; removed with the cloud. */
  readonly workDir: string;
  /**
   * Port of the API endpoint and of every edge.
   *
   * @default - one that is free on every address
   */
  readonly port?: number;
  /** Simulated seconds that pass in a real one; the waits between retries follow it, until a region is hastened. */
  readonly speed: number;
  /** What becomes of a call that AWS would refuse. @default off */
  readonly iam?: IamMode;
  /** Where the app is: functions find the SDK clients of its project too. @default - the working directory */
  readonly appDirectories?: readonly string[];
  readonly onProgress: (text: string) => void;
}

/** A cloud whose regions are processes of this machine. */
export interface LocalCloud extends Cloud {
  /**
   * Aborted, with a DrillError as its reason, when a region ends although the drill did not end it, or when a function
   * is called that cannot run here.
   */
  readonly failed: AbortSignal;
  /** Whatever else the drill starts is to be watched by it. */
  readonly reaper: Reaper;
  /** Process groups of everything that runs for this cloud: one for each region, and the reaper's. */
  readonly pids: number[];
  readonly iam: IamMode;
  /** Requests for this name reach what the emulator knows by this host. */
  serve(name: string, host: string): void;
  /** What each region has decided about the app's calls until now; nothing where the cloud does not look. */
  decisions(): Promise<RegionDecisions[]>;
  /** Keeps what every region has at this moment; all must be up. */
  keep(): Promise<void>;
  /**
   * Every region, whatever has become of it, begins anew with what it had when it was kept: its old processes are gone,
   * with all that they were about to do. From then on `failed` is another signal.
   */
  rewind(speed: number): Promise<void>;
  /** From now on what happens counts for the alarms; what was before is taken for well. */
  beginAlarms(): Promise<void>;
  /** What the alarms of each region did since then. */
  alarms(): Promise<RegionAlarms[]>;
  /** What was measured since the load began, until the alarms were read last. */
  measured(): Promise<RegionMeasured[]>;
  /** The same half a second ago, and at once. */
  glanceAtAlarms(): RegionAlarms[];
  /** From now on a part of a region's requests meets a fault; the function that is returned ends it. */
  impair(region: string, policy: Policy): () => void;
  /** Whether a role may do what the drill does in a service's place. */
  roleMay(region: string, question: RoleQuestion, signal: AbortSignal): Promise<boolean>;
}

/**
 * Starts one emulator for each region, side by side, and the router in front of them.
 *
 * Fails with `EmulatorFailed`, `EmulatorUnavailable`, `PortUnavailable` or `LoopbackAddressUnavailable`, and leaves nothing behind then.
 */
export async function startCloud(options: CloudOptions): Promise<LocalCloud> {
  const reaper = Reaper.start(options.python);
  reaper.remove(options.workDir);
  const cloud = new ProcessCloud(options, reaper);
  try {
    await cloud.start();
    return cloud;
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

class ProcessCloud implements LocalCloud {
  readonly regions: readonly CloudRegion[];
  readonly account: string;
  private readonly files: CloudFiles;
  private readonly processes = new Map<string, RegionProcess>();
  /** Where each emulator listens; addresses that it gives out name it. */
  private readonly ports = new Map<string, number>();
  private failure = new AbortController();
  private moment = { realMillis: Date.now(), simulatedMillis: Date.now(), speed: 1 };
  private router?: Router;
  private stopping?: Promise<void>;

  constructor(
    private readonly options: CloudOptions,
    readonly reaper: Reaper,
  ) {
    this.regions = options.regions.map((name, i) => ({ name, address: `127.0.${101 + i}.1` }));
    this.account = options.account;
    this.files = new CloudFiles(options.workDir);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.edgePort}`;
  }

  get edgePort(): number {
    return this.router?.port ?? 0;
  }

  get failed(): AbortSignal {
    return this.failure.signal;
  }

  get pids(): number[] {
    const all = [...this.processes.values()].map(process => process.pid);
    return this.reaper.pid === undefined ? all : [...all, this.reaper.pid];
  }

  get iam(): IamMode {
    return this.options.iam ?? 'off';
  }

  serve(name: string, host: string): void {
    this.router?.serve(name, host);
  }

  async decisions(): Promise<RegionDecisions[]> {
    if (this.iam === 'off') return [];
    const names = this.regions.map(({ name }) => name);
    return readDecisions(this.files.iam, names, name => this.router?.stateOf(name) === 'up');
  }

  async beginAlarms(): Promise<void> {
    await Promise.all(this.regions.filter(({ name }) => this.isUp(name)).map(({ name }) => beginAlarms(this, name)));
  }

  alarms(): Promise<RegionAlarms[]> {
    const names = this.regions.map(({ name }) => name);
    return readAlarms(this.files.alarms, names, name => this.isUp(name));
  }

  measured(): Promise<RegionMeasured[]> {
    return readMeasured(
      this.files.alarms,
      this.regions.map(({ name }) => name),
    );
  }

  glanceAtAlarms(): RegionAlarms[] {
    const names = this.regions.map(({ name }) => name);
    return glanceAtAlarms(this.files.alarms, names);
  }

  async roleMay(region: string, question: RoleQuestion, signal: AbortSignal): Promise<boolean> {
    return this.iam === 'off' || roleMay(this, region, question, signal);
  }

  async start(): Promise<void> {
    const { appDirectories = [process.cwd()] } = this.options;
    await provideModules(this.files.modules, sdkModules(), appDirectories);
    this.setSpeed(this.options.speed);
    const ports = await freePorts(this.regions.length);
    const routed = this.regions.map((region, i) => ({ ...region, upstreamPort: ports[i] }));
    for (const { name, upstreamPort } of routed) this.ports.set(name, upstreamPort);
    this.router = new Router(routed, call => this.failure.abort(runtimeUnsupported(call)));
    await this.router.listen(this.options.port);
    this.options.onProgress(`Starting ${this.regions.map(region => region.name).join(' and ')}`);
    await this.startRegions();
  }

  async keep(): Promise<void> {
    await Promise.all(this.regions.map(({ name }) => callEmulator(this, name, '/_drill/keep')));
  }

  async rewind(speed: number): Promise<void> {
    await Promise.all(this.regions.map(({ name }) => this.kill(name)));
    // What roles, sessions and functions have left there belongs to the processes that are gone.
    for (const directory of this.files.ofProcesses) await removeDirectory(directory);
    this.failure = new AbortController();
    this.setSpeed(speed);
    await this.startRegions();
    for (const { name } of this.regions) this.router?.setState(name, 'up');
  }

  regionAt(address: string): CloudRegion | undefined {
    return this.regions.find(region => region.address === address);
  }

  async freeze(region: string): Promise<void> {
    this.require(region, 'up');
    // First the network, so that nothing half delivered waits in the frozen process to be carried out later.
    this.router?.setState(region, 'frozen');
    this.process(region).freeze();
  }

  async thaw(region: string): Promise<void> {
    this.require(region, 'frozen');
    const process = this.process(region);
    process.thaw();
    await process.ready();
    this.router?.setState(region, 'up');
  }

  impair(region: string, policy: Policy): () => void {
    return this.router?.impair(region, policy) ?? (() => undefined);
  }

  isUp(region: string): boolean {
    return this.router?.stateOf(region) === 'up';
  }

  setSpeed(speed: number): void {
    writeWhole(this.files.speed, String(speed));
    // From the moment that it is, so that time never leaps.
    const realMillis = Date.now();
    const { simulatedMillis, realMillis: since, speed: before } = this.moment;
    this.moment = { realMillis, simulatedMillis: simulatedMillis + (realMillis - since) * before, speed };
    writeWhole(this.files.clock, JSON.stringify(this.moment));
  }

  hasten(region: string): void {
    this.require(region, 'up');
    this.process(region).hasten();
  }

  async kill(region: string): Promise<void> {
    const process = this.process(region);
    this.router?.setState(region, 'dead');
    await process.kill();
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    await this.router?.close();
    await Promise.all([...this.processes.values()].map(process => process.kill()));
    await removeDirectory(this.options.workDir);
    await this.reaper.stop();
  }

  private async startRegions(): Promise<void> {
    for (const directory of this.files.ofProcesses) await mkdir(directory, { recursive: true });
    await allSettled([...this.ports].map(([region, port]) => this.startRegion(region, port)));
  }

  private async startRegion(name: string, port: number): Promise<void> {
    const { files, iam } = this;
    const process = await RegionProcess.spawn({
      python: this.options.python,
      region: name,
      port,
      environment: emulatorEnvironment(this, { region: name, port, iam, files }),
      logFile: files.log(name),
      reaper: this.reaper,
    });
    this.processes.set(name, process);
    await process.ready();
    process.onUnexpectedDeath(error => {
      this.router?.setState(name, 'dead');
      this.failure.abort(error);
    });
  }

  private process(region: string): RegionProcess {
    const process = this.processes.get(region);
    if (process) return process;
    const known = this.regions.map(each => each.name).join(', ');
    throw new DrillError('RegionUnknown', `"${region}" is not one of the cloud's regions: ${known}`);
  }

  private require(region: string, state: 'up' | 'frozen'): void {
    const found = this.router?.stateOf(region);
    if (found !== state) {
      throw new DrillError(
        'RegionStateConflict',
        `${region} is ${found}, and only a region that is ${state} takes this`,
      );
    }
  }
}

function runtimeUnsupported({ path, runtime }: SubstituteCall): DrillError {
  return new DrillError(
    'RuntimeUnsupported',
    `"${path}" runs on ${runtime}, which the local cloud cannot run, and it was called: by the load, by a health check or by ` +
      'what they lead to. Nothing true could be said of the app; drill it with functions in Node.js, Python or with a ' +
      '"provided" runtime in its place',
  );
}

/** Waits for all, so that none starts while the others are being cleaned up, then throws the first error. */
async function allSettled(tasks: Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(tasks)) if (result.status === 'rejected') throw result.reason;
}

/** Whoever reads the file sees the old text or the new one, never a part of it. */
function writeWhole(file: string, text: string): void {
  const next = `${file}.next`;
  writeFileSync(next, text);
  renameSync(next, file);
}

function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
