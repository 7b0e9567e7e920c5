import { customType, timestamp } from "drizzle-orm/pg-core";

/** Raw bytes. Both drivers hand out Uint8Array (pg: Buffer) and take it. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  // pg escapes a bare Uint8Array as JSON-like text in old versions; a Buffer is bytes for both drivers.
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

/** An instant to the millisecond, UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
