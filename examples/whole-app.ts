/**
 * The examples together in one app: three callers in Cape Town, the record of their calls, what the organization closes, and what the
 * platform team watches in an account of its own. So one directory has all that `cdk-bedrock-cris report` judges.
 *
 * Synthesize it, after `npx projen compile`, with
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/whole-app.ts"`; `npm run demo` reports on it.
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
