import { IConstruct } from 'constructs';

/**
 * What the constructs of one tree tell about themselves. It is kept on the tree's root, so it ends with the tree, under a
 * name that all copies of this package share.
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

  /** What was told in the tree that holds a construct. */
  public of(scope: IConstruct): readonly T[] {
    return Reflect.get(scope.node.root, this.key) ?? [];
  }
}
