import { type Profile, registryOf } from "../profile/profile";

/** One tracked column: where it stands in a row and which raw texts (beside `\N`) count as not populated. */
export interface LayoutColumn {
  readonly name: string;
  readonly index: number;
  readonly empty: readonly string[];
}

/** What has to be measured in each chunk of a table: its key and its column groups. */
export interface Layout {
  /** Number of key columns, 0 for a table without a key, whose rows are compared as a multiset. */
  readonly keyColumns: number;
  readonly columns: number;
  readonly groups: readonly { readonly name: GroupName; readonly columns: readonly LayoutColumn[] }[];
}

export const GROUPS = ["stamps", "certified", "canonical"] as const;
export type GroupName = (typeof GROUPS)[number];

/** The layout of a captured table: groups for the registry, whole rows for everything else. */
export function layoutOf(
  profile: Profile,
  table: {
    readonly name: string;
    readonly key: readonly string[];
    readonly columns: readonly { readonly name: string }[];
  },
): Layout {
  const names = table.columns.map((c) => c.name);
  const base = { keyColumns: table.key.length, columns: names.length };
  if (registryOf(profile).name !== table.name) return { ...base, groups: [] };
  const { stamps, certified, canonical } = profile.registry;
  const tracked = {
    stamps,
    certified: certified.at ? [certified.flag, certified.at] : [certified.flag],
    canonical,
  };
  return {
    ...base,
    groups: GROUPS.map((name) => ({
      name,
      columns: tracked[name].flatMap((c) => {
        const index = names.indexOf(c.column);
        return index < 0 ? [] : [{ name: c.column, index, empty: c.empty }];
      }),
    })),
  };
}

export function isPopulated(raw: string, column: LayoutColumn): boolean {
  return raw !== "\\N" && !column.empty.includes(raw);
}
