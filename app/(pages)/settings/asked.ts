import type { SignedIn } from "@/app/_server/identity/session";
import { wordsOf } from "@/app/_server/language";
import { passwordHashOf } from "@/db/identity/accounts";
import { factorsOf, hasFactor } from "@/db/identity/factors";
import type { Db } from "@/db/store/client";
import type { Bound } from "./factors/bound";
import { FACTORS, type FactorWords } from "./factors/factor-words";

/** How somebody shows that they are here, and the words that ask for it. */
export interface Asked {
  readonly has: Bound;
  readonly words: FactorWords["presence"] & Pick<FactorWords["proof"], "noPassword">;
}

/** What is asked of this person by the form of an action that `isPresent` guards. */
export async function askedOf(db: Db, person: SignedIn): Promise<Asked> {
  const factors = await factorsOf(db, person.id);
  const password = (await passwordHashOf(db, person.id)) !== null;
  const { presence, proof } = await wordsOf(FACTORS);
  return {
    has: { bound: hasFactor(factors), passkeys: factors.passkeys.length, password },
    words: { ...presence, noPassword: proof.noPassword },
  };
}
