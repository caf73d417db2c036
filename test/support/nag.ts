import { Aspects, Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';

/** The findings of cdk-nag's AwsSolutions pack on a stack, suppressed ones left out. */
export function nagFindings(stack: Stack): string[] {
  Aspects.of(stack).add(new AwsSolutionsChecks());
  const annotations = Annotations.fromStack(stack);
  return [...annotations.findWarning('*', '*'), ...annotations.findError('*', '*')]
    .map(({ id, entry }) => `${id}: ${String(entry.data)}`)
    .filter((finding) => finding.includes('AwsSolutions-'));
}
