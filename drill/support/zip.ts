import { crc32 } from 'node:zlib';

const VERSION = 20;
/** 1980-01-01, the first day that the format knows. */
const DATE = 0x21;

/** A zip archive of one file, which is stored as it is: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function zipOf(name: string, content: string): Buffer {
  const [path, data] = [Buffer.from(name), Buffer.from(content)];
  const common = Buffer.alloc(26);
  common.writeUInt16LE(VERSION, 0);
  common.writeUInt16LE(DATE, 8);
  common.writeUInt32LE(crc32(data), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(data.length, 18);
  common.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([signature(0x04034b50), common, path, data]);
  const attributes = Buffer.alloc(14);
  attributes.writeUInt32LE(0o644 * 0x10000, 6);
  const central = Buffer.concat([signature(0x02014b50), twoBytes(VERSION), common, attributes, path]);
  return Buffer.concat([local, central, endOf(central.length, local.length)]);
}

function endOf(size: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function twoBytes(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
