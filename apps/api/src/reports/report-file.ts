import {
  effectivenessDocument,
  monitoringDocument,
  reportPdf,
  reportSheets,
  tablesToXlsx,
} from '@app/documents';
import type { ReportOwner } from '@app/documents';
import type { EffectivenessReportView, MonitoringReportView } from '@app/contracts';
import { buffer } from 'node:stream/consumers';

/** A frozen report that is to become a file. */
export type ReportToPrint = { format: 'xlsx' | 'pdf' } & (
  | { kind: 'monitoring'; report: MonitoringReportView; owner: ReportOwner }
  | { kind: 'effectiveness'; report: EffectivenessReportView; region: string }
);

/** Makes the file of a report. Drawing takes long enough to have a thread of its own (`report-files.ts`). */
export default async function reportFile(asked: ReportToPrint): Promise<Uint8Array> {
  const document =
    asked.kind === 'monitoring'
      ? monitoringDocument(asked.report, asked.owner)
      : effectivenessDocument(asked.report, asked.region);
  return asked.format === 'pdf'
    ? reportPdf(document, asked.report.madeAt ?? '')
    : buffer(tablesToXlsx(reportSheets(document)));
}
