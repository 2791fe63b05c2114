/** Whether the operating system refused something, such as to read a file that is a directory by now. */
export function isSystemError(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException | undefined)?.syscall === 'string';
}
