import { writeText } from '../input';
import { ReportArguments } from './arguments';
import { writeReportJson } from './json';
import { PageSection } from './page/about';
import { drawEvidence } from './page/evidence';
import { writePage } from './page/page';
import { writeReport } from './text';
import { escapeControls } from '../terminal';
import { readVersion } from '../version';
import { hashAssemblyFiles, hashInputs } from './hash-inputs';
import { ReadAssembly, readAppAssembly, readOrganization } from './read-app';
import { Evidence, makeEvidence } from '../../core/app/evidence';
import { judgeApp } from '../../core/app/judge-app';
import { AppReport } from '../../core/app/report';

const TERMS = { policies: '--scp', units: '--organization' };

/** `report`: says who may call Claude in a synthesized app, and returns the exit status. */
export function reportApp(args: ReportArguments): number {
  const app = readAppAssembly(args.directory);
  const { assembly } = app;
  const { policies, units, notes } = readOrganization(args);
  const { fullAwsAccess, evidence: listsOtherCalls } = args;
  const { otherCalls, ...report } = judgeApp({ assembly, policies, units, fullAwsAccess, listsOtherCalls, terms: TERMS });
  notes.forEach((note) => console.error(`cdk-bedrock-cris: ${note}`));
  const date = args.date ?? new Date(Date.now()).toISOString().slice(0, 10);
  const evidence = args.evidence
    ? makeEvidence({ ...report, otherCalls }, { date, commit: args.commit, ...hashAll(args, app) })
    : undefined;
  const shown = select(report, args.only);
  const about = { assembly: args.directory, date, version: readVersion(), commit: args.commit, evidence };
  const text = {
    json: () => writeReportJson(shown, about),
    html: () => writePage(shown, about, evidence === undefined ? [] : [makeSection(evidence)], args.only),
    table: () => writeReport(shown, args.directory, args.only),
  }[args.format]();
  if (args.out === undefined) {
    console.log(text);
  } else {
    writeText(args.out, text.endsWith('\n') ? text : `${text}\n`);
    console.error(`cdk-bedrock-cris: the report is in ${args.out}`);
  }
  return findStatus(report, args.strict);
}

function hashAll(args: ReportArguments, { assembly, directory, files }: ReadAssembly) {
  const templates = new Set(assembly.stacks.map(({ file }) => file));
  const others = [...files].filter((file) => !templates.has(file));
  return {
    templates: hashAssemblyFiles(directory, templates),
    inputs: hashInputs(args, readVersion(), hashAssemblyFiles(directory, others)),
  };
}

function makeSection(evidence: Evidence): PageSection {
  return { id: 'evidence', heading: 'Record for compliance', content: drawEvidence(evidence) };
}

/**
 * 1 for errors: a granted call that is blocked or partial, a route that a guard leaves open, and others; with --strict also for what is
 * not judged. 2 if a part of the assembly is broken, because the report then covers only the rest.
 */
function findStatus({ totals, notJudged }: AppReport, strict: boolean): number {
  const broken = notJudged.filter((one) => one.broken);
  broken.forEach(({ what, why }) => console.error(`cdk-bedrock-cris: ${escapeControls(`${what}: ${why}`)}`));
  if (broken.length > 0) {
    return 2;
  }
  return totals.errors > 0 || (strict && (totals.notJudged > 0 || notJudged.length > 0)) ? 1 : 0;
}

/** Leaves out the findings that --only does not select. The exit status still covers them. */
function select(report: AppReport, only: readonly string[] | undefined): AppReport {
  return only === undefined ? report : {
    ...report,
    findings: report.findings.filter(({ rule }) => only.includes(rule)),
    notJudged: only.includes('not-judged') ? report.notJudged : [],
  };
}
