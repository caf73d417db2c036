import { BlockList, isIP } from 'node:net';
import * as fc from 'fast-check';
import { IP_ADDRESS_OPERATORS } from '../../../src/core/iam/operators/ip-address';

const { test: compileBlock } = IP_ADDRESS_OPERATORS.IpAddress;

interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

const RUNS = { numRuns: 3000 };

const ADDRESSES: fc.Arbitrary<Address> = fc.oneof(
  fc.record({ value: fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }), bits: fc.constant(32 as const) }),
  fc.record({ value: ipv6Values(), bits: fc.constant(128 as const) }),
);

/** Most groups are zero, as in addresses that people write. */
function ipv6Values(): fc.Arbitrary<bigint> {
  const group = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) });
  const groups = fc.array(group, { minLength: 8, maxLength: 8 });
  return groups.map((all) => all.reduce((value, one) => value * 65_536n + BigInt(one), 0n));
}

/** The same address, or one that differs in a single bit. */
function drawNeighbour({ value, bits }: Address): fc.Arbitrary<Address> {
  const flipped = fc.nat({ max: bits - 1 }).map((bit) => {
    const power = 2n ** BigInt(bit);
    return value / power % 2n === 0n ? value + power : value - power;
  });
  return fc.oneof(fc.constant(value), flipped).map((other) => ({ value: other, bits }));
}

/** An address in any spelling of RFC 4291, section 2.2. */
function spell({ value, bits }: Address): fc.Arbitrary<string> {
  if (bits === 32) {
    return fc.constant(writeIpv4(value));
  }
  const digits = value.toString(16).padStart(32, '0');
  return fc.record({
    padded: fc.boolean(), upperCase: fc.boolean(), embedded: fc.boolean(), start: fc.nat({ max: 7 }), length: fc.nat({ max: 8 }),
  }).map(({ padded, upperCase, embedded, start, length }) => {
    const groups = digits.match(/.{4}/g)!.map((group) => padded ? group : group.replace(/^0+(?=.)/, ''));
    const written = embedded ? [...groups.slice(0, 6), writeIpv4(value % 2n ** 32n)] : groups;
    const run = written.slice(start, start + length);
    const isZero = run.length > 0 && run.every((group) => /^0+$/.test(group));
    const text = isZero ? `${written.slice(0, start).join(':')}::${written.slice(start + length).join(':')}` : written.join(':');
    return upperCase ? text.toUpperCase() : text;
  });
}

function writeIpv4(value: bigint): string {
  return [256n ** 3n, 256n ** 2n, 256n, 1n].map((place) => String(value / place % 256n)).join('.');
}

function family({ bits }: Address): 'ipv4' | 'ipv6' {
  return bits === 32 ? 'ipv4' : 'ipv6';
}

test('agrees with Node on which addresses of the same IP version a block holds, in every spelling', () => {
  const found = { inside: 0, outside: 0 };
  const cases = ADDRESSES.chain((network) => fc.record({
    network: fc.constant(network), prefix: fc.nat({ max: network.bits }), block: spell(network), address: drawNeighbour(network),
  })).chain((one) => spell(one.address).map((text) => ({ ...one, text })));
  fc.assert(fc.property(cases, ({ network, prefix, block, address, text }) => {
    const list = new BlockList();
    list.addSubnet(block, prefix, family(network));
    const expected = list.check(text, family(address));
    found[expected ? 'inside' : 'outside'] += 1;
    expect([`${block}/${prefix}`, text, compileBlock(`${block}/${prefix}`)(text)]).toEqual([`${block}/${prefix}`, text, expected]);
  }), RUNS);
  expect(Math.min(found.inside, found.outside)).toBeGreaterThan(300);
});

test('agrees with Node on blocks without a prefix, which are one address', () => {
  const cases = ADDRESSES.chain((network) =>
    fc.record({ network: fc.constant(network), block: spell(network), address: drawNeighbour(network) }))
    .chain((one) => spell(one.address).map((text) => ({ ...one, text })));
  fc.assert(fc.property(cases, ({ network, block, address, text }) => {
    const list = new BlockList();
    list.addAddress(block, family(network));
    expect([block, text, compileBlock(block)(text)]).toEqual([block, text, list.check(text, family(address))]);
  }), RUNS);
});

/** Whether a text is an address, by what a block of this one address says of itself. */
function isAddress(text: string): boolean {
  return compileBlock(text)(text);
}

test('agrees with Node on what is an address, when a character is left out, put in or replaced', () => {
  const found = { valid: 0, invalid: 0 };
  const cases = ADDRESSES.chain(spell).chain((text) => fc.record({
    text: fc.constant(text), at: fc.nat({ max: text.length }), removed: fc.nat({ max: 1 }), added: fc.constantFrom('', ...':.0f1g- x'),
  }));
  fc.assert(fc.property(cases, ({ text, at, removed, added }) => {
    const changed = text.slice(0, at) + added + text.slice(at + removed);
    found[isIP(changed) ? 'valid' : 'invalid'] += 1;
    expect([changed, isAddress(changed)]).toEqual([changed, isIP(changed) !== 0]);
  }), RUNS);
  expect(Math.min(found.valid, found.invalid)).toBeGreaterThan(300);
});

// RFC 4291, section 2.2: `::` stands for one or more groups, and only once; the last two groups may be an IPv4 address.
test.each([
  ['::', true], ['::1', true], ['1::', true], ['2001:DB8::7', true], ['1:2:3:4:5:6:7::', true], ['::2:3:4:5:6:7:8', true],
  ['1:2:3:4:5:6:7:8', true], ['::ffff:203.0.113.7', true], ['1:2:3:4:5:6:203.0.113.7', true], ['64:ff9b::203.0.113.7', true],
  ['203.0.113.7', true], ['0.0.0.0', true],
  ['', false], [':', false], [':::', false], ['1::2::3', false], ['1:2:3:4:5:6:7:8::', false], ['1:2:3:4::5:6:7:8', false],
  ['1:2:3:4:5:6:7', false], ['1:2:3:4:5:6:7:203.0.113.7', false], ['203.0.113.7::', false], ['::203.0.113', false],
  ['::256.0.0.1', false], ['::00001', false], ['::g', false], [':1', false], ['1:', false],
  ['203.0.113', false], ['203.0.113.256', false], ['203.0.113.07', false], ['203.0.113.7.', false], ['3405803783', false],
])('%j is an address: %j', (text, expected) => {
  expect([isAddress(text), isIP(text) !== 0]).toEqual([expected, expected]);
});

test.each([
  '203.0.113.7/33', '203.0.113.7/', '203.0.113.7/-1', '203.0.113.7/ 8', '203.0.113.7/8.5', '203.0.113.7/1e1', '203.0.113.7/x',
  '/8', '::/129', '::/', '::/x', '::/1000', 'x/8', '203.0.113/8', '203.0.113.7/32/33', '203.0.113.7/32/',
])('the block %j holds nothing, since its prefix or its address is none', (block) => {
  const [address] = block.split('/');
  expect([address, '203.0.113.7', '::', '0.0.0.0'].filter(compileBlock(block))).toEqual([]);
});

test('every address is in the block of all addresses of its version, and in no block of the other version', () => {
  fc.assert(fc.property(ADDRESSES.chain((address) => spell(address).map((text) => ({ text, ...address }))), ({ text, bits }) => {
    expect([compileBlock('0.0.0.0/0')(text), compileBlock('::/0')(text)]).toEqual([bits === 32, bits === 128]);
  }));
});

// Node compares an IPv4-mapped address with IPv4 blocks as well. RFC 4291, section 2.5.5.2, makes it an IPv6 address that stands for an
// IPv4 node; AWS does not say that IAM maps one to the other, so we do not.
test('an IPv4-mapped address is an IPv6 address', () => {
  const list = new BlockList();
  list.addSubnet('203.0.113.0', 24, 'ipv4');
  expect(list.check('::ffff:203.0.113.7', 'ipv6')).toBe(true);
  expect(compileBlock('203.0.113.0/24')('::ffff:203.0.113.7')).toBe(false);
  expect(compileBlock('::ffff:0:0/96')('::ffff:203.0.113.7')).toBe(true);
});

// Node takes the zone as part of an address; RFC 4291 knows none (it comes from RFC 4007), and no request carries one.
test('an address with a zone is none', () => {
  expect(isIP('fe80::1%eth0')).toBe(6);
  expect(isAddress('fe80::1%eth0')).toBe(false);
  expect(compileBlock('fe80::/10')('fe80::1%eth0')).toBe(false);
});

test('NotIpAddress makes the same comparison, negated', () => {
  const { IpAddress, NotIpAddress } = IP_ADDRESS_OPERATORS;
  expect([IpAddress.negated, NotIpAddress.negated]).toEqual([false, true]);
  expect(NotIpAddress.test('203.0.113.0/24')('203.0.113.7')).toBe(true);
});
