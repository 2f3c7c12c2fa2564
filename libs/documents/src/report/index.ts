export { effectivenessDocument } from './effectiveness-document.js';
export { monitoringDocument, type ReportOwner } from './monitoring-document.js';
export type { ReportDocument } from './report-document.js';
export { reportPdf } from './to-pdf.js';
export { reportSheets } from './to-sheets.js';
