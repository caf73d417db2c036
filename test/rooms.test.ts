import { readdirSync, readFileSync } from 'node:fs';
import { ROOMS } from '../projenrc/rooms';

test('docs/architecture.md has the rooms of projenrc/rooms.ts, in their order, with what each may import', () => {
  const core = Object.keys(ROOMS).filter((room) => room.startsWith('core/'));
  const readRooms = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => name === 'core' ? core : [name]);
  const rows = readFileSync('docs/architecture.md', 'utf8').split('\n## ').find((part) => part.startsWith('The rooms\n'))!
    .split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|').slice(1, -1));

  const documented = rows.map(([room, , imports]) => [readRooms(room)[0], readRooms(imports)]);

  const byName = (names: readonly string[]) => [...names].sort();
  expect(documented.map(([room, imports]) => [room, byName(imports as string[])]))
    .toEqual(Object.entries(ROOMS).map(([room, imports]) => [room, byName(imports)]));
});

test('the walks in docs/architecture.md name functions that are in the named files', () => {
  const walks = readFileSync('docs/architecture.md', 'utf8').split('\n## ').find((part) => part.startsWith('Five walks\n'))!;
  const steps = walks.split('\n').filter((line) => /^\| \d/.test(line)).map((line) => line.split('|')[2]);
  expect(steps.length).toBeGreaterThan(20);
  const named = steps.flatMap((step) => {
    const [, file, names] = /`([\w/.-]+\.ts)`: (.*)/.exec(step)!;
    return [...names.matchAll(/`(\w+)`/g)].map(([, name]) => ({ file, name }));
  });
  const missing = named.filter(({ file, name }) => !new RegExp(`\\b${name}\\b`).test(readFileSync(`src/${file}`, 'utf8')));
  expect(missing).toEqual([]);
});

test('every file of src/ is in a room, also one that imports nothing, of which dependency-cruiser does not speak', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  const rooms = Object.keys(ROOMS);
  expect(files.filter((file) => !rooms.some((room) => file === room || file.startsWith(`${room}/`)))).toEqual([]);
});
