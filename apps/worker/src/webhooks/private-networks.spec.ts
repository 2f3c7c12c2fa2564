import { addressFor, isPublic } from './private-networks.js';

const code = (url: string, allowed: string[] = []) =>
  addressFor(new URL(url), allowed).then(
    () => 'allowed',
    (error: { code: string }) => error.code,
  );

describe('where a webhook may call', () => {
  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
  ])('calls no address of a private or special network: %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['8.8.8.8', '2a00:1450:4010:c05::71'])('calls public addresses: %s', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://localhost/',
  ])('sees through other ways of writing the own machine: %s', async (url) => {
    expect(await code(url)).toBe('private-address');
  });

  it('calls what the operator allows, also by http', async () => {
    expect(await code('http://127.0.0.1:8080/hook', ['127.0.0.0/8'])).toBe('allowed');
    expect(await code('http://10.0.0.1/hook', ['127.0.0.0/8'])).toBe('private-address');
  });

  it('calls public addresses by https only', async () => {
    expect(await code('http://8.8.8.8/')).toBe('https-required');
    expect(await code('https://8.8.8.8/')).toBe('allowed');
  });

  it('says when a name has no address', async () => {
    expect(await code('https://nobody.invalid/')).toBe('unknown-host');
  });
});
