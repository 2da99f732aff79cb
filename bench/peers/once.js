/**
 * The shortest program that runs code in a peer, timed as a whole command. Arguments: the driver's module, its options as
 * JSON, the definitions, the expression.
 *
 * @module
 */
import { argv, exit } from "node:process";

const [module, options, setup, expression] = argv.slice(2);
const { createDriver } = await import(module);
const driver = await createDriver(JSON.parse(options));
console.log(String(await driver.once({ setup, expression })));
exit(0);
