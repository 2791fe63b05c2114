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

test('every strategy is an abstract class that takes effect by _bind', () => {
  const strategies = sources.flatMap(({ text }) =>
    [...text.matchAll(/^export abstract class (\w+) \{\n(.*?)^\}/gms)]
      .map(([, name, body]) => ({ name, body }))
      // Strategies are chosen by a factory.
      .filter(({ body }) => /^ {2}static \w+\(/m.test(body)),
  );

  expect(strategies.length).toBeGreaterThan(9);
  expect(strategies.filter(({ body }) => !/^ {2}abstract _bind\(/m.test(body)).map(({ name }) => name)).toEqual([]);
});

test('members that only the library calls have a name that another has, too', () => {
  /** What a strategy does, knows and is; and what constructs of ours ask of one another. */
  const known = [
    '_bind',
    '_check',
    '_validate',
    '_shared',
    '_topicOf',
    '_timing',
    '_withTtl',
    '_policy',
    '_shareAfterLoss',
    '_hold',
    '_isOfService',
    '_forDecision',
  ];
  const ours = ['_byDefault', '_ownedBy', '_knownProps', '_failureTopic'];
  const wrong = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/@internal\s+\*\/\n\s*(?:abstract |static |override |readonly )*(_\w+)/g)]
      .map(([, name]) => name)
      .filter(name => ![...known, ...ours].includes(name))
      .map(name => `${file}: ${name}`),
  );

  expect(wrong).toEqual([]);
});

test('docs of classes and structs are of one grammar', () => {
  const wrong = sources.flatMap(({ file, text }) =>
    [
      ...text.matchAll(
        /^ *(?:\*|\/\*\*) (?:(?:Guarantees|Creates|Does not):|Throws `|(?:Properties|Options) of (?:a |an )?`).*$/gm,
      ),
    ].map(([line]) => `${file}: ${line.trim()}`),
  );

  expect(wrong).toEqual([]);
});

test('a message has no guard for a value that is there when it is built', () => {
  const wrong = sources
    .filter(({ file }) => !/^(rules|report|assembly|changes)\//.test(file))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/^.*\$\{[^}]*\?\.(?:node|env|toHumanString)\b.*$/gm)].map(
        ([line]) => `${file}: ${line.trim()}`,
      ),
    )
    // The scope of a construct below a stack.
    .filter(line => !line.includes('node.scope?.'));

  expect(wrong).toEqual([]);
});
