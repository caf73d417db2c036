import { Bedrock } from '@aws-sdk/client-bedrock';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { SSM } from '@aws-sdk/client-ssm';
import { Account, Claim, readState, StackState } from './lifecycle';
import { MESSAGES } from './messages';
import { normalize } from './setting';
import { CLAIM_PARAMETER as Name, Setting } from './wire';
import { wait } from '../answer';

/**
 * The most that a parameter of the advanced tier holds.
 *
 * @source boto/botocore: botocore/data/ssm/2014-11-06/service-2.json (read 2026-11-28)
 */
const CLAIM_BYTES = 8192;
const UNREADABLE: Claim = { version: 0, stack: 'nobody', written: [] };

/** The SDK retries throttling, 5xx and broken connections. */
const retries = { maxAttempts: 5 };
const bedrock = new Bedrock(retries);
const ssm = new SSM(retries);
const cloudFormation = new CloudFormation(retries);

/** The account and Region of the function, until the stop signal fires. */
export class AwsAccount implements Account {
  /** The latest operation. */
  public operation = 'none';
  private attempts = 0;

  constructor(private readonly stackId: string, private readonly abortSignal: AbortSignal, private readonly deadline: number) {}

  public async readStack(): Promise<StackState> {
    const { Stacks } = await this.call('DescribeStacks', (options) => cloudFormation.describeStacks({ StackName: this.stackId }, options));
    const { StackStatus = '', LastUpdatedTime } = Stacks![0];
    const state = readState(StackStatus, LastUpdatedTime?.toISOString());
    console.log(state.operation);
    return state;
  }

  public async readSetting(): Promise<Setting | undefined> {
    const { loggingConfig } = await this.call('GetModelInvocationLoggingConfiguration',
      (options) => bedrock.getModelInvocationLoggingConfiguration({}, options));
    return normalize(loggingConfig) && loggingConfig;
  }

  public async writeSetting(setting: Setting | undefined, { isPatient }: { isPatient: boolean }): Promise<boolean> {
    const loggingConfig = normalize(setting);
    try {
      await (loggingConfig
        ? this.call('PutModelInvocationLoggingConfiguration',
          (options) => bedrock.putModelInvocationLoggingConfiguration({ loggingConfig }, options))
        : this.call('DeleteModelInvocationLoggingConfiguration',
          (options) => bedrock.deleteModelInvocationLoggingConfiguration({}, options)));
      return true;
    } catch (error) {
      const pause = Math.min(15_000, 1000 * 2 ** this.attempts++) * (0.5 + Math.random() / 2);
      if (!isPatient || !isEarly(error as Error) || Date.now() + pause > this.deadline) {
        throw error;
      }
      await wait(pause, undefined, { signal: this.abortSignal });
      return false;
    }
  }

  public async readClaim(): Promise<Claim | undefined> {
    const found = await unless('ParameterNotFound', this.call('GetParameter', (options) => ssm.getParameter({ Name }, options)));
    return found && parseClaim(found.Parameter!.Value!, this.stackId);
  }

  public async putClaim(claim: Claim, { Overwrite }: { Overwrite: boolean }): Promise<boolean> {
    const Value = JSON.stringify(claim);
    const bytes = Buffer.byteLength(Value);
    if (bytes > CLAIM_BYTES) {
      throw new Error(MESSAGES.claimTooLong(bytes, CLAIM_BYTES));
    }
    const Tier = 'Intelligent-Tiering'; // up to 4 KB are free; a claim is rarely larger
    const Description = 'Owner of the model invocation logging of Amazon Bedrock (cdk-bedrock-cris)';
    return await unless('ParameterAlreadyExists', this.call('PutParameter', (options) =>
      ssm.putParameter({ Name, Type: 'String', Tier, Value, Overwrite, Description }, options))) !== undefined;
  }

  public async deleteClaim(): Promise<void> {
    await unless('ParameterNotFound', this.call('DeleteParameter', (options) => ssm.deleteParameter({ Name }, options)));
  }

  private async call<T>(operation: string, send: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
    this.abortSignal.throwIfAborted();
    this.operation = operation;
    try {
      const answer = await send({ abortSignal: this.abortSignal });
      console.log(JSON.stringify({ operation, ...answer, $metadata: undefined, Stacks: undefined })); // a stack has parameters and outputs
      return answer;
    } catch (error) {
      throw Object.assign(error as Error, { message: `${operation}: ${(error as Error).name}: ${(error as Error).message}` });
    }
  }
}

/** A new role, bucket policy or key takes a while to be in force everywhere, and so does the permission to pass a role. */
function isEarly({ name, message }: Error): boolean {
  return (name === 'ValidationException' && message.includes('Failed to validate permissions'))
    || (name === 'AccessDeniedException' && message.includes('iam:PassRole') && !message.includes('explicit deny'));
}

async function unless<T>(name: string, answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: Error) => error.name === name ? undefined : Promise.reject(error));
}

/** Every version of the claim names its stack in the same field. Only that stack reads the rest. */
function parseClaim(text: string, stackId: string): Claim {
  try {
    const claim = JSON.parse(text) as Claim;
    const isSetting = (one: unknown) => one instanceof Object && !Array.isArray(one);
    const isReadable = typeof claim.stack === 'string'
      && (claim.stack !== stackId || (claim.version === 1 && [...claim.written, claim.found ?? {}].every(isSetting)));
    return isReadable ? claim : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}
