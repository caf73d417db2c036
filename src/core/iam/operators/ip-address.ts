import { makePair } from './operator';

/** An address as a number, with its number of bits. */
interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

/** Prepares the test whether an address is in a CIDR block, IPv4 or IPv6. A block without a prefix is one address. */
function compileBlock(block: string): (address: string) => boolean {
  const [network, prefix, ...more] = block.split('/');
  const first = parseAddress(network);
  if (!first || more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) || Number(prefix ?? 0) > first.bits) {
    return () => false;
  }
  const blockSize = 2n ** BigInt(first.bits - Number(prefix ?? first.bits));
  return (text) => {
    const address = parseAddress(text);
    return address?.bits === first.bits && address.value / blockSize === first.value / blockSize;
  };
}

function parseAddress(text: string): Address | undefined {
  const value = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  return value === undefined ? undefined : { value, bits: text.includes(':') ? 128 : 32 };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
    ? joinParts(parts.map(Number), 256n)
    : undefined;
}

/** Parses eight groups of 16 bits. `::` stands for missing groups, and the last two groups may be an IPv4 address. */
function parseIpv6(text: string): bigint | undefined {
  const halves = text.replace(/[^:]*\.[^:]*$/, writeAsGroups).split('::');
  if (halves.length > 2) {
    return undefined;
  }
  const [head, tail = []] = halves.map((half) => half === '' ? [] : half.split(':'));
  const missing = 8 - head.length - tail.length;
  const groups = [...head, ...Array.from({ length: halves.length === 2 ? Math.max(0, missing) : 0 }, () => '0'), ...tail];
  const isWhole = groups.length === 8 && (halves.length === 1 || missing > 0);
  return isWhole && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? joinParts(groups.map((group) => parseInt(group, 16)), 65_536n)
    : undefined;
}

function writeAsGroups(ipv4: string): string {
  const value = parseIpv4(ipv4);
  return value === undefined ? ipv4 : `${(value / 65_536n).toString(16)}:${(value % 65_536n).toString(16)}`;
}

/** Joins the digits of a number. */
function joinParts(parts: readonly number[], base: bigint): bigint {
  return parts.reduce((value, part) => value * base + BigInt(part), 0n);
}

export const IP_ADDRESS_OPERATORS = makePair('IpAddress', 'NotIpAddress', compileBlock);
