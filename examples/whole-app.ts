/**
 * For anyone who wants to see the report of several stacks together.
 *
 * Creates the stacks of four examples in one app: three callers in Cape Town, the record of their calls, the organization's guard, and the
 * operations of another account. So one directory has all that `cdk-bedrock-cris report` judges.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/whole-app.ts"`
 * See the report: `npm run demo`
 * Read more: docs/report.md
 */
import { App, AppProps, Stack } from 'aws-cdk-lib';
import { addLoggingBaseline } from './account-logging-baseline';
import { addCapeTown, CapeTownStack } from './cape-town-app';
import { addGuard } from './deny-in-an-ou';
import { addOperations } from './operations';
import { GlobalCrisDenyGuard } from 'cdk-bedrock-cris';

export class WholeApp extends App {
  public readonly capeTown: CapeTownStack;
  public readonly loggingBaseline: Stack;
  public readonly guard: GlobalCrisDenyGuard;
  public readonly operations: Stack;

  constructor(props?: AppProps) {
    super(props);
    this.capeTown = addCapeTown(this);
    this.loggingBaseline = addLoggingBaseline(this);
    this.guard = addGuard(this);
    this.operations = addOperations(this);
  }
}

if (require.main === module) {
  new WholeApp();
}
