import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';

const LIB = path.resolve(__dirname, '../../lib');
const read = (file: string): string => readFileSync(path.join(LIB, file), 'utf8');

/** What the library or an endpoint of somebody's own returns and never takes; and a stack's props, which are CDK's and grow with it. */
const NOT_GIVEN = ['FailoverChange', 'Figure', 'NameTarget', 'RegionalStackProps'];

/** Structs of the public files of a room. */
function structsIn(room: string): string[] {
  return [...read(`${room}/index.ts`).matchAll(/from '\.\/([\w-]+)'/g)].flatMap(([, file]) =>
    [...read(`${room}/${file}.ts`).matchAll(/^(?:(.*\*\/)\n)?export interface (?!I[A-Z])(\w+)/gm)]
      .filter(([, comment]) => !comment?.includes('@internal'))
      .map(([, , name]) => name),
  );
}

test('a misspelt option of any public struct is looked for', () => {
  const rooms = [...read('index.ts').matchAll(/from '\.\/([\w-]+)'/g)].map(([, room]) => room);
  const structs = rooms.flatMap(structsIn);
  const sources = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const known = new Set(sources.flatMap(file => [...read(file).matchAll(/PropKinds<(\w+)>/g)].map(([, name]) => name)));

  expect(structs.length).toBeGreaterThan(30);
  expect(structs.filter(name => !known.has(name)).sort()).toEqual(NOT_GIVEN);
});
