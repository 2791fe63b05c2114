import { type PlannedFault } from '../faults/registry.js';
import { LOAD_ENDS } from '../measure/verdict.js';
import { type EventResults, type FaultWindow } from '../measure/measure.js';
import { type Share } from '../measure/shares.js';

/** What the phases of a run find out. Times are simulated seconds of the stage's clock. */
export type Fact =
  | Moment<'load began'>
  | Moment<'load ended'>
  /** From here on the app worked undisturbed, and the machine kept up: what was before only served to find the speed. */
  | Moment<'baseline began'>
  /** How DNS shared out new clients while all was well. */
  | (Moment<'shares counted'> & { readonly shares: readonly Share[] })
  | (Moment<'fault began'> & { readonly fault: PlannedFault })
  | (Moment<'fault ended'> & { readonly fault: PlannedFault })
  /** An alarm rang that stops an experiment. */
  | (Moment<'experiment stopped'> & { readonly alarm: string })
  /** Tables of the region that is back are replicated again, later than it came. */
  | (Moment<'replication resumed'> & { readonly region: string })
  /** Every client had succeeded for a while after the fault. */
  | (Moment<'service recovered'> & { readonly region: string })
  /** What the other regions had while the region was away. */
  | {
      readonly kind: 'survivors inspected';
      /** Ids of acknowledged writes that they did not have. */
      readonly missing: ReadonlySet<string>;
      readonly events: EventResults;
    }
  /** At the end, after everything had been copied and retried. */
  | {
      readonly kind: 'data settled';
      readonly lostWrites: ReadonlySet<string>;
      readonly duplicated: number;
      /** Contents that were acknowledged under a key that was written again, and that no region has. */
      readonly overwritten: ReadonlySet<string>;
      readonly events: EventResults;
    };

interface Moment<K> {
  readonly kind: K;
  readonly at: number;
}

type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** The facts of a run in the order in which they were found, as far as it came. Nothing in it is changed or taken out. */
export class Journal {
  private readonly facts: Fact[] = [];

  /** Takes down what a phase found out. */
  add(facts: readonly Fact[]): void {
    this.facts.push(...facts);
  }

  /** Every fact of a kind. */
  all<K extends Fact['kind']>(kind: K): FactOf<K>[] {
    return this.facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
  }

  /** The last fact of a kind; undefined while there is none. */
  last<K extends Fact['kind']>(kind: K): FactOf<K> | undefined {
    return this.all(kind).at(-1);
  }

  /** Simulated second at which the load began; 0 before that. */
  get loadStartedAt(): number {
    return this.last('load began')?.at ?? 0;
  }

  /** From when on a failed request is held against the app. */
  get baselineAt(): number {
    return this.last('baseline began')?.at ?? this.loadStartedAt;
  }

  /** When which region was away, in order. */
  windows(): FaultWindow[] {
    return this.all('fault began').map(({ fault, at }) => {
      const ended = this.all('fault ended').find(end => end.fault === fault && end.at >= at);
      return { region: fault.region, startedAt: at, endedAt: ended?.at ?? null };
    });
  }

  /** Regions that a fault has taken for good. */
  lostRegions(): string[] {
    return this.all('fault began').flatMap(({ fault }) => (fault.end === undefined ? [fault.region] : []));
  }

  /** What was done to the app, in words and in order. */
  story(): { readonly at: number; readonly name: string }[] {
    return this.facts.flatMap(fact => {
      switch (fact.kind) {
        case 'load began':
          return [{ at: fact.at, name: 'load begins' }];
        case 'load ended':
          return [{ at: fact.at, name: LOAD_ENDS }];
        case 'fault began':
          return [{ at: fact.at, name: `${fact.fault.region} ${fact.fault.description.begins}` }];
        case 'fault ended':
          return [{ at: fact.at, name: `${fact.fault.region} ${fact.fault.description.ends}` }];
        case 'experiment stopped':
          return [{ at: fact.at, name: `${fact.alarm} rings, which stops the experiment` }];
        case 'replication resumed':
          return [{ at: fact.at, name: `tables of ${fact.region} are replicated again` }];
        default:
          return [];
      }
    });
  }
}
