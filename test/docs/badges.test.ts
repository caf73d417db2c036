import { existsSync, readFileSync } from 'node:fs';
import manifest from '../../package.json';

const README = readFileSync('README.md', 'utf8');
const { engines, license, peerDependencies, stability } = manifest;
const NODE = engines.node.replace(/^>= /, '').replace(/\.0$/, '');
const [CDK, CONSTRUCTS] = [peerDependencies['aws-cdk-lib'], peerDependencies.constructs].map((range) => range.replace('^', ''));

/** What a badge may say, by its text for those who do not see it: the two halves of the image. */
const TRUE_BADGES: Readonly<Record<string, readonly [string, string]>> = {
  [`License: ${license}`]: ['license', license],
  [`Stability: ${stability}`]: ['stability', stability],
  [`Node.js ${NODE} or later`]: ['Node.js', `≥ ${NODE}`],
  [`aws-cdk-lib ${CDK} or later`]: ['aws-cdk-lib', `≥ ${CDK}`],
  [`constructs ${CONSTRUCTS} or later`]: ['constructs', `≥ ${CONSTRUCTS}`],
};

test('badges are static images, and say what package.json says', () => {
  const named = Object.fromEntries([...README.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, name, url]) => [name, url]));
  const images = [...README.matchAll(/!\[([^\]]*)\](?:\(([^)\s]+)[^)]*\)|\[([^\]]+)\])/g)]
    .map(([, text, url, name]) => ({ text, url: url ?? named[name] })).filter(({ url }) => !existsSync(url));
  expect(images.length).toBeGreaterThan(0);
  for (const { text, url } of images) {
    // Shields writes a hyphen as two, and a space as an underscore.
    const [, ...parts] = /^https:\/\/img\.shields\.io\/badge\/((?:[^-]|--)+)-((?:[^-]|--)+)-[a-z]+$/.exec(url) ?? [];
    const halves = parts.map((part) => decodeURIComponent(part).replaceAll('_', ' ').replaceAll('--', '-'));
    expect([text, url, halves]).toEqual([text, url, TRUE_BADGES[text] ?? `one of: ${Object.keys(TRUE_BADGES).join('; ')}`]);
  }
});

const WITH_VERSIONS = ['README.md', 'CONTRIBUTING.md', 'docs/getting-started.md'].filter(existsSync);
test.each(WITH_VERSIONS)('the versions in %s are those of package.json', (page) => {
  const text = readFileSync(page, 'utf8').replace(/\s+/g, ' ');
  const read = (name: string) => [...text.matchAll(new RegExp(`${name}(?:@\\^| )(\\d+(?:\\.\\d+)+)`, 'g'))].map(([, version]) => version);
  const found = { node: read('Node\\.js'), cdk: read('aws-cdk-lib'), constructs: read('constructs') };
  expect(found).toEqual({
    node: found.node.map(() => NODE), cdk: found.cdk.map(() => CDK), constructs: found.constructs.map(() => CONSTRUCTS),
  });
  expect(found.node.length).toBeGreaterThan(0);
});
