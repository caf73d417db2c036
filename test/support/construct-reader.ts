import {
  CfnElement, CfnResource, DefaultTokenResolver, IResolvable, IResolveContext, Reference, Stack, StringConcat, Tokenization,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { cutNames } from './cut-names';

type Json = Readonly<Record<string, any>>;

/** An identity with its policies, as the construct tree says, without a look at templates. */
export interface ReadIdentity {
  readonly path: string;
  readonly kind: 'role' | 'user';
  readonly account: string;
  readonly documents: readonly object[];
  readonly boundary?: object;
  /** What stands after `role/` or `user/` in the ARN, by what is random of it. */
  readonly name: (random: string) => string;
}

/** The documents of AWS's policies that the apps use, as far as they touch calls of models. */
const OF_AWS: Readonly<Record<string, object>> = {
  AdministratorAccess: { Effect: 'Allow', Action: '*', Resource: '*' },
  PowerUserAccess: { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
  ReadOnlyAccess: { Effect: 'Allow', Action: 'bedrock:Get*', Resource: '*' },
  AWSLambdaBasicExecutionRole: { Effect: 'Allow', Action: 'logs:*', Resource: '*' },
  AWSCompromisedKeyQuarantineV3: { Effect: 'Deny', Action: 'bedrock:Invoke*', Resource: '*' },
};

/** Where references lead is kept by their targets' paths: so they are followed over all borders of stacks. */
class TargetResolver extends DefaultTokenResolver {
  constructor(private readonly account: string, private readonly region: string) {
    super(new Concat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, post: any): any {
    if (!Reference.isReference(token)) {
      return super.resolveToken(token, context, post);
    }
    const { displayName, target } = token;
    if (displayName.startsWith('AWS::')) {
      return this.pseudo(displayName);
    }
    return `<${target.node.path}>`;
  }

  public pseudo(name: string): string {
    const known: Record<string, string> = { 'AWS::Region': this.region, 'AWS::AccountId': this.account, 'AWS::Partition': 'aws' };
    return known[name] ?? `<${name}>`;
  }

  /** What is left of functions. */
  public evaluate(value: any): any {
    if (Array.isArray(value)) {
      return value.map((one) => this.evaluate(one));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const { 'Ref': name, 'Fn::Join': join, 'Fn::Sub': sub, 'Fn::Equals': equals, 'Fn::Not': not } = value;
    if (name !== undefined) {
      return this.pseudo(name);
    }
    if (join !== undefined) {
      return this.evaluate(join[1]).join(join[0]);
    }
    if (sub !== undefined) {
      return String(sub).replace(/\$\{([^}]+)\}/g, (_, one: string) => this.pseudo(one));
    }
    if (equals !== undefined) {
      const [one, other] = this.evaluate(equals).map(String);
      return one.includes('<') || other.includes('<') ? undefined : one === other;
    }
    if (not !== undefined) {
      const [inner] = this.evaluate(not);
      return inner === undefined ? undefined : !inner;
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.evaluate(one)]));
  }
}

class Concat extends StringConcat {
  public override join(left: any, right: any): any {
    const parts = [left, right].filter((one) => one !== undefined && one !== '');
    return parts.length === 1 ? parts[0] : parts.every((one) => typeof one === 'string') ? parts.join('') : { 'Fn::Join': ['', parts] };
  }
}

interface Resource {
  readonly construct: CfnResource;
  readonly type: string;
  readonly account: string;
  readonly properties: Json;
  /** Nothing where nobody knows whether it exists. */
  readonly exists?: boolean;
}

/** What stands for what only the deployment knows. */
interface StandIn {
  readonly account: string;
  readonly region: string;
}

/** Reads the roles and users of an app of which everything is known; the others are left out. */
export function readConstructs(root: IConstruct, standIn: StandIn): ReadIdentity[] {
  const resources = root.node.findAll().filter((one): one is CfnResource => CfnResource.isCfnResource(one))
    .map((one) => read(one, standIn));
  const byPath = new Map(resources.map((one) => [`<${one.construct.node.path}>`, one]));
  return resources.flatMap((one) => {
    try {
      return one.type === 'AWS::IAM::Role' || one.type === 'AWS::IAM::User' ? [readIdentity(one, resources, byPath)] : [];
    } catch (error) {
      if (error instanceof NotKnown) {
        return [];
      }
      throw error;
    }
  });
}

class NotKnown extends Error {}

function read(construct: CfnResource, { account: otherAccount, region: otherRegion }: StandIn): Resource {
  const { account, region } = construct.stack;
  const known = account.includes('${') ? otherAccount : account;
  const resolver = new TargetResolver(known, region.includes('${') ? otherRegion : region);
  const resolve = (value: unknown) => resolver.evaluate(Tokenization.resolve(value, { scope: construct, resolver, preparing: false }));
  const { condition } = construct.cfnOptions;
  const [resource] = Object.values<Json>((resolve((construct as any)._toCloudFormation()) as Json).Resources);
  return {
    construct,
    type: construct.cfnResourceType,
    account: known,
    properties: resource.Properties ?? {},
    exists: condition === undefined ? true : resolve(condition.expression) as boolean | undefined,
  };
}

function readIdentity(identity: Resource, resources: readonly Resource[], byPath: ReadonlyMap<string, Resource>): ReadIdentity {
  const { construct, properties, type, account } = identity;
  const self = `<${construct.node.path}>`;
  const own = properties.RoleName ?? properties.UserName;
  const list = type === 'AWS::IAM::Role' ? 'Roles' : 'Users';
  const groups = resources.filter((one) => one.type === 'AWS::IAM::Group' && isMember(self, properties, resources, one));
  const given = resources.filter((one) => /^AWS::IAM::(Managed)?Policy$/.test(one.type) && (toList(one.properties[list]).includes(self)
    || toList(one.properties.Groups).some((group) => groups.some(({ construct: { node } }) => group === `<${node.path}>`))));
  const find = (arn: unknown): object => {
    if (typeof arn !== 'string') {
      throw new NotKnown(JSON.stringify(arn));
    }
    const [, ofAws] = /^arn:aws:iam::aws:policy\/(?:.*\/)?(\w+)$/.exec(arn) ?? [];
    const ofApp = byPath.get(arn) ?? resources.find((one) => one.type === 'AWS::IAM::ManagedPolicy' && arn
      === `arn:aws:iam::${one.account}:policy${one.properties.Path ?? '/'}${one.properties.ManagedPolicyName}`);
    const document: unknown = ofAws === undefined ? ofApp?.properties.PolicyDocument : OF_AWS[ofAws] && { Statement: OF_AWS[ofAws] };
    if (document === undefined) {
      throw new NotKnown(arn);
    }
    return document as object;
  };
  if (given.some(({ exists }) => exists === undefined)) {
    throw new NotKnown('a condition');
  }
  const { PermissionsBoundary: boundary } = properties;
  const documents = [
    ...toList(properties.Policies).map(({ PolicyDocument: document }) => document as object),
    ...toList(properties.ManagedPolicyArns).map(find),
    ...given.filter(({ exists }) => exists).map((one) => one.properties.PolicyDocument as object),
  ];
  const statements = documents.flatMap((document) => toList((document as Json).Statement ?? document));
  const open = statements.map((one) => JSON.stringify(one)).find((text) => text.includes('bedrock') && /<|Fn::|dummy-value/.test(text));
  if (open !== undefined || JSON.stringify(documents).includes('Fn::Transform')) {
    throw new NotKnown(open);
  }
  return {
    path: construct.node.path.replace(/\/Resource$/, ''),
    kind: type === 'AWS::IAM::Role' ? 'role' : 'user',
    account,
    documents,
    boundary: boundary === undefined ? undefined : find(boundary),
    name: (random) => `${String(properties.Path ?? '/').slice(1)}${own ?? nameOf(construct, random)}`,
  };
}

function isMember(self: string, { Groups: own }: Json, resources: readonly Resource[], group: Resource): boolean {
  const path = `<${group.construct.node.path}>`;
  return toList(own).includes(path) || resources.some((one) => one.type === 'AWS::IAM::UserToGroupAddition'
    && one.properties.GroupName === path && toList(one.properties.Users).includes(self));
}

/** The name that CloudFormation makes: 64 characters, of which what is random is the last; stack and logical ID share the rest. */
function nameOf(construct: CfnElement, random: string): string {
  const budget = 62 - random.length;
  const [stack, logicalId] = [stackNameOf(construct.stack, random), construct.stack.resolve(construct.logicalId) as string];
  return [...cutNames(stack, logicalId, budget), random].join('-');
}

function stackNameOf(stack: Stack, random: string): string {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  if (parent === undefined || resource === undefined) {
    return stack.stackName;
  }
  const logicalId = parent.resolve((resource as CfnElement).logicalId) as string;
  return [...cutNames(stackNameOf(parent, random), logicalId, 85), random.toUpperCase()].join('-');
}

function toList(value: any): any[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
