/** Thrown for a file that holds no usable policy. Its message follows the file's name, and says what the file is and what to do. */
export class NoPolicy extends Error {}
