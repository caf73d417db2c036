import { findNestedTemplate, keepResources, listAssetFiles } from './assets';
import { ConstructPaths, PathEntry } from './construct-paths';
import { Deployment, placeStacks } from './deployed-stacks';
import { NotJudged } from './report';
import { listResources, StackAt } from './stack-at';
import { settleCondition } from './template-conditions';
import { isObject, Json } from '../iam/document';

/** The files of a cloud assembly. */
export interface AssemblyFiles {
  /** Parses a JSON file below the assembly's directory. Throws an error with a message for people. */
  readonly read: (file: string) => unknown;
}

/** A cloud assembly, as CDK writes it into `cdk.out`. */
export interface Assembly {
  readonly stacks: readonly StackAt[];
  /** The reports on roles that `iam.Role.customizeRoles` kept out of the templates. */
  readonly precreatedRoles: readonly Json[];
  /** The dummy values of look-ups that were not made, with their keys. */
  readonly lookups: ReadonlyMap<string, string>;
  /** What could not be read. */
  readonly notRead: readonly NotJudged[];
}

/** The state of reading an assembly. */
interface Reading {
  readonly files: AssemblyFiles;
  readonly stacks: StackAt[];
  readonly lookups: Map<string, string>;
  readonly notRead: NotJudged[];
  readonly precreatedRoles: Json[];
}

/** The first manifest version with artifacts in today's form. */
const FIRST_VERSION = 1;
/** The manifest version of aws-cdk-lib 2.276.0. Later versions have so far kept the form of stacks. */
const NEWEST_VERSION = 55;
/** A limit, because a template that deploys itself would never end. */
const DEEPEST = 20;
const MOST_STACKS = 10_000;

/** Reads what the manifests of an assembly name. Throws if there is no assembly. `notRead` lists what else cannot be read. */
export function readAssembly(files: AssemblyFiles): Assembly {
  const reading: Reading = { files: keepInside(files), stacks: [], lookups: new Map(), notRead: [], precreatedRoles: [] };
  const manifest = requireManifest(files);
  readManifest(reading, '', manifest);
  const version = String(manifest.version);
  if (reading.stacks.length + reading.notRead.length === 0 && parseInt(version) > NEWEST_VERSION) {
    reading.notRead.push({
      what: 'manifest.json',
      why: `its version ${version} is newer than ${NEWEST_VERSION}, which this library knows, ` +
      'and the library finds no stack in it',
    });
  }
  const { stacks, lookups, notRead, precreatedRoles } = reading;
  return { stacks, lookups, notRead, precreatedRoles };
}

function requireManifest(files: AssemblyFiles): Json {
  const manifest = files.read('manifest.json');
  const { version, artifacts = {} } = isObject(manifest) ? manifest : {} as Json;
  if (typeof version !== 'string' || !isObject(artifacts)) {
    throw new Error('manifest.json is not that of a cloud assembly, which has a \'version\' and \'artifacts\'. Synthesize the app again');
  }
  const [major] = version.split('.').map(Number);
  if (!(major >= FIRST_VERSION)) {
    throw new Error(`manifest.json must have version ${FIRST_VERSION}.0.0 or later, got: ${JSON.stringify(version)}. Synthesize the app ` +
      'with a newer AWS CDK');
  }
  return manifest as Json;
}

function readManifest(reading: Reading, directory: string, { artifacts = {}, missing = [] }: Json): void {
  reading.precreatedRoles.push(...readPrecreatedRoles(reading, directory));
  for (const lookup of Array.isArray(missing) ? missing : []) {
    readLookup(reading.lookups, lookup);
  }
  const assets = listAssetFiles(artifacts as Json, (file) => read(reading, join(directory, file)));
  for (const [id, artifact] of Object.entries(isObject(artifacts) ? artifacts : {})) {
    const { type, properties } = isObject(artifact) ? artifact : {} as Json;
    if (type === 'cdk:cloud-assembly') {
      const { directoryName } = isObject(properties) ? properties : {} as Json;
      const nested = typeof directoryName === 'string' && isBelow(directoryName) ? join(directory, directoryName) : undefined;
      const manifest = nested && read(reading, join(nested, 'manifest.json'));
      if (nested !== undefined && isObject(manifest)) {
        readManifest(reading, nested, manifest);
      } else {
        reading.notRead.push({ what: id, why: 'it is a stage whose manifest cannot be read', broken: true });
      }
    } else if (type === 'aws:cloudformation:stack') {
      readStack(reading, directory, id, artifact as Json, assets);
    }
  }
}

function readLookup(lookups: Map<string, string>, lookup: unknown): void {
  const { key, props } = isObject(lookup) ? lookup : {} as Json;
  const { dummyValue } = isObject(props) ? props : {} as Json;
  if (typeof dummyValue === 'string' && dummyValue !== '') {
    lookups.set(dummyValue, String(key));
  }
}

function readStack(reading: Reading, directory: string, id: string, artifact: Json, assets: ReadonlyMap<string, string>): void {
  const { properties: given, displayName, environment } = artifact;
  const properties = isObject(given) ? given : {};
  const path = typeof displayName === 'string' ? displayName.replace(/ \(.*\)$/, '') : id;
  const { templateFile, stackName } = properties;
  const template = typeof templateFile === 'string' ? readTemplate(reading, path, join(directory, templateFile)) : undefined;
  if (template === undefined) {
    if (typeof templateFile !== 'string') {
      reading.notRead.push({ what: path, why: 'the manifest names no template for it', broken: true });
    }
    return;
  }
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(String(environment)) ?? [];
  const stack: StackAt = {
    path,
    kind: 'stack',
    names: [typeof stackName === 'string' ? stackName : id],
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
    file: join(directory, templateFile as string),
    template,
    paths: ConstructPaths.read(() => readPaths(reading, directory, artifact)),
    unread: explainUnread(template),
  };
  addStack(reading, directory, stack, assets, 0);
}

/** Adds a stack and the stacks that it deploys. */
function addStack(reading: Reading, directory: string, given: StackAt, assets: ReadonlyMap<string, string>, depth: number): void {
  const stack = dropAbsent(given);
  if (reading.stacks.length >= MOST_STACKS) {
    reading.notRead.push({ what: stack.path, why: `the app has more than ${MOST_STACKS} stacks` });
    return;
  }
  reading.stacks.push(stack);
  const { kind, unread, path } = stack;
  if (unread !== undefined) {
    reading.notRead.push({ what: path, why: unread });
  }
  if (depth === DEEPEST) {
    reading.notRead.push({ what: path, why: `it nests stacks more than ${DEEPEST} deep` });
    return;
  }
  for (const found of listDeployments(stack)) {
    const what = `${path}/${found.logicalId}`;
    const templates = findNestedTemplate(found.resource, found.url, assets);
    const { file } = templates;
    const template = templates.body ?? (file === undefined ? undefined : readTemplate(reading, what, join(directory, file)));
    if (template === undefined) {
      if (templates.why !== undefined) {
        reading.notRead.push({ what, why: templates.why });
      }
      continue;
    }
    const at = file === undefined ? stack.file : join(directory, file);
    if (file !== undefined && isCircle(stack, at)) {
      reading.notRead.push({ what, why: `${at} deploys itself` });
      continue;
    }
    const inside = { template, file: at };
    const placed = placeStacks(found, stack, { ...inside, unread: explainUnread(template) ?? (kind === 'stack' ? undefined : unread) });
    placed.forEach((one) => addStack(reading, directory, one, assets, depth + 1));
  }
}

const DEPLOYING = {
  'AWS::CloudFormation::Stack': 'nested',
  'AWS::CloudFormation::StackSet': 'stackset',
  'AWS::ServiceCatalog::CloudFormationProduct': 'product',
} as const;

function listDeployments(stack: StackAt): Deployment[] {
  const all = Object.entries(DEPLOYING).flatMap(([type, kind]) => listResources([stack], type).map((one) => ({ ...one, kind })));
  return all.flatMap(({ logicalId, resource, kind }): Deployment[] => {
    const properties = isObject(resource.Properties) ? resource.Properties : {};
    const common = { stack, logicalId, resource: resource as unknown as Json, kind };
    if (kind !== 'product') {
      return [{ ...common, url: { url: properties.TemplateURL, body: properties.TemplateBody } }];
    }
    const versions = Array.isArray(properties.ProvisioningArtifactParameters) ? properties.ProvisioningArtifactParameters : [];
    return versions.map((version) => {
      const { Info: info } = isObject(version) ? version : {} as Json;
      return { ...common, url: { url: isObject(info) ? info.LoadTemplateFromURL : undefined } };
    });
  });
}

function read(reading: Reading, file: string): unknown {
  try {
    return reading.files.read(file);
  } catch {
    return undefined;
  }
}

function readTemplate(reading: Reading, what: string, file: string): StackAt['template'] | undefined {
  try {
    const template = reading.files.read(file);
    const sound = keepResources(template);
    if (sound === undefined) {
      throw new Error(`${file} must be a template with 'Resources', which maps logical IDs to resources`);
    }
    return sound;
  } catch (error) {
    reading.notRead.push({ what, why: (error as Error).message, broken: true });
    return undefined;
  }
}

/** Says why a template is uncertain: a transform, macro or module changes it at deployment. */
function explainUnread(template: StackAt['template']): string | undefined {
  const { Transform: transform, Resources: resources = {} } = template;
  if (transform !== undefined) {
    return `the transform ${[transform].flat().map((one) => typeof one === 'string' ? one : JSON.stringify(one)).join(', ')} changes it ` +
      'at deployment';
  }
  const all = Object.values(resources);
  const places: readonly object[] = [template, ...all, ...all.map(({ Properties: properties }) => properties ?? {}).filter(isObject)];
  if (places.some((one) => Object.keys(one).some((key) => /^Fn::(Transform|ForEach)/.test(key)))) {
    return 'a macro changes it at deployment';
  }
  const module = all.find(({ Type: type }) => String(type).endsWith('::MODULE'));
  return module && `the module ${module.Type} adds to it at deployment`;
}

/** Leaves out the resources whose condition is false for the stack. */
function dropAbsent(stack: StackAt): StackAt {
  const { Resources: resources = {} } = stack.template;
  const isThere = ({ Condition: condition }: { readonly Condition?: string }) =>
    condition === undefined || settleCondition(stack, condition) !== false;
  const entries = Object.entries(resources);
  const alive = entries.filter(([, resource]) => isThere(resource));
  return alive.length === entries.length ? stack : { ...stack, template: { ...stack.template, Resources: Object.fromEntries(alive) } };
}

/** Reads the paths of constructs by logical ID from the metadata that CDK writes next to the templates. */
function readPaths(reading: Reading, directory: string, { metadata: own, additionalMetadataFile: file }: Json): PathEntry[] {
  const beside = typeof file === 'string' ? read(reading, join(directory, file)) : undefined;
  const entries = [own, beside].flatMap((one) => isObject(one) ? Object.entries(one) : []);
  return entries.flatMap(([path, list]) => (Array.isArray(list) ? list : [])
    .filter((entry) => isObject(entry) && entry.type === 'aws:cdk:logicalId')
    .map((entry): PathEntry => [String((entry as Json).data), path.replace(/^\//, '')]));
}

function readPrecreatedRoles(reading: Reading, directory: string): Json[] {
  const report = read(reading, join(directory, 'iam-policy-report.json'));
  return isObject(report) && Array.isArray(report.roles) ? report.roles.filter(isObject) : [];
}

/** Whether a path leads further down: a circular stage would never end. */
function isBelow(path: string): boolean {
  return path.split('/').every((part) => !['', '.', '..'].includes(part));
}

/** Whether a template deploys itself, directly or through other stacks. */
function isCircle(parent: StackAt | undefined, file: string): boolean {
  return parent !== undefined && (parent.file === file || isCircle(parent.parent, file));
}

/** Joins a path to a directory, and resolves `..`. */
function join(directory: string, file: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${file}`.split('/').filter((one) => one !== '' && one !== '.')) {
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') {
      parts.pop();
    } else {
      parts.push(part);
    }
  }
  return file.startsWith('/') ? file : parts.join('/');
}

/** Refuses files outside of the assembly. */
function keepInside({ read: readAny }: AssemblyFiles): AssemblyFiles {
  const readInside = (file: string) => {
    if (file.startsWith('/') || file.startsWith('..') || file.includes('\\')) {
      throw new Error(`${file} is outside of the assembly, and is not read`);
    }
    return readAny(file);
  };
  return { read: readInside };
}
