import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';
import { refuse } from '../checks/check';
import { Synthesizable } from '../checks/synthesizable';
import { REGION_VARIABLE } from '../core/facts/client-settings';
import { describeValue } from '../core/rules/describe-value';
import { Fault, writeFaults } from '../core/rules/rule';

type Variables = Readonly<Record<string, unknown>>;

/** Variables in a target, which must still be there at synthesis. */
interface Placement {
  readonly prop: string;
  readonly target: IConstruct;
  readonly given: Variables;
  readonly read: () => Variables;
}

/** The access whose settings a function or a container has. */
const owners = new WeakMap<IConstruct, IConstruct>();

/** The variables of one access in functions and containers. Other code must not change them: the last one would win silently. */
export class PlacedVariables {
  private readonly placements: Placement[] = [];

  constructor(private readonly access: IConstruct) {}

  public putIntoFunction(fn: lambda.Function, given: Readonly<Record<string, string>>): void {
    this.put({ prop: 'fn', target: fn, given, read: () => readFunction(fn) }, (name, value) => fn.addEnvironment(name, value));
  }

  public putIntoContainer(container: ecs.ContainerDefinition, given: Readonly<Record<string, string>>): void {
    this.put({ prop: 'container', target: container, given, read: () => readContainer(container) },
      (name, value) => container.addEnvironment(name, value));
  }

  private put(placement: Placement, add: (name: string, value: string) => void): void {
    const { prop, target } = placement;
    const conflicts = findConflicts(placement);
    const owner = owners.get(target);
    refuse(this.access, conflicts.length === 0 || owner === undefined ? conflicts : [{
      prop,
      rule: 'must have the settings of one access, with one choice of models',
      got: `'${target.node.path}', which already has the settings of '${owner.node.path}'`,
      remedy: 'Call it once, with an access that grants all models that are called there',
    }]);
    owners.set(target, this.access);
    Object.entries(placement.given).forEach(([name, value]) => add(name, value as string));
    if (this.placements.push(placement) === 1) {
      this.access.node.addValidation({ validate: () => this.placements.flatMap(findConflicts).map((fault) => writeFaults([fault])) });
    }
  }
}

/** Finds variables that other code set to other values. */
function findConflicts({ prop, target, given, read }: Placement): Fault[] {
  const found = read();
  const resolved: Variables = Stack.of(target).resolve(given);
  const isOther = (name: string) => found[name] !== undefined && JSON.stringify(found[name]) !== JSON.stringify(resolved[name]);
  const differing = Object.keys(given).filter(isOther);
  const fault = (names: readonly string[], rule: string, remedy: string): Fault[] => names.length === 0 ? [] : [{
    prop, rule: `${rule}, as ${target.node.path} has`, got: names.map((name) => `${name}=${describeFound(found[name])}`).join(', '), remedy,
  }];
  return [
    ...fault(differing.filter((name) => name !== REGION_VARIABLE), 'must not have other values for variables of these settings',
      'Remove them there, or choose those models in the options of clientSettings()'),
    ...fault(differing.filter((name) => name === REGION_VARIABLE),
      'must not have a Region other than the source Region',
      'Remove it there, and set the Region of clients of other services in code; or use an access with that Region as \'sourceRegion\''),
  ];
}

function describeFound(value: unknown): string {
  return typeof value === 'object' ? 'a token' : describeValue(value);
}

/** The variables as the template will have them, with escape hatches. What aws-cdk-lib keeps in memory differs between its versions. */
function readFunction(fn: lambda.Function): Variables {
  const { Resources }: Template = Stack.of(fn).resolve((fn.node.defaultChild as Synthesizable)._toCloudFormation());
  const [{ Properties }] = Object.values(Resources);
  return Properties?.Environment?.Variables ?? {};
}

interface Template {
  readonly Resources: Record<string, { readonly Properties?: { readonly Environment?: { readonly Variables?: Variables } } }>;
}

function readContainer(container: ecs.ContainerDefinition): Variables {
  const { environment, secrets }: ecs.CfnTaskDefinition.ContainerDefinitionProperty =
    Stack.of(container).resolve(container.renderContainerDefinition());
  return Object.fromEntries([
    ...toList(environment).map(({ name, value }) => [name, value]),
    ...toList(secrets).map(({ name }) => [name, 'a secret']),
  ]);
}

function toList(list: unknown): { readonly name: string; readonly value?: unknown }[] {
  return Array.isArray(list) ? list : [];
}
