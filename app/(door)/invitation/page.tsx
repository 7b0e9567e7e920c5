import { headers } from "next/headers";
import { database } from "@/app/_server/database";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { addressOf, attempt } from "@/app/_server/limits";
import { BarePage } from "@/app/_ui/bare-page";
import { one, type Query } from "@/app/_ui/query";
import { roleTitle } from "@/app/_ui/words/domain-words";
import { openInvitation } from "@/db/identity/invitations";
import { isRole } from "@/lib/authority/roles";
import { DOOR } from "../door-words";
import { InvitationForm } from "./invitation-form";

export async function generateMetadata() {
  return { title: (await wordsOf(DOOR)).invitation.title };
}

export default async function InvitationPage({ searchParams }: { searchParams: Promise<Query> }) {
  const token = one((await searchParams).token);
  const words = await wordsOf(DOOR);
  const language = await pageLanguage();
  const invited = token === undefined ? null : await look(token);
  return (
    <BarePage title={invited?.renews ? words.invitation.renew : words.invitation.title}>
      {token === undefined || invited === null ? (
        <p className="text-soft">{words.invitation.gone}</p>
      ) : (
        <>
          <p className="mb-5 text-soft">
            {invited.renews ? words.invitation.renewFor : words.invitation.invited}{" "}
            <strong className="text-ink">{invited.username}</strong>
            {isRole(invited.role) && `, ${roleTitle(invited.role, language)}`}. {words.invitation.once}
          </p>
          <InvitationForm token={token} username={invited.username} words={words} />
        </>
      )}
    </BarePage>
  );
}

async function look(token: string) {
  const db = await database();
  const { allowed } = await attempt(db, "link", addressOf(await headers()));
  return allowed ? openInvitation(db, token) : null;
}
