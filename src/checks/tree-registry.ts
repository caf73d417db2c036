import { IConstruct } from 'constructs';

/**
 * A list that the constructs of one tree share. The tree's root holds it, so it lives as long as the tree. All copies of this package share
 * its name.
 */
export class TreeRegistry<T> {
  private readonly key: symbol;

  constructor(name: string) {
    this.key = Symbol.for(`cdk-bedrock-cris.${name}`);
  }

  public add(scope: IConstruct, entry: T): void {
    const { root } = scope.node;
    if (!Reflect.has(root, this.key)) {
      Object.defineProperty(root, this.key, { value: [] });
    }
    Reflect.get(root, this.key).push(entry);
  }

  /** Lists the entries in the tree of a construct. */
  public of(scope: IConstruct): readonly T[] {
    return Reflect.get(scope.node.root, this.key) ?? [];
  }
}
