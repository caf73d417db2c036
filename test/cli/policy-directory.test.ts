import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../support/cli';

const directory = mkdtempSync(join(tmpdir(), 'cris-policy-'));
afterAll(() => rmSync(directory, { recursive: true }));
writeFileSync(join(directory, 'file'), 'kept');
symlinkSync('nowhere', join(directory, 'link'));

test.each([
  ['a file', 'file', /--out must be a directory, got: ".+file", which is not a directory/],
  ['below a file', 'file/below', /--out must be a directory, got: ".+file", which is not a directory/],
  ['a link to nothing', 'link', /--out must be a directory, got: ".+link", which is not a directory/],
])('policy --out refuses %s, and writes nothing', (_, name, message) => {
  const { status, err } = cli('policy', 'guard', '--out', join(directory, name));
  expect([status, err.replace(/\s+/g, ' ')]).toEqual([2, expect.stringMatching(message)]);
  expect(readFileSync(join(directory, 'file'), 'utf8')).toBe('kept');
});

test('policy --out refuses what cannot be made, at once', () => {
  const { status, err } = cli('policy', 'guard', '--out', '/proc/cris');
  expect([status, err.replace(/\s+/g, ' ')])
    .toEqual([2, expect.stringMatching(/to which you may write, and "\/proc\/cris" cannot be created \(E\w+\)/)]);
});

test('policy --out makes directories that are not there', () => {
  const { status } = cli('policy', 'guard', '--out', join(directory, 'one', 'two'));
  expect([status, existsSync(join(directory, 'one', 'two', 'bedrock-guard.json'))]).toEqual([0, true]);
});
