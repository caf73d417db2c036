/** One authorisation question: may this action be done on this resource, with these context keys? */
export interface IamRequest {
  readonly action: string;
  /** The ARN, concrete. */
  readonly resource: string;
  /** Values by key name in lower case. No value: known to be absent. A key that is not here is not known. */
  readonly context: ReadonlyMap<string, readonly string[]>;
  /** What pseudo parameters stand for in a policy that does not say where it is deployed. */
  readonly environment: Environment;
}

export interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}
