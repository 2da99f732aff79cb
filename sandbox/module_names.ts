/**
 * Names of Python modules, for hints about those that a guest does not find.
 *
 * @module
 */

/** Modules of the standard library that an engine or its version lacks, and modules that no package of an index has. */
const ABSENT: ReadonlySet<string> = new Set(
  [
    // of other systems, and what a sandbox cannot have
    "curses dbm ensurepip fcntl grp idlelib msvcrt multiprocessing nt pwd",
    "pydoc_data readline resource syslog termios tkinter turtle turtledemo",
    "venv webbrowser winreg winsound",
    // removed from the standard library
    "aifc asynchat asyncore audioop binhex cgi cgitb chunk crypt distutils",
    "formatter imghdr imp lib2to3 macpath mailcap msilib nis nntplib",
    "ossaudiodev parser pipes smtpd sndhdr spwd sunau symbol telnetlib uu",
    "xdrlib",
    // of Python 2
    "BaseHTTPServer ConfigParser Cookie HTMLParser Queue StringIO Tkinter",
    "cPickle cStringIO commands cookielib httplib md5 sets sha thread urllib2",
    "urlparse xmlrpclib",
    // of other places where Python runs, and namespaces of many packages
    "azure google js micropip pyodide pyodide_js win32api win32con",
  ].flatMap((line) => line.split(" ")),
);

/** Packages by the modules whose names differ from theirs. Those of cpython are in a table of their own. */
const PACKAGES: Readonly<Record<string, string>> = {
  Bio: "biopython",
  Crypto: "pycryptodome",
  MySQLdb: "mysqlclient",
  OpenSSL: "pyopenssl",
  PIL: "pillow",
  attr: "attrs",
  barcode: "python-barcode",
  bs4: "beautifulsoup4",
  community: "python-louvain",
  cv2: "opencv-python",
  dateutil: "python-dateutil",
  discord: "discord-py",
  dns: "dnspython",
  docx: "python-docx",
  dotenv: "python-dotenv",
  faiss: "faiss-cpu",
  fitz: "pymupdf",
  git: "gitpython",
  github: "pygithub",
  jose: "python-jose",
  jwt: "pyjwt",
  kafka: "kafka-python",
  ldap: "python-ldap",
  magic: "python-magic",
  memcache: "python-memcached",
  multipart: "python-multipart",
  nacl: "pynacl",
  pkg_resources: "setuptools",
  pptx: "python-pptx",
  psycopg2: "psycopg2-binary",
  ruamel: "ruamel-yaml",
  serial: "pyserial",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  slugify: "python-slugify",
  socks: "pysocks",
  telegram: "python-telegram-bot",
  umap: "umap-learn",
  usb: "pyusb",
  websocket: "websocket-client",
  wx: "wxpython",
  yaml: "pyyaml",
  zmq: "pyzmq",
};

/**
 * Returns whether no package can have a module that an engine lacks.
 *
 * @param module The name in an import statement, without dots
 * @returns Whether it is one of the standard library, or of the interpreter
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(["tkinter", "_ssl", "rich"].map(isKnownAbsent), [true, true, false]);
 * ```
 */
export function isKnownAbsent(module: string): boolean {
  return module.startsWith("_") || ABSENT.has(module);
}

/**
 * Returns the package with a module of another name.
 *
 * @param module The name in an import statement, without dots
 * @returns The package, or `undefined` if it is not known to have another name
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(packageNamed("dotenv"), "python-dotenv");
 * assertEquals(packageNamed("rich"), undefined);
 * ```
 */
export function packageNamed(module: string): string | undefined {
  return Object.hasOwn(PACKAGES, module) ? PACKAGES[module] : undefined;
}
