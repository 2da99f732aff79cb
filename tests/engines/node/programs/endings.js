// What happens when nothing is left to do, and how promises end.
let rounds = 0;
process.on("beforeExit", (code) => {
  console.log("beforeExit", code, rounds);
  if (rounds++ < 2) setTimeout(() => console.log("more work"), 1);
});
process.on("exit", (code) => console.log("exit", code));
Promise.any([Promise.reject(1), Promise.reject(new Error("two"))])
  .catch((error) => {
    console.log(error.name, error.message, error.errors.length);
    console.log(Object.keys(error), error instanceof AggregateError);
  });
Promise.any([Promise.reject(1), Promise.resolve(2)]).then(console.log);
Promise.any([]).catch((error) => console.log(String(error)));
class Own extends Promise {}
console.log(Own.any([1]) instanceof Own, Promise.any.name, Promise.any.length);
