/** Folders of TypeScript beside `src/`: checked and linted with it, never published. */
export const DEV_FOLDERS = ['test', 'integ', 'examples', 'bench', 'consumers'];
