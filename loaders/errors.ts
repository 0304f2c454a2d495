/**
 * A problem that the person at the terminal can solve: a wrong file, column, row, setting or flag.
 * Its message says what is wrong, where, and what to do; the command prints that one message and
 * exits with 1. Anything else that is thrown is a defect of ours and keeps its stack.
 */
export class UserError extends Error {
  override name = "UserError";
}
