import "../_ask_worker_options.ts";
import urls from "./url_cases.json" with { type: "json" };
import { check } from "./web_quickjs_cases.ts";

Deno.test("URL reads what Node and Deno read", async () => {
  await check(urls.map(([url, base, href]) => [
    `URL.canParse(${JSON.stringify(url)}, ${
      JSON.stringify(base ?? undefined)
    }) ? new URL(${JSON.stringify(url)}, ${
      JSON.stringify(base ?? undefined)
    }).href : null`,
    href ?? null,
  ]));
});

Deno.test("URL and URLSearchParams change together", async () => {
  await check([
    [
      `(() => {
        const url = new URL("https://u:p@ex.com:8080/a?x=1&y=2#h");
        url.searchParams.append("z", "a b");
        url.port = "443";
        url.hash = "";
        url.pathname = "/b c";
        return url.href;
      })()`,
      "https://u:p@ex.com/b%20c?x=1&y=2&z=a+b",
    ],
    [
      `String(new URLSearchParams({ a: 1, b: "ä&" }))`,
      "a=1&b=%C3%A4%26",
    ],
    [`[...new URLSearchParams("?a=1&b=%20+&a=2")].join(";")`, "a,1;b,  ;a,2"],
    [`new URL("nope")`, "TypeError: Invalid URL"],
    [`URL.parse("nope")`, null],
    [`JSON.stringify({ url: new URL("http://x") })`, '{"url":"http://x/"}'],
  ]);
});
