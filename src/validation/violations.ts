import * as path from 'path';
import { PolicyViolatingResourceBeta1, PolicyViolationBeta1 } from 'aws-cdk-lib';
import { Unjudged } from './unjudged';
import { describe } from '../core/app/findings';
import { describeOpening } from '../core/app/open-routes';
import { AppReport, FINDING_RULES, FindingRule, ReportFinding, ReportPlace } from '../core/app/report';
import { describeTrust } from '../core/app/trust-findings';

const PREFIX = 'cdk-bedrock-cris/';
/** `over-grant` is only listed, so it is no violation. */
const RULES = FINDING_RULES.filter((rule) => rule !== 'over-grant');
const NOT_JUDGED = `${PREFIX}not-judged`;

/** The IDs of the rules. */
export const RULE_IDS: readonly string[] = [...RULES.map((rule) => PREFIX + rule), NOT_JUDGED];

/** Writes the findings of a report as violations. Each is about one identity, so that you can acknowledge it at that identity. */
export function writeViolations(report: AppReport, directory: string): PolicyViolationBeta1[] {
  return report.findings.filter(({ severity }) => severity !== 'info').flatMap((finding) => {
    const paths = new Set(finding.identities.map((index) => report.identities[index].path));
    return paths.size === 0 ? [writeViolation(finding, directory, finding.description, finding.places)]
      : [...paths].map((one) => writeOne(report, finding, one, directory));
  });
}

/** Writes a violation about one identity. A template for many accounts has one identity in each of them. */
function writeOne(report: AppReport, finding: ReportFinding, identity: string, directory: string): PolicyViolationBeta1 {
  const { rule, rows, reason, assumption, by, identities } = finding;
  const calls = rows.map((index) => report.rows[index]).filter((row) => report.identities[row.identity].path === identity);
  const description = rule === 'open-route' ? describeOpening([identity], by!.policy, reason, assumption)
    : isOfTrust(rule) ? describeTrust(rule, [identity], reason)
      : describe(rule, calls.map((call) => ({ ...call, path: identity, isFamily: call.intent === 'wildcard' })), reason);
  const own = identities.map((index) => report.identities[index]).find((one) => one.path === identity)!.at;
  const ofTrust = isOfTrust(rule) ? finding.places.filter((place) => place.path === own?.path) : [];
  const places = ofTrust.length > 0 ? ofTrust : [...by?.at ? [by.at] : [], ...own ? [own] : []];
  return writeViolation(finding, directory, description, places, identity);
}

function isOfTrust(rule: FindingRule): boolean {
  return rule === 'wide-trust' || rule === 'closed-trust';
}

function writeViolation(
  { rule, severity, remedy, statements, by }: ReportFinding, directory: string, description: string, places: readonly ReportPlace[],
  identity?: string,
): PolicyViolationBeta1 {
  return {
    ruleName: PREFIX + rule,
    description,
    fix: [remedy, ...statements.map((statement) => JSON.stringify(statement))].join('\n'),
    severity,
    violatingResources: listResources(places, directory),
    ruleMetadata: { ...identity !== undefined && { identity }, ...by && { layer: by.layer, policy: by.policy } },
  };
}

/** Names each resource once, by the first of its places. */
function listResources(places: readonly ReportPlace[], directory: string): PolicyViolatingResourceBeta1[] {
  const isFirst = ({ file, logicalId }: ReportPlace, index: number) =>
    places.findIndex((other) => other.file === file && other.logicalId === logicalId) === index;
  return places.filter(isFirst).map((place) => writeResource(place, directory));
}

function writeResource({ file, logicalId, location }: ReportPlace, directory: string): PolicyViolatingResourceBeta1 {
  return { resourceLogicalId: logicalId, templatePath: path.resolve(directory, file), locations: [location] };
}

/**
 * Writes a violation for each cause of what was not judged.
 *
 * @param canAcknowledge whether this version of aws-cdk-lib can acknowledge violations
 */
export function writeUnjudged(unjudged: readonly Unjudged[], directory: string, canAcknowledge: boolean): PolicyViolationBeta1[] {
  const wayOut = canAcknowledge ? ', or acknowledge the violation' : '';
  return unjudged.map(({ description, what }) => ({
    ruleName: NOT_JUDGED,
    description: `not judged: ${description}`,
    fix: `Say in the app what is unknown${wayOut}. Without 'strict', it fails nothing`,
    severity: 'error',
    violatingResources: what.map(({ path: construct, at }) => at ? writeResource(at, directory) : nameConstruct(construct, directory)),
  }));
}

/** Names something without a known place in a template. Newer versions of the CDK find a construct by its path. */
function nameConstruct(construct: string, directory: string): PolicyViolatingResourceBeta1 {
  const templatePath = path.join(directory, 'manifest.json');
  const named = { constructPath: construct, resourceLogicalId: construct, templatePath, locations: [] };
  return named;
}
