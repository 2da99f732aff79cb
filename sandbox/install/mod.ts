/**
 * Engines that are installed on request, in the user's data directory.
 *
 * @module
 */
export {
  describeInstallable,
  type InstallableEngine,
  type Installation,
  openInstallation,
  type OpenOptions,
} from "./installation.ts";
export {
  install,
  type InstallOptions,
  type InstallResult,
  uninstall,
  type UninstallResult,
} from "./install.ts";
export type { Prepare, PrepareOptions } from "./prepare.ts";
