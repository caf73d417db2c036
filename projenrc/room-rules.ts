import { awscdk, JsonFile } from 'projen';
import { ROOMS } from './rooms';

/** A rule of dependency-cruiser, whose own types only an ES module can import. */
interface Rule {
  readonly name: string;
  readonly comment: string;
  readonly severity: 'error';
  readonly from: Files;
  readonly to: Files & { readonly circular?: boolean };
}

interface Files {
  readonly path?: string;
  readonly pathNot?: string | readonly string[];
}

/**
 * Writes the configuration of dependency-cruiser, which the task `rooms` runs. Imports of types count as all others.
 *
 * What is forbidden through other files is forbidden step by step, so that the one wrong import is reported, and not all files above it:
 * `core/` imports only itself, so it reaches nothing else; `cli/` and `lambda/` import no CDK, only themselves and `core/`.
 */
export function addRoomRules(project: awscdk.AwsCdkConstructLibrary): void {
  const rooms = Object.keys(ROOMS);
  const forbidden: Rule[] = [
    ...rooms.map(forbidOtherRooms),
    {
      name: 'a file in no room',
      comment: 'Give the file a room, or the room a row in projenrc/rooms.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/index\\.ts$', ...rooms.map(matchRoom)] },
      to: {},
    },
    {
      name: 'core reaches nothing else',
      comment: 'What core/ knows runs anywhere: it imports no package, no module of Node.js and no other room, nor a type of them.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'cli and lambda reach no CDK',
      comment: 'The command line starts in milliseconds, and a Lambda function has no CDK: they import neither it nor its types.',
      severity: 'error',
      from: { path: '^src/(cli|lambda)/' },
      to: { path: 'node_modules/(aws-cdk-lib|constructs)/' },
    },
    {
      name: 'no circles',
      comment: 'Files that import each other can only be read together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no AGPL',
      comment: 'The independent engine judges the tests in a process of its own.',
      severity: 'error',
      from: {},
      to: { path: '@cloud-copilot/' },
    },
  ];
  new JsonFile(project, '.dependency-cruiser.json', {
    marker: true,
    allowComments: true,
    obj: {
      forbidden,
      options: {
        tsPreCompilationDeps: true,
        tsConfig: { fileName: 'tsconfig.json' },
        doNotFollow: { path: 'node_modules' },
      },
    },
  });
}

function forbidOtherRooms(room: string): Rule {
  const allowed = ROOMS[room];
  return {
    name: room,
    comment: `${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}.`,
    severity: 'error',
    from: { path: matchRoom(room) },
    to: { path: '^src/', pathNot: [room, ...allowed].map(matchRoom) },
  };
}

/** A folder with all that is in it except the rooms within, or a single file. */
function matchRoom(room: string): string {
  if (room.endsWith('.ts')) {
    return `^src/${room.replace('.', '\\.')}$`;
  }
  const within = Object.keys(ROOMS).filter((other) => other.startsWith(`${room}/`)).map((other) => other.slice(room.length + 1));
  return `^src/${room}/${within.length === 0 ? '' : `(?!(${within.join('|')})/)`}`;
}
