/** A read-only command of the AWS CLI that shows a part of the record in a live account. */
export interface DeployedCheck {
  readonly shows: string;
  /** Where to run it. */
  readonly where: string;
  /** Words in capitals are for the reader to replace. */
  readonly command: string;
}

const [CALLING, MANAGEMENT] = ['each account and source Region with calls', 'the management account, or a delegated administrator\'s'];

/** How to show that the templates are deployed. docs/report.md has the same commands, which a test compares. */
export const DEPLOYED_CHECKS: readonly DeployedCheck[] = [
  { shows: 'what Bedrock records', where: CALLING, command: 'aws bedrock get-model-invocation-logging-configuration --region REGION' },
  {
    shows: 'what a log group masks',
    where: CALLING,
    command: 'aws logs get-data-protection-policy --log-group-identifier LOG_GROUP --region REGION',
  },
  { shows: 'alarms, their state and their actions', where: CALLING, command: 'aws cloudwatch describe-alarms --region REGION' },
  { shows: 'who may assume a role, and its boundary', where: 'the account of the role', command: 'aws iam get-role --role-name ROLE' },
  { shows: 'its managed policies', where: 'the account of the role', command: 'aws iam list-attached-role-policies --role-name ROLE' },
  { shows: 'its inline policies', where: 'the account of the role', command: 'aws iam list-role-policies --role-name ROLE' },
  {
    shows: 'the service control policies of a root, unit or account',
    where: MANAGEMENT,
    command: 'aws organizations list-policies-for-target --target-id ID --filter SERVICE_CONTROL_POLICY',
  },
];
