import { Aspects, IAspect, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { IConstruct } from 'constructs';

/** What cdk-nag found: its rule, with what it found in brackets where a rule finds several things, and the path of the resource. */
interface Finding {
  readonly rule: string;
  readonly path: string;
}

interface Acceptance {
  readonly scope: IConstruct;
  readonly rule: string;
  readonly reason: string;
}

/** cdk-nag 3, beside the newest aws-cdk-lib, reports on a tree; cdk-nag 2, beside the oldest, is an aspect that annotates it. */
interface Reporter {
  validateScope(scope: IConstruct): { readonly violations: readonly Violation[] };
}

interface Violation {
  readonly ruleName: string;
  readonly violatingResources: readonly { readonly constructPath?: string }[];
}

const checks: object = new AwsSolutionsChecks();
const acceptances: Acceptance[] = [];

/** Has cdk-nag look at a stack when it is synthesized. */
export function sweep<T extends Stack>(stack: T): T {
  if (!isReporter(checks)) {
    Aspects.of(stack).add(checks as IAspect);
  }
  return stack;
}

/** Acknowledges all that a rule of cdk-nag finds under a construct, as a user of ours might. Our constructs do so for themselves. */
export function accept(scope: IConstruct, rule: string, reason: string): void {
  acceptances.push({ scope, rule, reason });
}

/** What cdk-nag found on a stack that is swept, and nobody acknowledged. */
export function nagFindings(stack: Stack): string[] {
  const findings = isReporter(checks) ? readReport(stack, checks) : readAnnotations(stack);
  return findings.filter((finding) => !acceptances.some((acceptance) => isAccepted(finding, acceptance)))
    .map(({ rule, path }) => `${path}: ${rule}`);
}

function isReporter(judge: object): judge is Reporter {
  return 'validateScope' in judge;
}

function readReport(stack: Stack, reporter: Reporter): Finding[] {
  Stage.of(stack)!.synth();
  return reporter.validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath = '' }) => ({ rule: ruleName, path: constructPath })));
}

function readAnnotations(stack: Stack): Finding[] {
  const annotations = Annotations.fromStack(stack);
  return [...annotations.findWarning('*', Match.anyValue()), ...annotations.findError('*', Match.anyValue())]
    .map(({ id, entry }) => ({ rule: String(entry.data).split(': ')[0], path: id.slice(1) }))
    .filter(({ rule }) => /^(AwsSolutions-|CdkNag)/.test(rule));
}

function isAccepted(finding: Finding, { scope, rule }: Acceptance): boolean {
  return finding.rule.split('[')[0] === rule && finding.path.startsWith(`${scope.node.path}/`);
}
