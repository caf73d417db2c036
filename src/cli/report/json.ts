import { Evidence } from '../../core/app/evidence';
import { AppReport } from '../../core/app/report';

/** The version of docs/report.schema.json. */
const FORM = '1';

/** What a report is about, and its date. */
export interface ReportAbout {
  readonly assembly: string;
  readonly date: string;
  /** Of the command. */
  readonly version: string;
  readonly commit?: string;
  readonly evidence?: Evidence;
}

/** Writes a report in the form of docs/report.schema.json. */
export function writeReportJson(report: AppReport, { assembly, date, version, commit, evidence }: ReportAbout): string {
  return JSON.stringify({ version: FORM, tool: version, assembly, date, commit, ...report, evidence }, undefined, 2);
}
