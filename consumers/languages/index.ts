import { csharp } from './csharp';
import { go } from './go';
import { java } from './java';
import { python } from './python';
import { Language } from '../language';

/** All languages beside TypeScript, in the order in which they start: Go compiles aws-cdk-lib, which takes longest. */
export const LANGUAGES: readonly Language[] = [go, python, java, csharp];
