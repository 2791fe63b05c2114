import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';

const LIB = path.resolve(__dirname, '../../lib');

interface Source {
  readonly file: string;
  readonly text: string;
}

const sources: Source[] = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => ({ file, text: readFileSync(path.join(LIB, file), 'utf8') }));

/** `ReplicatedTableProps` as the name of a constant: `REPLICATED_TABLE_PROPS`. */
function constantOf(struct: string): string {
  return struct.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
}

test('what a struct has is called KNOWN_PROPS, or KNOWN_ and the struct where a file has several or exports it', () => {
  const wrong = sources.flatMap(({ file, text }) => {
    const found = [...text.matchAll(/^(export )?const (\w+): PropKinds<(\w+)> =/gm)];
    return found
      .map(([, exported, name, struct]) => ({
        name,
        wanted: exported || found.length > 1 ? `KNOWN_${constantOf(struct)}` : 'KNOWN_PROPS',
      }))
      .filter(({ name, wanted }) => name !== wanted)
      .map(({ name, wanted }) => `${file}: ${name}, to be ${wanted}`);
  });

  expect(wrong).toEqual([]);
});
