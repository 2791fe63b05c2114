import { normalName } from '../../lib/private/dns-name';

test.each([
  ['Files.Example.COM.', 'files.example.com'],
  ['files.example.com', 'files.example.com'],
  ['${Api}.Example.com.', '${Api}.Example.com'],
  ['', ''],
])('%s is compared as %s', (name, expected) => {
  expect(normalName(name)).toBe(expected);
});
