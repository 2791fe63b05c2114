import { type AttributeValue } from '@aws-sdk/client-dynamodb';
import { repeatedIds } from '../../measure/audit.js';
import { probeKey } from '../../load/data-probe.js';
import { DrillIds, fill, idsIn } from '../../load/ledger.js';

describe('the key of a data probe', () => {
  test('has a value of the right type for each attribute', () => {
    const keys = [
      { name: 'pk', type: 'S' },
      { name: 'when', type: 'N' },
    ] as const;

    expect(probeKey(keys, 'drill-a1-000012')).toEqual({ pk: { S: 'drill-a1-000012' }, when: { N: '361000012' } });
  });

  test('may be binary', () => {
    expect(probeKey([{ name: 'pk', type: 'B' }], 'x')).toEqual({ pk: { B: Buffer.from('x') } });
  });

  test('is different for every id, also as a number', () => {
    const ids = new DrillIds();
    const numbers = Array.from({ length: 50 }, () => probeKey([{ name: 'pk', type: 'N' }], ids.next()));

    expect(new Set(numbers.map(key => JSON.stringify(key))).size).toBe(50);
  });
});

test('ids are found wherever they stand in a text', () => {
  const ids = new DrillIds();
  const [a, b] = [ids.next(), ids.next()];

  expect(idsIn(`{"pk":"FILE#${a}","url":"/files/${b}?x"}`)).toEqual([a, b]);
});

test('a template takes the id in every place', () => {
  expect(fill('/{{id}}/of/{{id}}', '7')).toBe('/7/of/7');
});

describe('a duplicate', () => {
  const ids = new DrillIds();
  const [once, twice] = [ids.next(), ids.next()];

  test('is an id that stands in more than one item', () => {
    const items: Record<string, AttributeValue>[] = [
      { pk: { S: once } },
      { pk: { S: '1' }, of: { S: twice } },
      { pk: { S: '2' }, of: { S: twice } },
    ];

    expect(repeatedIds(items)).toEqual(new Set([twice]));
  });

  test('is not an id that stands twice in one item', () => {
    expect(repeatedIds([{ pk: { S: once }, copy: { S: once } }])).toEqual(new Set());
  });
});
