import {
  Annotations, CfnResource, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import { Alarm, CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { Construct, IConstruct } from 'constructs';
import { areDifferent } from '../../checks/check';
import { capitalize } from '../../core/call/words';
import { MANAGED_KEY_ALIAS, TOPIC_ARN } from '../../core/facts/alarm-topics';
import { Fault } from '../../core/rules/rule';

const STATES = ['alarmActions', 'okActions', 'insufficientDataActions'] as const;

/** A topic that an alarm notifies. */
interface NotifiedTopic {
  readonly name: string;
  readonly region: string;
  /** Undefined for an imported topic. */
  readonly resource?: CfnTopic;
}

/** Finds topics outside of the alarms' Region, each once. */
export function findForeignTopics(alarms: readonly Alarm[]): Fault[] {
  const foreign = alarms.flatMap((alarm) => findTopics(alarm)
    .filter((topic) => areDifferent(topic.region, Stack.of(alarm).region))
    .map((topic): [string, Fault] => [topic.name, {
      prop: 'actions',
      rule: `must notify topics of the Region of the alarms (${Stack.of(alarm).region}), since CloudWatch refuses others`,
      got: `${topic.name} in ${topic.region}`,
      remedy: 'Create a topic there; its subscribers may be elsewhere',
    }]));
  return [...new Map(foreign).values()];
}

/** Warns of topics that alarms cannot notify, because AWS manages their key. */
export function warnOfManagedKeys(scope: Construct, alarms: readonly Alarm[]): void {
  const topics = alarms.flatMap((alarm) => findTopics(alarm).map((topic) => ({ alarm, ...topic })));
  const unreachable = topics.filter(({ resource }) => resource && isEncryptedByAws(resource));
  for (const [name, { alarm }] of new Map(unreachable.map((topic) => [topic.name, topic]))) {
    warn(alarm, 'topicKey', `${scope.node.path}: ${name} is encrypted with a key that AWS manages, which alarms may not use, ` +
      'so they notify no one. Encrypt the topic with a key of your own that cloudwatch.amazonaws.com may use');
  }
}

/** Warns once of alarms without actions. */
export function warnOfSilentAlarms(scope: Construct, alarms: readonly Alarm[]): void {
  const silent = alarms.filter((alarm) => readActions(alarm, 'alarmActions').texts.length === 0);
  const [first, ...others] = silent.map(({ node }) => node.path.slice(scope.node.path.length + 1));
  if (first !== undefined) {
    const all = others.length === 0 ? `${first} has` : `${first} and ${others.length} more alarms have`;
    warn(silent[0], 'noAction', `${scope.node.path}: ${all} no action, so no one is notified. Set 'actions'`);
  }
}

/** Warns on an alarm: some versions of aws-cdk-lib ignore an acknowledgment on the scope of the warning itself. */
function warn(alarm: Alarm, id: string, message: string): void {
  Annotations.of(alarm).addWarningV2(`cdk-bedrock-cris:monitoring.${id}`, `${message}, or acknowledge this warning`);
}

function findTopics(alarm: Alarm): NotifiedTopic[] {
  return STATES.flatMap((state) => {
    const { texts, targets } = readActions(alarm, state);
    return [
      ...texts.flatMap((text) => {
        const [, region] = TOPIC_ARN.exec(text) ?? [];
        return region === undefined ? [] : [{ name: text, region }];
      }),
      ...targets.filter(isTopic).map((resource) => ({ name: findTopicPath(resource), region: resource.stack.region, resource })),
    ];
  });
}

/** Finds the path of a topic's construct. */
function findTopicPath({ node }: CfnTopic): string {
  return node.id === 'Resource' ? node.scope!.node.path : node.path;
}

function isTopic(target: IConstruct): target is CfnTopic {
  return CfnResource.isCfnResource(target) && target.cfnResourceType === CfnTopic.CFN_RESOURCE_TYPE_NAME;
}

function isEncryptedByAws({ kmsMasterKeyId, stack }: CfnTopic): boolean {
  return `${new Reader().read(stack, kmsMasterKeyId)}`.includes(MANAGED_KEY_ALIAS);
}

/** Reads from the resource, which others may have changed since the alarm was created. */
function readActions(alarm: Alarm, state: typeof STATES[number]): { readonly texts: string[]; readonly targets: IConstruct[] } {
  const reader = new Reader();
  const read: unknown = reader.read(alarm, findValue(alarm.node.defaultChild as CfnAlarm, state));
  const texts = read === undefined ? [] : Array.isArray(read) ? read : [read]; // a list that only the deployment knows is one text
  return { texts: texts.map(String), targets: reader.targets };
}

/** Finds a property of a resource, including one that an escape hatch wrote. */
function findValue(resource: CfnAlarm, state: typeof STATES[number]): unknown {
  const { Properties = {} }: { Properties?: Record<string, unknown> } = Reflect.get(resource, 'rawOverrides') ?? {};
  return Properties[capitalize(state)] ?? resource[state];
}

/**
 * Reads values as text, with "*" for what only the deployment knows, and remembers the constructs to which they refer. It does not resolve
 * these references: between Regions that can fail, with a remedy that does not help.
 */
class Reader extends DefaultTokenResolver {
  public readonly targets: IConstruct[] = [];

  constructor() {
    super(new StringConcat());
  }

  public read(scope: IConstruct, value: unknown): unknown {
    return Tokenization.resolve(value, { scope, resolver: this, preparing: false });
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (Reference.isReference(token)) {
      this.targets.push(token.target);
      return '*';
    }
    const value: unknown = super.resolveToken(token, context, postProcessor);
    const isIntrinsic = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isIntrinsic ? '*' : value;
  }
}
