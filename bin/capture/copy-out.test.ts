import { EventEmitter } from "node:events";
import { Duplex } from "node:stream";
import fc from "fast-check";
import { Client, type Connection } from "pg";
import { expect, test } from "vitest";
import { copyOut } from "./copy-out";

const message = (code: string, body: Buffer) => {
  const header = Buffer.alloc(5);
  header.write(code, 0, "latin1");
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
};

/** A socket that is fed by hand, and a driver that remembers what was handed back to it. */
function wire() {
  const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const driver: Buffer[] = [];
  stream.on("data", (data: Buffer) => driver.push(data));
  const connection = Object.assign(new EventEmitter(), { stream, query: () => undefined });
  return { stream, driver, connection: connection as unknown as Connection };
}

/** A client whose only query is submitted to the wire. */
function clientOn(connection: Connection) {
  const client = Object.create(Client.prototype) as Client;
  let submitted: { handleReadyForQuery(): void; handleError(error: Error): void } | null = null;
  Object.assign(client, {
    query(query: {
      submit(c: Connection): void;
      handleReadyForQuery(): void;
      handleError(error: Error): void;
    }) {
      submitted = query;
      query.submit(connection);
      return query;
    },
  });
  return { client, ready: () => submitted?.handleReadyForQuery() };
}

const settle = () => new Promise((done) => setImmediate(done));

test("rows come whole however the network cut them, and the driver gets exactly the rest", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.string({ maxLength: 300 }).map((s) => `${s.replaceAll("\n", "")}\n`),
        { maxLength: 30 },
      ),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      async (rows, cuts, slow) => {
        const { stream, driver, connection } = wire();
        const { client, ready } = clientOn(connection);
        const got: string[] = [];
        const done = copyOut(client, "COPY t TO STDOUT", (bytes, from, to) => {
          got.push(Buffer.from(bytes.subarray(from, to)).toString("utf8"));
          return slow ? settle().then(() => undefined) : undefined;
        });
        const rest = Buffer.concat([message("C", Buffer.from("COPY 1\0")), message("Z", Buffer.from("I"))]);
        const all = Buffer.concat([
          message("H", Buffer.from([0, 0, 0])),
          ...rows.flatMap((row, i) => [
            ...(i % 5 === 4 ? [message("N", Buffer.from("notice\0"))] : []),
            message("d", Buffer.from(row)),
          ]),
          message("c", Buffer.alloc(0)),
          rest,
        ]);
        for (let at = 0, i = 0; at < all.length; i++) {
          const size = cuts[i % cuts.length] ?? 1;
          stream.push(all.subarray(at, at + size));
          at += size;
        }
        for (let i = 0; i < 2000 && Buffer.concat(driver).length < rest.length; i++) await settle();
        ready();
        expect(await done).toBe(rows.length);
        expect(got).toEqual(rows);
        expect(Buffer.concat(driver)).toEqual(rest);
      },
    ),
    { numRuns: 60 },
  );
});

test("an error in the middle goes to the driver as it came", async () => {
  const { stream, driver, connection } = wire();
  const { client } = clientOn(connection);
  copyOut(client, "COPY t TO STDOUT", () => undefined).catch(() => undefined);
  const error = message("E", Buffer.from("SERROR\0C57014\0\0"));
  stream.push(Buffer.concat([message("H", Buffer.from([0, 0, 0])), message("d", Buffer.from("a\n")), error]));
  await settle();
  expect(Buffer.concat(driver)).toEqual(error);
});

test("a row that cannot be taken ends the copy and the connection", async () => {
  const { stream, connection } = wire();
  const { client } = clientOn(connection);
  const done = copyOut(client, "COPY t TO STDOUT", () => Promise.reject(new Error("disk full")));
  stream.push(message("d", Buffer.from("a\n")));
  await expect(done).rejects.toThrow("disk full");
  expect(stream.destroyed).toBe(true);
});
