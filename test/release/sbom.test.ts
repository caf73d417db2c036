import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync, Metafile } from 'esbuild';
import { handlerMetafiles } from '../../projenrc/bundle-handlers';
import { bundledPackages, writeBill } from '../../projenrc/sbom';

describe('the bill of materials', () => {
  let root: string;
  beforeEach(() => root = mkdtempSync(join(tmpdir(), 'bill-')));
  afterEach(() => rmSync(root, { recursive: true }));

  test('names what is bundled, also below a scope and below another package, and nothing that falls out or stays outside', () => {
    const metafile = bundle({
      'index.js': 'import "@team/one"; import { used } from "two"; import "peer"; import { unused } from "three"; console.log(used);',
      'node_modules/@team/one/index.js': 'import "nested"; console.log(1);',
      'node_modules/@team/one/node_modules/nested/index.js': 'console.log(2);',
      'node_modules/two/index.js': 'export const used = 3;',
      'node_modules/three/index.js': 'export const unused = 4;',
      'node_modules/three/package.json': '{ "sideEffects": false }',
      'node_modules/peer/index.js': 'console.log(5);',
    });

    expect(bundledPackages([metafile, metafile])).toEqual([
      'node_modules/@team/one', 'node_modules/@team/one/node_modules/nested', 'node_modules/two',
    ]);
  });

  test('says name, version and license of each, and that there is no more', () => {
    const metafile = bundle({
      'index.js': 'import "@team/one";',
      'node_modules/@team/one/index.js': 'console.log(1);',
      'node_modules/@team/one/package.json': '{ "name": "@team/one", "version": "1.2.3", "license": "MIT" }',
      'package.json': '{ "name": "ours", "version": "0.1.0", "license": "Apache-2.0" }',
    });

    expect(writeBill(root, [metafile])).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'ours', version: '0.1.0', purl: 'pkg:npm/ours@0.1.0' } },
      components: [{ name: '@team/one', version: '1.2.3', purl: 'pkg:npm/%40team/one@1.2.3', licenses: [{ license: { id: 'MIT' } }] }],
      dependencies: [{ ref: 'pkg:npm/ours@0.1.0', dependsOn: ['pkg:npm/%40team/one@1.2.3'] }],
      compositions: [{ aggregate: 'complete' }],
    });
  });

  test('would name what a Lambda handler bundles, which today is nothing of others', () => {
    const metafiles = handlerMetafiles();
    const sources = metafiles.flatMap(({ inputs }) => Object.keys(inputs)).filter((file) => file.startsWith('src/lambda/'));
    expect(sources.length).toBeGreaterThan(10);
    expect(bundledPackages(metafiles)).toEqual([]);
  });

  function bundle(files: Record<string, string>): Metafile {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return buildSync({
      absWorkingDir: root, entryPoints: ['index.js'], bundle: true, external: ['peer'], write: false, metafile: true, format: 'esm',
    }).metafile;
  }
});
