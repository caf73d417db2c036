import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { assumedBy, caller } from './open';
import { CLOSED, env, GUARDED } from './places';
import { policyDocument, toStatements } from './statements';
import { globalCall, HAIKU, SONNET } from '../small-policies';

/** Roles whose exemption hangs on their names. */
export function addGuarded(app: App): void {
  const payments = new Stack(new Stage(app, 'Prod'), 'PaymentsPlatformBackendServices', { env: env(GUARDED) });
  for (const id of ['InvoiceAnalysisWorkerTaskRole', 'LedgerReconciliationWorkerTaskRole', 'ReceiptMatchingWorkerTaskRole']) {
    caller(payments, id);
  }
  const claims = new Stack(app, 'Claims', { env: env(GUARDED) });
  const named = (id: string, path: string, roleName: string) =>
    new iam.Role(claims, id, { assumedBy, path, roleName, inlinePolicies: { calls: policyDocument(globalCall()) } });
  named('Scorer', '/ml/', 'batch-scorer');
  named('Runner', '/jobs/', 'night-runner');
  (caller(claims, 'Triage').node.defaultChild as CfnResource).overrideLogicalId('TriageRole');
  caller(claims, 'Anybody');
}

/** An account that a guard closes but for Haiku, and for one role. */
export function addClosed(app: App): void {
  const stack = new Stack(app, 'Closed', { env: env(CLOSED) });
  caller(stack, 'Both', { models: [SONNET, HAIKU] });
  new iam.Role(stack, 'Glass', { assumedBy, path: '/break/', roleName: 'glass', inlinePolicies: { calls: policyDocument(globalCall()) } });
  new iam.Role(stack, 'Admin', { assumedBy, managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')] });
  new iam.Policy(stack, 'ReportCalls', {
    statements: toStatements(globalCall()), roles: [iam.Role.fromRoleName(stack, 'Report', 'legacy-report')],
  });
  new iam.Policy(stack, 'RescueCalls', {
    // Its path is lost: it may be the one that is exempt.
    statements: toStatements(globalCall()), roles: [iam.Role.fromRoleName(stack, 'Rescue', 'rescue')],
  });
}
