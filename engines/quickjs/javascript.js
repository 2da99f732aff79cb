// The worker of guests in JavaScript.

import { start } from "./worker.js";

start((code) => ({ code }));
