import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

/** A time-ordered id (RFC 9562, version 7). */
export const newId = (): string => uuidv7();

/** A fresh API key: a readable prefix and 256 random bits. It is shown once and never stored. */
export const newKey = (): string => `nst_${randomBytes(32).toString('base64url')}`;

/** What is stored of a key. 256 random bits need no slow hash. */
export const hashKey = (key: string): Buffer => createHash('sha256').update(key).digest();
