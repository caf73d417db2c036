import { CfnParameter, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { isConcrete, requireScope } from '../checks/check';
import { copyJson } from '../checks/copy-json';
import { parsePolicy, parsePolicyText, Policy } from '../core/iam/policy';
import { TemplateValues } from '../core/iam/template-values';
import { describeValue } from '../core/rules/describe-value';

/** The place where a policy is deployed: the values that replace `AWS::AccountId`, `AWS::Region` and `AWS::Partition` in it. */
export interface PolicyEnvironment {
  /**
   * The account ID: 12 digits.
   *
   * @default - the account of each request
   */
  readonly account?: string;

  /**
   * The Region, for example `af-south-1`.
   *
   * @default - the source Region of each request
   */
  readonly region?: string;

  /**
   * The partition, for example `aws`.
   *
   * @default - the partition of each request
   */
  readonly partition?: string;
}

/**
 * A policy document, and the name by which decisions refer to it.
 *
 * Values known only at deployment, such as `Fn::ImportValue`, are unknown: a decision that rests on them is `DEPENDS`. A parameter of the
 * document's stack takes its default value, if it has one.
 */
export class PolicySource {
  /**
   * Reads a document given as a JSON object, for example from a synthesized template.
   *
   * Throws if the object is not a policy document.
   *
   * @param name the name of the policy
   * @param document the policy document
   * @param environment where the policy is deployed
   */
  public static fromJson(name: string, document: any, environment: PolicyEnvironment = {}): PolicySource {
    if (typeof document === 'string' || holdsBytes(document)) {
      throw new Error(`policy '${name}': 'document' must be an object, but this is text. Use fromJsonText()`);
    }
    const isOfApp = isPolicyDocument(document);
    const copy = isOfApp ? undefined : readJson(name, document);
    if (isOfApp || holdsTokens(document)) {
      throw new Error(`policy '${name}': 'document' must be JSON without tokens. For a document of an app use fromDocument()`);
    }
    return new PolicySource(parsePolicy(name, copy, environment), copy);
  }

  /**
   * Reads a document given as JSON text, such as the contents of a file.
   *
   * Throws if the text is not JSON or not a policy document.
   *
   * @param name the name of the policy
   * @param text the JSON text
   * @param environment where the policy is deployed
   */
  public static fromJsonText(name: string, text: string, environment: PolicyEnvironment = {}): PolicySource {
    if (typeof text !== 'string') {
      throw new Error(`policy '${name}': 'text' must be JSON text, got: ${describeValue(text)}. For a document use fromJson()`);
    }
    return PolicySource.fromJson(name, parsePolicyText(name, text), environment);
  }

  /**
   * Reads a document from the app, with the statements that it has now.
   *
   * @param scope the construct that owns the document; its path is the policy's name
   * @param document the policy document
   * @param environment where the policy is deployed, for values that the scope's stack does not set
   */
  public static fromDocument(scope: IConstruct, document: iam.PolicyDocument, environment: PolicyEnvironment = {}): PolicySource {
    requireScope(scope);
    if (!isPolicyDocument(document)) {
      throw new Error(`policy '${scope.node.path}': 'document' must be a PolicyDocument, got: ${describeValue(document)}. For JSON use ` +
        'fromJson()');
    }
    const stack = Stack.of(scope);
    // A document without statements resolves to nothing at all.
    const resolved = stack.resolve(document) ?? { Statement: [] };
    const deployed = Object.entries({ account: stack.account, region: stack.region }).filter(([, value]) => isConcrete(value));
    const where = { ...Object.fromEntries(deployed), ...environment };
    return new PolicySource(parsePolicy(scope.node.path, resolved, where, findParameters(stack, resolved)), resolved);
  }

  private constructor(private readonly compiled: Policy, private readonly document: Readonly<Record<string, unknown>>) {}

  /** The name of the policy. */
  public get name(): string {
    return this.compiled.name;
  }

  /** @internal */
  public get _policy(): Policy {
    return this.compiled;
  }

  /** @internal */
  public get _document(): Readonly<Record<string, unknown>> {
    return this.document;
  }
}

/** Finds the stack's parameters, but only if the document refers to anything. */
function findParameters(stack: Stack, resolved: unknown): TemplateValues | undefined {
  if (!/"(Ref|Fn::Sub)"/.test(JSON.stringify(resolved))) {
    return undefined;
  }
  const parameters = stack.node.findAll().filter((construct): construct is CfnParameter =>
    construct instanceof CfnParameter && Stack.of(construct) === stack);
  return {
    Parameters: Object.fromEntries(parameters.map((parameter) => [stack.resolve(parameter.logicalId), {
      Type: parameter.type, Default: stack.resolve(parameter.default), NoEcho: parameter.noEcho,
    }])),
  };
}

/** Copies a document, so that later changes of the original have no effect. */
function readJson(name: string, document: any): any {
  try {
    return typeof document === 'object' && document !== null ? copyJson(document) : document;
  } catch (error) {
    const [why] = (error as Error).message.split('\n');
    throw new Error(`policy '${name}': 'document' must be JSON: ${why}. Leave out what JSON cannot hold`);
  }
}

/** Whether a value is the undecoded content of a file: Go's bytes arrive as a list of numbers. */
function holdsBytes(value: unknown): boolean {
  return value instanceof Uint8Array || (Array.isArray(value) && value.length > 0 && value.every(Number.isInteger));
}

/** By its shape, since an app may load aws-cdk-lib twice. */
function isPolicyDocument(document: any): document is iam.PolicyDocument {
  return typeof document?.addStatements === 'function';
}

function holdsTokens(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === 'object' && value !== null && Object.values(value).some(holdsTokens));
}
