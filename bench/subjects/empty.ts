// Empty: the least time that any cold start takes.
export {};
