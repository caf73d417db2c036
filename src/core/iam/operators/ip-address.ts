import { pair } from './operator';

/** Whether an address lies in a CIDR block, IPv4 or IPv6; a block without a prefix is one address. */
function within(block: string): (address: string) => boolean {
  const { BlockList, isIP } = process.getBuiltinModule('node:net'); // only here: loading it would slow every import of the package
  const [network, prefix] = block.split('/');
  const version = isIP(network);
  const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix);
  if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 4 ? 32 : 128)) {
    return () => false;
  }
  const list = new BlockList();
  list.addSubnet(network, bits, version === 4 ? 'ipv4' : 'ipv6');
  return (address) => isIP(address) === version && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

export const IP_ADDRESS_OPERATORS = pair('IpAddress', 'NotIpAddress', within);
