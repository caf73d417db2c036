import { Bedrock } from '@aws-sdk/client-bedrock';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { Tags, Wish } from './identity';
import type { Account, Profile } from './lifecycle';
import { MESSAGES } from './messages';
import { wait } from '../answer';

/** The SDK retries throttling, 5xx and broken connections. */
const retries = { maxAttempts: 8 };
const clients: Record<string, Bedrock> = {};
const cloudFormation = new CloudFormation(retries);

/** A new policy takes a while to take effect everywhere. These are the pauses for all denials of one event. */
const EARLY_PAUSES = [2000, 4000, 8000];

type Send<T> = (bedrock: Bedrock, options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** The account of the function, in any Region, until the signal aborts. */
export class AwsAccount implements Account {
  /** The latest operation. */
  public operation = 'none';
  private readonly pauses = [...EARLY_PAUSES];

  constructor(private readonly stackId: string, private readonly abortSignal: AbortSignal) {}

  public async readStatus(): Promise<string | undefined> {
    const { abortSignal } = this;
    try {
      return (await cloudFormation.describeStacks({ StackName: this.stackId }, { abortSignal })).Stacks![0].StackStatus;
    } catch (error) {
      console.log((error as Error).message);
      return undefined;
    }
  }

  public async listProfiles(region: string): Promise<Profile[]> {
    const profiles: Profile[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.call('ListInferenceProfiles', region, '*', (bedrock, options) =>
        bedrock.listInferenceProfiles({ typeEquals: 'APPLICATION', maxResults: 1000, nextToken }, options));
      profiles.push(...(page.inferenceProfileSummaries ?? []).map((one) =>
        ({ arn: one.inferenceProfileArn!, name: one.inferenceProfileName })));
      ({ nextToken } = page);
    } while (nextToken);
    return profiles;
  }

  public async readTags(resourceARN: string): Promise<Tags | undefined> {
    const found = await unless('ResourceNotFoundException', this.callOn(resourceARN, 'ListTagsForResource', (bedrock, options) =>
      bedrock.listTagsForResource({ resourceARN }, options)));
    return found && Object.fromEntries((found.tags ?? []).map(({ key, value }) => [key, value]));
  }

  public async createProfile({ region, name, description, copyFrom, tags }: Wish, clientRequestToken: string) {
    const on = `the new profile, ${copyFrom} and its models`;
    const made = await unless('ConflictException', this.call('CreateInferenceProfile', region, on, (bedrock, options) =>
      bedrock.createInferenceProfile({
        inferenceProfileName: name, description, modelSource: { copyFrom }, tags: list(tags), clientRequestToken,
      }, options)));
    return made?.inferenceProfileArn;
  }

  public async hasProfile(inferenceProfileIdentifier: string): Promise<boolean> {
    return await unless('ResourceNotFoundException', this.callOn(inferenceProfileIdentifier, 'GetInferenceProfile', (bedrock, options) =>
      bedrock.getInferenceProfile({ inferenceProfileIdentifier }, options))) !== undefined;
  }

  public async tagProfile(resourceARN: string, tags: Tags): Promise<boolean> {
    return await unless('ResourceNotFoundException', this.callOn(resourceARN, 'TagResource', (bedrock, options) =>
      bedrock.tagResource({ resourceARN, tags: list(tags) }, options))) !== undefined;
  }

  public async untagProfile(resourceARN: string, tagKeys: string[]): Promise<void> {
    await unless('ResourceNotFoundException', this.callOn(resourceARN, 'UntagResource', (bedrock, options) =>
      bedrock.untagResource({ resourceARN, tagKeys }, options)));
  }

  public async deleteProfile(inferenceProfileIdentifier: string): Promise<void> {
    await unless('ResourceNotFoundException', this.callOn(inferenceProfileIdentifier, 'DeleteInferenceProfile', (bedrock, options) =>
      bedrock.deleteInferenceProfile({ inferenceProfileIdentifier }, options)));
  }

  public async wait(ms: number): Promise<unknown> {
    return wait(ms, undefined, { signal: this.abortSignal });
  }

  private async callOn<T>(arn: string, operation: string, send: Send<T>): Promise<T> {
    return this.call(operation, arn.split(':')[3], arn, send);
  }

  private async call<T>(operation: string, region: string, on: string, send: Send<T>): Promise<T> {
    const { abortSignal } = this;
    for (;;) {
      abortSignal.throwIfAborted();
      this.operation = `${operation} in ${region}`;
      try {
        const answer = await send(clients[region] ??= new Bedrock({ ...retries, region }), { abortSignal });
        console.log(JSON.stringify({ operation, on, ...answer, $metadata: undefined, inferenceProfileSummaries: undefined }));
        return answer;
      } catch (error) {
        const pause = isEarly(error as Error) && this.pauses.shift();
        if (!pause) {
          throw describe(error as AwsError, operation, on, region);
        }
        await this.wait(pause);
      }
    }
  }
}

type AwsError = Error & { readonly code?: string; readonly $fault?: string };

function describe(error: AwsError, operation: string, on: string, region: string): Error {
  const name = error.$fault ? error.name : error.code ?? error.name; // network errors have codes
  const message = `bedrock:${operation} in ${region}: ${name}: ${error.message}. ${MESSAGES.remedy(name, operation, on, region)}`;
  return Object.assign(new Error(message), {
    name, isRefusal: name === 'ENOTFOUND' || (error.$fault === 'client' && !name.startsWith('Throttling')),
  });
}

function isEarly({ name, message }: Error): boolean {
  return name === 'AccessDeniedException' && !message.includes('explicit deny');
}

function list(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

async function unless<T>(name: string, answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: Error) => error.name === name ? undefined : Promise.reject(error));
}
