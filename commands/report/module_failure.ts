/** A module of the user's failed after it was imported: exit status 3 and one line, never a stack. */
export class ModuleFailure extends Error {
  /** @param message What cannot be done, with the module's name */
  constructor(message: string) {
    super(message);
    this.name = "ModuleFailure";
  }
}
