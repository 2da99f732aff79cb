/**
 * Engines that are installed on request, in the user's data directory.
 *
 * @module
 */
export {
  describeInstallation,
  type Installation,
  type InstallationState,
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
