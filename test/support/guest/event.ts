import type { CustomResourceEvent } from '../../../src/lambda/answer';
import type { LoggingResourceProperties } from '../../../src/lambda/logging/wire';

export type RequestType = CustomResourceEvent<unknown>['RequestType'];

/** What CloudFormation sends to the function of a custom resource. */
export type CloudFormationEvent<P = LoggingResourceProperties> = CustomResourceEvent<P>;

/** What it gets back. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Record<string, string>;
}

/** The part of an answer that says how it went. */
export type Verdict = Pick<Answer, 'Status' | 'Reason'>;

/** Where an event comes from and what it is about. */
export interface Occasion<P = LoggingResourceProperties> {
  /** Where answers are taken. */
  readonly endpoint?: string;
  /** The stack's ID. */
  readonly stack: string;
  readonly logicalId?: string;
  readonly physicalId?: string;
  readonly properties: P;
  /** Those before an Update. */
  readonly old?: P;
}

export const ACCOUNT = '123456789012';

/** Where a stack is. */
export interface StackPlace {
  readonly account: string;
  readonly region: string;
}

const HERE: StackPlace = { account: ACCOUNT, region: 'af-south-1' };

/** A stack of a name may come again; then it has another ID. */
export function stackId(name: string, generation = 1, { account, region }: StackPlace = HERE): string {
  return `arn:aws:cloudformation:${region}:${account}:stack/${name}/${String(generation).padStart(8, '0')}-aaaa-bbbb-cccc-ddddeeeeffff`;
}

export function physicalIdOf(logicalId: string): string {
  return `model-invocation-logging/${logicalId}`;
}

let requests = 0;

/** Each with a request ID of its own. */
export function cloudFormationEvent<P = LoggingResourceProperties>(type: RequestType, occasion: Occasion<P>): CloudFormationEvent<P> {
  const { endpoint = 'http://nowhere', stack, logicalId = 'Logging', physicalId = physicalIdOf(logicalId), properties, old } = occasion;
  return {
    RequestType: type,
    ResponseURL: writeUrl(endpoint),
    StackId: stack,
    RequestId: nextRequestId(),
    LogicalResourceId: logicalId,
    PhysicalResourceId: type === 'Create' ? undefined : physicalId,
    ResourceProperties: properties,
    OldResourceProperties: old,
  };
}

/** An event whose answer is taken somewhere. */
export function withEndpoint(event: CloudFormationEvent, endpoint: string): CloudFormationEvent {
  return { ...event, ResponseURL: writeUrl(endpoint) };
}

function writeUrl(endpoint: string): string {
  return `${endpoint}/answers?Signature=a%2Fb%3D`;
}

function nextRequestId(): string {
  return `request-${++requests}`;
}
