/** What is read here of a type in a jsii description. */
export interface JsiiType {
  readonly assembly: string;
  readonly fqn: string;
  readonly name: string;
  readonly namespace?: string;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: object;
  readonly methods?: readonly object[];
  readonly properties?: readonly object[];
}

/** A jsii description: what a package offers to other languages. */
export interface JsiiAssembly {
  readonly name: string;
  readonly version: string;
  readonly types?: Readonly<Record<string, JsiiType>>;
  readonly submodules?: Readonly<Record<string, { readonly targets?: Targets }>>;
  readonly targets?: Targets;
}

interface Targets {
  readonly dotnet?: { readonly namespace?: string };
}

/**
 * Cuts descriptions down to what an app needs: the types that `api` mentions and those that `isNamed` accepts, with their bases and
 * interfaces, and what all these mention. Members whose signature mentions anything else go. What is kept is unchanged, so that what
 * compiles against the slice compiles against the whole as well.
 */
export function slice(whole: readonly JsiiAssembly[], api: JsiiAssembly, isNamed: (type: JsiiType) => boolean): JsiiAssembly[] {
  const all = new Map(whole.flatMap(({ types = {} }) => Object.values(types)).map((type) => [type.fqn, type]));
  const lookUp = (fqns: readonly string[]) => fqns.flatMap((fqn) => all.get(fqn) ?? []);
  const withAncestors = (types: readonly JsiiType[]) => {
    const found = new Set(types);
    found.forEach((type) => lookUp(ancestors(type)).forEach((ancestor) => found.add(ancestor))); // visits what it adds, too
    return [...found];
  };

  const own = Object.values(api.types ?? {});
  const used = withAncestors([...[...all.values()].filter(isNamed), ...lookUp([...mentions(own), ...own.flatMap(ancestors)])]);
  const kept = new Set(withAncestors([...used, ...lookUp(mentions(used))]).map(({ fqn }) => fqn));
  return whole.map((assembly) => {
    const types = Object.values(assembly.types ?? {}).filter(({ fqn }) => kept.has(fqn));
    return { ...assembly, types: Object.fromEntries(types.map((type) => [type.fqn, cut(type, kept)])) };
  });
}

/** Without the members that mention anything else. */
function cut(type: JsiiType, kept: ReadonlySet<string>): JsiiType {
  const isWhole = (member: object) => mentions(member).every((fqn) => kept.has(fqn));
  const { initializer, methods, properties, ...rest } = type;
  return {
    ...rest,
    ...(initializer && isWhole(initializer) ? { initializer } : {}),
    ...(methods ? { methods: methods.filter(isWhole) } : {}),
    ...(properties ? { properties: properties.filter(isWhole) } : {}),
  };
}

/** The base, the interfaces and what is around a type. */
function ancestors({ assembly, base, interfaces = [], namespace }: JsiiType): string[] {
  return [...(base ? [base] : []), ...interfaces, ...(namespace ? [`${assembly}.${namespace}`] : [])];
}

/** Every name of a type below a value. */
function mentions(value: unknown): string[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, below]) => key === 'fqn' && typeof below === 'string' ? [below] : mentions(below))
    : [];
}
