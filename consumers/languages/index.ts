import { csharp } from './csharp';
import { go } from './go';
import { java } from './java';
import { python } from './python';
import { Language } from '../language';

/** All languages beside TypeScript, in the order in which they are built. */
export const LANGUAGES: readonly Language[] = [python, java, go, csharp];
