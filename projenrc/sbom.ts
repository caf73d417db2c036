/**
 * The bill of materials of the package, in CycloneDX 1.6: what others wrote and esbuild put into our files. `npm sbom` finds nothing, since
 * the package has no dependencies; aws-cdk-lib and constructs are the user's own and are in the user's bill.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metafile } from 'esbuild';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The bill for what went into the outputs of these runs of esbuild. Without a date or a number, the same sources have the same bill. */
export function writeBill(root: string, metafiles: readonly Metafile[]): object {
  const [ours, ...others] = ['.', ...bundledPackages(metafiles)].map((folder) => describe(readManifest(join(root, folder))));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { lifecycles: [{ phase: 'build' }], component: ours },
    components: others,
    dependencies: [{ ref: ours.purl, dependsOn: others.map(({ purl }) => purl) }],
    compositions: [{ aggregate: 'complete', assemblies: [ours.purl] }],
  };
}

/** The folders, below the root, of the packages of which esbuild has put any byte into an output. */
export function bundledPackages(metafiles: readonly Metafile[]): string[] {
  const files = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
  const folders = files.flatMap((file) => /^.*\bnode_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

function describe({ name, version, license }: Manifest) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { 'type': 'library', 'bom-ref': purl, name, version, purl, 'licenses': [{ license: { id: license } }] };
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
