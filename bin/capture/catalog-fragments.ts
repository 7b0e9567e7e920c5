import { NOT_SYSTEM } from "./session";

/** `schema` and `role` are SQL literals: the staging schema and the pilot's role. */
export type PartSql = (schema: string, role: string) => string;

/** Grants as sorted text, defaults written out, without those to or by the pilot's role. */
export function grants(acl: string, kind: string, owner: string, role: string): string {
  return `(SELECT coalesce(string_agg(g, ' ' ORDER BY g COLLATE "C"), '') FROM (
    SELECT format('%s=%s%s/%s', CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END, a.privilege_type,
      CASE WHEN a.is_grantable THEN '*' ELSE '' END, pg_get_userbyid(a.grantor)) AS g
    FROM aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) a
    WHERE a.grantee = 0 OR pg_get_userbyid(a.grantee) <> ${role}) acl)`;
}

/** Namespaces whose objects are production. */
export function production(schema: string, alias = "n"): string {
  return `${alias}.nspname ${NOT_SYSTEM} AND ${alias}.nspname <> ${schema}`;
}

export const RELATION = "n.nspname || '.' || c.relname";
export const FUNCTION =
  "n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'";
export const CLASS = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace";
