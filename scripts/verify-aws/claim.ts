import { type World } from './world';

/** What we rely on and only AWS can tell: a row of docs/aws-unverified.md. */
export interface Claim {
  readonly id: string;
  /** Markdown, as the texts below. */
  readonly what: string;
  readonly where: string;
  readonly why: string;
  /** The command that settles it. @default - `npm run verify:aws`, by `check` */
  readonly settledBy?: string;
  /** What to change where AWS says otherwise. */
  readonly change: string;
  /** What the local cloud does of it. */
  readonly local: string;
  readonly check?: Check;
}

/** How `npm run verify:aws` asks, in AWS and in the local cloud. */
export interface Check {
  /** Calls of AWS that it makes, by IAM's names. */
  readonly calls: readonly string[];
  /** What AWS answers where the claim holds. */
  readonly expected: string;
  /** What the local cloud answers. */
  readonly local: string;
  readonly observe: (world: World) => Promise<string>;
}

/** Something that the documentation leaves no doubt about, and that nobody has seen there: no row of the page. */
export interface Behaviour extends Check {
  readonly id: string;
  readonly what: string;
}
