import { headers } from "next/headers";
import { database } from "@/app/_server/database";
import { addressOf, attempt } from "@/app/_server/limits";
import { BarePage } from "@/app/_ui/bare-page";
import { one, type Query } from "@/app/_ui/query";
import { openInvitation } from "@/db/invitations";
import { isRole, ROLES } from "@/lib/authority/roles";
import { InvitationForm } from "./invitation-form";

export const metadata = { title: "Invitation" };

export default async function InvitationPage({ searchParams }: { searchParams: Promise<Query> }) {
  const token = one((await searchParams).token);
  const invited = token === undefined ? null : await look(token);
  return (
    <BarePage title={invited?.renews ? "Set a new password" : "Make your account"}>
      {token === undefined || invited === null ? (
        <p className="text-soft">
          This link is used, withdrawn, too old or not whole. Ask whoever sent it for a new one.
        </p>
      ) : (
        <>
          <p className="mb-5 text-soft">
            {invited.renews ? "For " : "You are invited as "}
            <strong className="text-ink">{invited.username}</strong>
            {isRole(invited.role) && `, ${ROLES[invited.role].title}`}. The link works once.
          </p>
          <InvitationForm token={token} username={invited.username} />
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
