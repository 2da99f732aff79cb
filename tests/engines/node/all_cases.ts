export { moduleCases } from "./module_cases.ts";
