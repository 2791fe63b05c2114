import packet from 'dns-packet';
import { regionOfSubnet, subnetOf } from '../../route53/client-subnet.js';

const REGIONS = ['us-east-1', 'us-west-2'];
const query = (...additionals: packet.Answer[]) =>
  packet.decode(
    packet.encode({ type: 'query', id: 1, questions: [{ type: 'A', name: 'a.example.com' }], additionals }),
  );

test('a query says on the wire which region its client is near to', () => {
  expect(REGIONS.map((_, index) => regionOfSubnet(query(subnetOf(index)), REGIONS))).toEqual(REGIONS);
});

test('a query that says nothing, or names a network of somebody else, says no region', () => {
  const option = { code: 8 as const, ip: '203.0.113.0', sourcePrefixLength: 24, scopePrefixLength: 0 };
  const elsewhere = { ...subnetOf(0), options: [option] };

  expect(regionOfSubnet(query(), REGIONS)).toBeUndefined();
  expect(regionOfSubnet(query(elsewhere), REGIONS)).toBeUndefined();
  expect(regionOfSubnet(query(subnetOf(7)), REGIONS)).toBeUndefined();
});
