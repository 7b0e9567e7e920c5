import type { ReactNode } from "react";
import { pagePerson } from "@/app/_server/identity/session";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { PageHeading } from "@/app/_ui/frame";
import { roleTitle } from "@/app/_ui/words/domain-words";
import { ROLES } from "@/lib/authority/roles";
import { Rooms } from "./rooms";
import { SETTINGS } from "./settings-words";

/** The rooms of the settings. What somebody may see there is asked again by each room. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const person = await pagePerson();
  if (!person) return children;
  const { administers, decides } = ROLES[person.role];
  const { title, lead, rooms: names } = await wordsOf(SETTINGS);
  const rooms = [
    ["/settings", names.own],
    ["/settings/sessions", names.sessions],
    ["/settings/keys", names.keys],
    ["/settings/notifications", names.notifications],
    ["/settings/profiles", names.profiles],
    ...(administers || decides ? [["/settings/people", names.people] as const] : []),
  ] as const;
  return (
    <>
      <PageHeading title={title} lead={lead(person.username, roleTitle(person.role, await pageLanguage()))} />
      <Rooms label={title} rooms={rooms} />
      {children}
    </>
  );
}
