import { isIP } from 'node:net';

/** Reads one value of the environment; `undefined` says that the value is not allowed. */
export type Parser<T> = (value: string) => T | undefined;

/** A whole number within inclusive bounds, in plain decimal digits. */
export function wholeNumber(from: number, to: number): Parser<number> {
  return (value) => {
    if (!/^\d{1,9}$/.test(value)) return undefined;
    const number = Number(value);
    return number >= from && number <= to ? number : undefined;
  };
}

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[]): Parser<T> {
  return (value) => words.find((word) => word === value);
}

/** A URL with one of the given schemes and a host, kept as it was written. */
export function urlWith(...schemes: string[]): Parser<string> {
  return (value) => {
    if (!URL.canParse(value)) return undefined;
    const { protocol, hostname } = new URL(value);
    return schemes.includes(protocol.slice(0, -1)) && hostname !== '' ? value : undefined;
  };
}

/** A text of at least so many characters, none of them white space or a control character. */
export function keyOfLength(from: number): Parser<string> {
  return (value) => (value.length >= from && /^[\x21-\x7e]+$/.test(value) ? value : undefined);
}

/** An address or a name that a server can listen on. */
export const hostName: Parser<string> = (value) =>
  isIP(value) !== 0 || /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(value)
    ? value
    : undefined;

/** Networks in CIDR notation, separated by commas. */
export const networks: Parser<readonly string[]> = (value) => {
  const all = value.split(',').map((network) => network.trim());
  return all.every(isNetwork) ? all : undefined;
};

function isNetwork(text: string): boolean {
  const [, address = '', bits = ''] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

/** A path; only one with a null byte cannot be one. */
export const path: Parser<string> = (value) => (value.includes('\0') ? undefined : value);

export interface NamedRegion {
  id: string;
  name: string;
}

/** `id=Name`: the id as in the HTTP contract, the name any text of 1 to 200 characters. */
export const namedRegion: Parser<NamedRegion> = (value) => {
  const match = /^([a-z0-9][a-z0-9-]{0,62})=(.{1,200})$/u.exec(value);
  const [, id, name] = match ?? [];
  const trimmed = name?.trim();
  return id && trimmed ? { id, name: trimmed } : undefined;
};
