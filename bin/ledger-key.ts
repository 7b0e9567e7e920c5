// `npm run ledger-key`: makes the ledger's next key. It comes into force at the next start, vouched for by the present
// one. It touches neither the ledger nor a running server.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "@/lib/base/refusal";
import { formatVerifierKey } from "@/lib/ledger/note";
import { makeSignerKey, parseSignerKey } from "@/lib/ledger/signer";
import { EXIT } from "./exit";

function main(): number {
  const folder = process.env.NOTOUCH_DATA || ".data";
  const own = process.env.NOTOUCH_LEDGER_KEY;
  const present = parseSignerKey(own || readFileSync(join(folder, "ledger-key"), "utf8"));
  const next = makeSignerKey(present.key.name);
  const keys = `present key  ${formatVerifierKey(present.key)}\nnext key     ${formatVerifierKey(parseSignerKey(next).key)}`;
  if (own) {
    console.log(next);
    console.error(
      "Set NOTOUCH_LEDGER_KEY_NEXT to the line above for one start, then NOTOUCH_LEDGER_KEY for good.",
    );
  } else {
    // `wx`: a next key that waits already is not thrown away.
    writeFileSync(join(folder, "ledger-key.next"), next, { mode: 0o600, flag: "wx" });
    console.error(keys);
    console.error("Start the server again to put it into force.");
  }
  return EXIT.done;
}

try {
  process.exitCode = main();
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EEXIST")
    console.error("ledger-key.next is there already: start the server to put it into force.");
  else if (code === "ENOENT")
    console.error(
      "There is no ledger-key in the data folder: start the server once, or name the folder in NOTOUCH_DATA.",
    );
  else if (error instanceof Refusal) console.error(`${error.message}\n${error.remedy}`);
  else console.error(error);
  process.exitCode = code === "EEXIST" ? EXIT.conflict : EXIT.unexpected;
}
