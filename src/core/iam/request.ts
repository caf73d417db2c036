/** One authorisation question: may this action be done on this resource, with these context keys? */
export interface IamRequest {
  readonly action: string;
  /** The ARN, concrete. */
  readonly resource: string;
  /** Values by key name in lower case. No value: known to be absent. A key that is not here is not known, unless `mayCarry` settles it. */
  readonly context: ReadonlyMap<string, readonly string[]>;
  /** Whether a request for this action on this resource can carry a key (in lower case) that `context` does not have. By default any. */
  readonly mayCarry?: (key: string) => boolean;
  /** What pseudo parameters stand for in a policy that does not say where it is deployed. */
  readonly environment: Environment;
  /** Who asks, where policies of a resource tell it; by default the principal that `aws:PrincipalArn` names. */
  readonly requester?: Requester;
  /** What nobody said of the request: by the characters that stand for it in the resource, in values and in the environment. */
  readonly open?: ReadonlyMap<string, OpenValue>;
}

/** The kinds of principals that a policy names, apart from those of Amazon S3. */
export type PrincipalKind = 'AWS' | 'Service' | 'Federated';

/** Who asks. */
export interface Requester {
  readonly kind: PrincipalKind;
  /** Its ARN, and that of its session if there is one; of a service or an identity provider the name as policies write it. */
  readonly names: readonly string[];
}

/** Something that nobody said of a request. What rests on it depends. */
export interface OpenValue {
  /** As answers name it. */
  readonly name: string;
  /** Whether it is a folder before a name, or none: empty, or a text that ends in a slash. */
  readonly isFolder?: boolean;
  /** The texts that it may be, which may hold ANY_LETTER_OR_DIGIT and ANY_HEX_DIGIT; where there are none, nothing is known of it. */
  readonly candidates?: readonly string[];
}

export interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

const ABSENT: readonly string[] = [];

/** What a request carries in a key (in lower case): no value where it is absent, nothing where that is not known. */
export function findValues({ context, mayCarry }: IamRequest, key: string): readonly string[] | undefined {
  return context.get(key) ?? (mayCarry?.(key) === false ? ABSENT : undefined);
}
