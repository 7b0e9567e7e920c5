import type { ReactNode } from "react";
import { pagePerson } from "@/app/_server/session";
import { PageHeading } from "@/app/_ui/frame";
import { ROLES } from "@/lib/authority/roles";
import { Rooms } from "./rooms";

/** The rooms of the settings. What somebody may see there is asked again by each room. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const person = await pagePerson();
  if (!person) return children;
  const { administers, decides, title } = ROLES[person.role];
  const rooms = [
    ["/settings", "Your account"],
    ["/settings/sessions", "Sessions"],
    ["/settings/keys", "API keys"],
    ["/settings/notifications", "Notifications"],
    ...(administers || decides ? [["/settings/people", "People"] as const] : []),
  ] as const;
  return (
    <>
      <PageHeading title="Settings" lead={`You are signed in as ${person.username}, ${title}.`} />
      <Rooms rooms={rooms} />
      {children}
    </>
  );
}
