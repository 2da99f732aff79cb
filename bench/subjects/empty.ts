// Nothing: the floor of every standing start.
export {};
