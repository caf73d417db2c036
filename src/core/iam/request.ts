/** One authorization question: is this action on this resource allowed, with these context keys? */
export interface IamRequest {
  readonly action: string;
  /** The ARN, without wildcards. */
  readonly resource: string;
  /** Values by key, in lower case. No value means absent. A key that is missing here is unknown, unless `mayCarry` rules it out. */
  readonly context: ReadonlyMap<string, readonly string[]>;
  /** Whether this request can carry a key, in lower case, that `context` does not have. By default it can carry any. */
  readonly mayCarry?: (key: string) => boolean;
  /** The values of pseudo parameters in a policy that does not say where it is deployed. */
  readonly environment: Environment;
  /** Who makes the request, for policies that name principals. By default it is the principal in `aws:PrincipalArn`. */
  readonly requester?: Requester;
  /** What is open in the request, by the characters that stand for it in the resource, in values and in the environment. */
  readonly open?: ReadonlyMap<string, OpenValue>;
}

/** The kinds of principals that a policy names, except those of Amazon S3. */
export type PrincipalKind = 'AWS' | 'Service' | 'Federated';

/** Who makes a request. */
export interface Requester {
  readonly kind: PrincipalKind;
  /** Its ARN, and the ARN of its session if there is one. For a service or an identity provider, the name that policies write. */
  readonly names: readonly string[];
}

/** A part of a request that no input says. What rests on it depends. */
export interface OpenValue {
  /** Its name in answers. */
  readonly name: string;
  /** Whether it is an optional folder before a name: an empty text, or a text that ends in a slash. */
  readonly isFolder?: boolean;
  /** The texts that it may be. They may hold ANY_LETTER_OR_DIGIT and ANY_HEX_DIGIT. Without candidates, it may be any text. */
  readonly candidates?: readonly string[];
}

export interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

const ABSENT: readonly string[] = [];

/** Finds the values of a key, in lower case. Returns no value if the key is absent, and undefined if that is unknown. */
export function findValues({ context, mayCarry }: IamRequest, key: string): readonly string[] | undefined {
  return context.get(key) ?? (mayCarry?.(key) === false ? ABSENT : undefined);
}
