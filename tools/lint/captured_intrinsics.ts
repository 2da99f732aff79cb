/**
 * A rule for `deno lint`: code that runs in a guest's realm looks up nothing of the language at run time.
 *
 * A guest that reaches JavaScript can replace every global and every property of a prototype. If a worker's code looks
 * such a name up after the guest has run, it gets the guest's replacement: that is called with the worker's own
 * objects, and also between two runs. The code therefore captures what it needs when the worker starts, in
 * `engines/worker/intrinsics.js`, and uses the captured copies.
 *
 * The rule refuses, inside functions: names of globals; calls of the language's prototype methods by name, or of
 * methods on its constructors; reads of the getters of buffers; and everything that iterates (`for … of`, spreading
 * into a list, array patterns) or uses `instanceof`. The top level of a module runs before any guest code. A function
 * that also does states the reason with `@before-guest` in its comment; this covers its own statements, not the
 * functions in it.
 *
 * The rule cannot check three things: `length`, which arrays and strings have as their own property and typed arrays
 * inherit; properties that an object may lack, and would then inherit; and `await`, which reads a promise's constructor.
 *
 * @module
 */

type Context = Deno.lint.RuleContext;
type Node = Deno.lint.Node;

/** The methods on the prototypes of these are refused. */
const TYPES = [
  ...[Array, BigInt, Boolean, Date, Error, Function, Number, Object, Promise],
  ...[RegExp, String, Symbol, Map, Set, WeakMap, WeakSet, WeakRef],
  ...[ArrayBuffer, SharedArrayBuffer, DataView, Uint8Array],
  ...[FinalizationRegistry, Iterator, TextDecoder, TextEncoder],
  Object.getPrototypeOf(Uint8Array),
];

/** The names of those methods. */
const METHODS: ReadonlySet<string> = new Set(TYPES.flatMap(methodsOf));

/** Getters of buffers and their views, and the size of a map or a set. */
const GETTERS: ReadonlySet<string> = new Set(
  ["buffer", "byteLength", "byteOffset", "maxByteLength"],
);

const CONSTANTS: ReadonlySet<string> = new Set(["undefined", "NaN"]);

/** Globals of the language and the runtime, without constants that cannot be changed. */
const GLOBALS: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(globalThis).filter((name) =>
    !CONSTANTS.has(name) && name !== "Infinity"
  ),
);

/** A captured constructor; its own methods are not captured. */
const NATIVE = /^Native[A-Z]/;

/** The nodes around statements and members. */
const OUTER: ReadonlySet<string> = new Set([
  "Program",
  "BlockStatement",
  "ClassBody",
]);

const BEFORE_GUEST = /@before-guest\s+\S/;

/** The rule. @param isChecked Whether a file's code runs in the realm of a guest */
export function capturedIntrinsics(
  isChecked: (context: Context) => boolean,
): Deno.lint.Rule {
  return {
    create(context): Deno.lint.LintVisitor {
      return isChecked(context) ? visitor(new LateLookups(context)) : {};
    },
  };
}

/** Collects the lookups in a file until the file's own names are known. */
class LateLookups {
  readonly #context: Context;
  readonly #own = new Set<string>();
  readonly #globals: Deno.lint.Identifier[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  /** Records the names that a pattern declares. */
  declare(pattern: Node | null | undefined): void {
    if (pattern === null || pattern === undefined) return;
    switch (pattern.type) {
      case "Identifier":
        this.#own.add(pattern.name);
        return;
      case "ObjectPattern":
        for (const one of pattern.properties) {
          this.declare(one.type === "Property" ? one.value : one.argument);
        }
        return;
      case "ArrayPattern":
        for (const one of pattern.elements) this.declare(one);
        return;
      case "AssignmentPattern":
        return this.declare(pattern.left);
      case "RestElement":
        return this.declare(pattern.argument);
    }
  }

  /** Records a name that may be a global. */
  name(node: Deno.lint.Identifier): void {
    if (GLOBALS.has(node.name) && isReference(node) && this.#isLate(node)) {
      this.#globals.push(node);
    }
  }

  /** Reports a lookup that is late. */
  lookup(node: Node, what: string): void {
    if (this.#isLate(node)) this.#report(node, what);
  }

  /** Reports the globals among the names. */
  end(): void {
    for (const node of this.#globals) {
      if (!this.#own.has(node.name)) this.#report(node, node.name);
    }
  }

  #report(node: Node, what: string): void {
    this.#context.report({
      node,
      message: `Cannot look up ${what} here as a guest may have replaced it`,
      hint:
        "Take it from engines/worker/intrinsics.js, or say with @before-guest in the comment of the function why no guest code has run yet",
    });
  }

  /** Whether code may run after a guest's code. */
  #isLate(node: Node): boolean {
    for (
      let at: Node | undefined = parentOf(node);
      at !== undefined;
      at = parentOf(at)
    ) {
      if (isFunction(at)) return !this.#isExempt(at);
    }
    return false;
  }

  #isExempt(node: Node): boolean {
    // The comment precedes the statement or member around the function.
    for (
      let at: Node | undefined = node;
      at !== undefined;
      at = parentOf(at)
    ) {
      const isOuter = at !== node && isFunction(at);
      if (isOuter || OUTER.has(at.type)) return false;
      if (BEFORE_GUEST.test(this.#commentBefore(at))) return true;
    }
    return false;
  }

  /** The comment directly before a node, of consecutive lines. */
  #commentBefore(node: Node): string {
    const { sourceCode } = this.#context;
    let [start] = node.range;
    let comment = "";
    for (const one of sourceCode.getAllComments().toReversed()) {
      const [from, to] = one.range;
      if (to > start || !/^\s*$/.test(sourceCode.text.slice(to, start))) {
        continue;
      }
      comment = `${one.value}\n${comment}`;
      start = from;
    }
    return comment;
  }
}

function visitor(found: LateLookups): Deno.lint.LintVisitor {
  const declareFunction = (
    node: {
      readonly id?: Node | null;
      readonly params: readonly Deno.lint.Parameter[];
    },
  ): void => {
    found.declare(node.id);
    for (const one of node.params) {
      if (one.type !== "TSParameterProperty") found.declare(one);
    }
  };
  const declareLocal = (node: { readonly local: Node }): void =>
    found.declare(node.local);
  return {
    ImportSpecifier: declareLocal,
    ImportDefaultSpecifier: declareLocal,
    ImportNamespaceSpecifier: declareLocal,
    FunctionDeclaration: declareFunction,
    FunctionExpression: declareFunction,
    ArrowFunctionExpression: (node) => declareFunction({ params: node.params }),
    ClassDeclaration: (node) => found.declare(node.id),
    VariableDeclarator: (node) => found.declare(node.id),
    CatchClause: (node) => found.declare(node.param),
    Identifier: (node) => found.name(node),
    CallExpression(node): void {
      const callee = node.callee.type === "ChainExpression"
        ? node.callee.expression
        : node.callee;
      const name = memberOf(callee);
      if (METHODS.has(name)) return found.lookup(callee, `.${name}()`);
      const owner = ownerOf(callee);
      if (NATIVE.test(owner)) found.lookup(callee, `${owner}.${name}()`);
    },
    MemberExpression(node): void {
      const name = memberOf(node);
      if (GETTERS.has(name)) found.lookup(node, `.${name}`);
    },
    ObjectPattern(node): void {
      for (const one of node.properties) {
        const name = one.type === "Property" && one.key.type === "Identifier"
          ? one.key.name
          : "";
        if (GETTERS.has(name)) found.lookup(one, `.${name}`);
      }
    },
    BinaryExpression(node): void {
      if (node.operator === "instanceof") found.lookup(node, "instanceof");
    },
    ForOfStatement: (node) => found.lookup(node.left, "an iterator"),
    ArrayPattern: (node) => found.lookup(node, "an iterator"),
    SpreadElement(node): void {
      if (node.parent.type !== "ObjectExpression") {
        found.lookup(node, "an iterator");
      }
    },
    "Program:exit": () => found.end(),
  };
}

function methodsOf(type: { readonly prototype: object }): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(type.prototype))
    .filter(([name, { value }]) =>
      typeof value === "function" && name !== "constructor"
    )
    .map(([name]) => name);
}

function isFunction({ type }: Node): boolean {
  return type === "FunctionDeclaration" || type === "FunctionExpression" ||
    type === "ArrowFunctionExpression";
}

/** The parent of a node, up to the program. */
function parentOf(node: Node): Node | undefined {
  // The program's parent is null, against its type.
  return "parent" in node
    ? (node.parent as Node | null) ?? undefined
    : undefined;
}

/** The name of the member, if it is literal. */
function memberOf(node: Node): string {
  return node.type === "MemberExpression" && !node.computed &&
      node.property.type === "Identifier"
    ? node.property.name
    : "";
}

/** The name of the object of a member, if it is literal. */
function ownerOf(node: Node): string {
  return node.type === "MemberExpression" && node.object.type === "Identifier"
    ? node.object.name
    : "";
}

/** Whether an identifier is a reference, and not the name of a member or a property. */
function isReference(node: Deno.lint.Identifier): boolean {
  const { parent } = node;
  switch (parent.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "Property":
      return parent.value === node || parent.computed;
    case "MethodDefinition":
    case "PropertyDefinition":
      return parent.key !== node || parent.computed;
    default:
      return true;
  }
}
