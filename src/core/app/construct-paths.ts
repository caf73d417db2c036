import { push } from './collections';

/** What CDK tells of one construct: its logical ID and its path. */
export type PathEntry = readonly [logicalId: string, path: string];

/** What is known of an app's stack and of those that are nested in it. */
interface Known {
  /** Mostly the templates say the paths themselves, so they are read when they are first asked for. */
  readonly read: () => readonly PathEntry[];
  entries?: ReadonlyMap<string, readonly string[]>;
  readonly nested: Set<string>;
}

/** Finds the paths of constructs by logical ID, where a template does not say them. Nested stacks may have the same IDs again. */
export class ConstructPaths {
  /** For templates of which CDK says nothing. */
  public static readonly NONE = ConstructPaths.read(() => []);

  public static read(read: () => readonly PathEntry[]): ConstructPaths {
    return new ConstructPaths({ read, nested: new Set() }, '');
  }

  private constructor(private readonly known: Known, private readonly prefix: string) {}

  public get(logicalId: string): string | undefined {
    return this.readEntries().get(logicalId)?.find((path) => this.findOwner(path) === this.prefix);
  }

  /** Those of the stack that is nested as a construct. */
  public nest(path: string): ConstructPaths {
    this.known.nested.add(path);
    return new ConstructPaths(this.known, path);
  }

  private readEntries(): ReadonlyMap<string, readonly string[]> {
    if (this.known.entries === undefined) {
      const entries = new Map<string, string[]>();
      this.known.read().forEach(([id, path]) => push(entries, id, path));
      this.known.entries = entries;
    }
    return this.known.entries;
  }

  private findOwner(path: string): string {
    const owners = [...this.known.nested].filter((one) => path.startsWith(`${one}/`));
    return owners.reduce((longest, one) => one.length > longest.length ? one : longest, '');
  }
}
