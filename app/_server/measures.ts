import { Histogram, register } from "prom-client";

const NAME = "notouch_http_request_duration_seconds";

/** Every bundle of the server asks for it, and one of them made it. */
function durations(): Histogram<"method" | "route" | "status"> {
  const known = register.getSingleMetric(NAME);
  if (known instanceof Histogram) return known;
  return new Histogram({
    name: NAME,
    help: "Answers of the HTTP interface by route",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
  });
}

/**
 * Begins to time a request; what is returned takes the answer's status. Routes are named by their pattern: a label for
 * every run would grow without end, and would tell whoever reads metrics what the runs are called.
 */
export function beginTimer(
  request: Request,
  // Next gives none at all to a route without a parameter.
  params: Readonly<Record<string, string>> | undefined,
): (status: number) => void {
  const end = durations().startTimer();
  const names = new Map(
    Object.entries(params ?? {}).map(([name, value]) => [encodeURIComponent(value), `{${name}}`]),
  );
  const route = new URL(request.url).pathname
    .split("/")
    .map((part) => names.get(part) ?? part)
    .join("/");
  return (status) => end({ method: request.method, route, status: String(status) });
}
