import {
  BedrockClient, DeleteModelInvocationLoggingConfigurationCommand, GetModelInvocationLoggingConfigurationCommand, LoggingConfig,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { Claim, Refusal, Step } from './lifecycle';
import { PARAMETER, recordTooLong, recordUnreadable } from './messages';
import { normalize } from './setting';
import { wait } from '../answer';

/** Parameter Store holds no more, in its advanced tier. */
const RECORD_BYTES = 8192;
const ROLLING_BACK = ['ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'];

/** Throttling, 5xx and broken connections are the SDK's to retry. */
const retries = { maxAttempts: 5 };
const bedrock = new BedrockClient(retries);
const ssm = new SSMClient(retries);
const cloudFormation = new CloudFormationClient(retries);

/** What AWS answered that is no success, word for word. */
export class ServiceError extends Error {
  constructor(readonly operation: string, readonly error: Error) {
    super(`${operation}: ${error.name}: ${error.message}`);
  }
}

/** Does the steps of a lifecycle, until it is told to stop. */
export class Services {
  /** The latest operation. */
  public operation = 'none';
  private attempts = 0;

  constructor(private readonly stack: string, private readonly signal: AbortSignal, private readonly deadline: number) {}

  public async perform(step: Step): Promise<unknown> {
    switch (step.do) {
      case 'readRecord': return this.readRecord();
      case 'claim': return this.putRecord(step.record, false);
      case 'saveRecord': return this.putRecord(step.record, true);
      case 'deleteRecord': return this.unless('ParameterNotFound',
        this.call('DeleteParameter', (options) => ssm.send(new DeleteParameterCommand({ Name: PARAMETER }), options)));
      case 'readSetting': return this.readSetting();
      case 'writeSetting': return this.writeSetting(step.setting && normalize(step.setting), step.patient);
      case 'isRollingBack': return this.isRollingBack();
    }
  }

  private async isRollingBack(): Promise<boolean> {
    const { Stacks } = await this.call('DescribeStacks',
      (options) => cloudFormation.send(new DescribeStacksCommand({ StackName: this.stack }), options));
    return ROLLING_BACK.includes(Stacks![0].StackStatus!);
  }

  private async readSetting(): Promise<LoggingConfig | undefined> {
    const { loggingConfig } = await this.call('GetModelInvocationLoggingConfiguration', (options) =>
      bedrock.send(new GetModelInvocationLoggingConfigurationCommand({}), options));
    return loggingConfig;
  }

  private async readRecord(): Promise<Claim | undefined> {
    const found = await this.unless('ParameterNotFound',
      this.call('GetParameter', (options) => ssm.send(new GetParameterCommand({ Name: PARAMETER }), options)));
    return found && parse(found.Parameter!.Value!);
  }

  private async putRecord(record: Claim, overwrite: boolean): Promise<boolean> {
    const value = JSON.stringify(record);
    const bytes = Buffer.byteLength(value);
    if (bytes > RECORD_BYTES) {
      throw new Refusal(recordTooLong(bytes));
    }
    return await this.unless('ParameterAlreadyExists', this.call('PutParameter', (options) => ssm.send(new PutParameterCommand({
      Name: PARAMETER,
      Type: 'String',
      Tier: 'Intelligent-Tiering', // 4 KB are free; more is rare
      Value: value,
      Overwrite: overwrite,
      Description: 'Owner of the model invocation logging of Amazon Bedrock (cdk-bedrock-cris)',
    }), options))) !== undefined;
  }

  private async writeSetting(loggingConfig: LoggingConfig | undefined, patient: boolean): Promise<boolean> {
    if (!loggingConfig) {
      await this.call('DeleteModelInvocationLoggingConfiguration',
        (options) => bedrock.send(new DeleteModelInvocationLoggingConfigurationCommand({}), options));
      return true;
    }
    try {
      await this.call('PutModelInvocationLoggingConfiguration', (options) =>
        bedrock.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig }), options));
      return true;
    } catch (error) {
      // A new role, bucket policy or key takes a while to be in force everywhere.
      const pause = Math.min(15_000, 1000 * 2 ** this.attempts++) * (0.5 + Math.random() / 2);
      const early = error instanceof ServiceError && error.error.name === 'ValidationException'
        && error.message.includes('Failed to validate permissions');
      if (!patient || !early || Date.now() + pause > this.deadline) {
        throw error;
      }
      await wait(pause, undefined, { signal: this.signal });
      return false;
    }
  }

  private async call<T>(operation: string, send: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    this.operation = operation;
    try {
      return await send({ abortSignal: this.signal });
    } catch (error) {
      throw new ServiceError(operation, error as Error);
    }
  }

  private async unless<T>(name: string, answer: Promise<T>): Promise<T | undefined> {
    return answer.catch((error) => {
      if (error instanceof ServiceError && error.error.name === name) {
        return undefined;
      }
      throw error;
    });
  }
}

function parse(value: string): Claim {
  try {
    const record = JSON.parse(value);
    if (typeof record.s === 'string' && typeof record.l === 'string' && Array.isArray(record.m)) {
      return record;
    }
  } catch {
    // not JSON
  }
  throw new Refusal(recordUnreadable());
}
