import { readdirSync, readFileSync } from 'fs';
import { join, sep } from 'path';
import * as lambda from '../../lib/limits/lambda';
import * as backup from '../../lib/limits/backup';
import * as cloudwatch from '../../lib/limits/cloudwatch';
import * as fis from '../../lib/limits/fis';
import * as sqs from '../../lib/limits/sqs';

const LIB = join(__dirname, '..', '..', 'lib');

/** Smaller numbers mean many things, and a day has 86,400 seconds for everybody. */
const distinctive = (value: number) => Number.isInteger(value) && value > 3600 && value !== 86_400;

const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
};

/** The messages that `diagnostics/` shows as examples are held against the sources by another test. */
const sources = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter(
  file => file.endsWith('.ts') && !['limits', 'runtime', 'diagnostics'].includes(file.split(sep)[0]),
);

/** Number literals of a source, without its comments. */
const literalsOf = (file: string): number[] => {
  const code = readFileSync(join(LIB, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '');
  return [...code.matchAll(/\b\d[\d_]*\b/g)].map(([literal]) => Number(literal.replaceAll('_', '')));
};

test.each([...new Set([lambda, backup, cloudwatch, fis, sqs].flatMap(numbersIn))].filter(distinctive))(
  'the figure %d of AWS stands in limits/ alone',
  figure => {
    expect(sources.filter(file => literalsOf(file).includes(figure))).toEqual([]);
  },
);
