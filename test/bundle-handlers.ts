import { bundleHandlers } from '../projenrc/bundle-handlers';

/** Jest runs it once, before its workers start: `npx jest` works on a fresh clone, and tests see the handlers as they are. */
export default bundleHandlers;
