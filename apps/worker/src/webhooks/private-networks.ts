import ipaddr from 'ipaddr.js';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** A call that must not be made. `code` goes into the account of the delivery. */
export class ForbiddenCall extends Error {
  constructor(readonly code: 'private-address' | 'https-required' | 'unknown-host') {
    super(code);
    this.name = 'ForbiddenCall';
  }
}

/** A network in CIDR notation, such as `10.0.0.0/8`. */
export type Network = string;

/**
 * The address to connect to for a URL. Whoever sets a webhook must not reach the inside of the operator's network with
 * it (OWASP API7:2023), so every address that the name has must be a public one, or lie in a network that the operator
 * allows; and the connection goes to the address that was checked, whatever the name says a moment later.
 * @throws ForbiddenCall
 */
export async function addressFor(url: URL, allowed: readonly Network[]): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await addressesOf(host);
  const [first] = addresses;
  if (first === undefined) throw new ForbiddenCall('unknown-host');
  for (const address of addresses) {
    const own = isIn(address, allowed);
    if (!own && !isPublic(address)) throw new ForbiddenCall('private-address');
    if (!own && url.protocol !== 'https:') throw new ForbiddenCall('https-required');
  }
  return first;
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    throw new ForbiddenCall('unknown-host');
  }
}

/** Whether an address is one of the open Internet; `::ffff:10.0.0.1` is judged as `10.0.0.1`. */
export const isPublic = (address: string): boolean => ipaddr.process(address).range() === 'unicast';

function isIn(address: string, networks: readonly Network[]): boolean {
  const parsed = ipaddr.process(address);
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}
