import { assertEquals, assertStringIncludes } from "@std/assert";
import { barChart, logScale } from "../../bench/peers/bar_chart.ts";

const BARS = [
  { label: "a", value: 1, text: "1 ms", isOurs: true },
  { label: "b<&>", value: 100, text: "100 ms", isOurs: false },
];

Deno.test("logScale() reaches from the power of ten below the least value to the greatest", () => {
  assertEquals([1, 10, 100].map(logScale([1, 100])), [1 / 3, 2 / 3, 1]);
  assertEquals(logScale([20])(20), 1);
});

Deno.test("barChart() draws a bar for each value, in proportion to the scale", () => {
  const svg = barChart([{
    title: "T",
    groups: [{ heading: "H", bars: BARS }],
  }]);
  const bars = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"[^>]*>/g)];
  const widths = bars.map(([, width]) => Number(width));
  assertEquals(widths.length, 2);
  assertEquals(widths, [150, 450]);
  assertEquals(bars.map(([bar]) => bar.includes("ours")), [true, false]);
});

Deno.test("barChart() is well formed with any labels", () => {
  const svg = barChart([{
    title: "x < y",
    groups: [{ heading: "", bars: BARS }],
  }]);
  assertStringIncludes(svg, ">b&lt;&amp;&gt;<");
  assertStringIncludes(svg, "<title>x &lt; y</title>");
  assertEquals(svg.match(/<text/g)?.length, svg.match(/<\/text>/g)?.length);
});
