export * from './chain.js';
export * from './inbox.js';
export { readAudit, verifyAudit, type AuditFilter } from './read.js';
export * from './request.js';
export * from './seal.js';
