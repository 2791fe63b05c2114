import { type AppModel } from '../assembly/app-model';
import { type Reported } from './reported';

/** What one part of the check says about an app. */
export interface SectionResult {
  /** Lines for the terminal. */
  readonly text: readonly string[];
  /** The same for machines; it becomes the property `key` of the JSON output. */
  readonly json: unknown;
  /** The same one by one, for formats that list them. */
  readonly reported: readonly Reported[];
  /** Things that make the check fail. */
  readonly errors: number;
  /** Things that make the check fail with --strict. */
  readonly warnings: number;
}

/** One part of the check: it reads the app and changes nothing. */
export interface CheckSection {
  /** Property of the JSON output. */
  readonly key: string;
  /** @param directory the cloud assembly's directory, for sections that read more than templates */
  examine(model: AppModel, directory: string): SectionResult;
}
