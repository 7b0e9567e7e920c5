/** A column of every common type: what a row holds before and after, written as SQL. */
export interface TypeCase {
  readonly name: string;
  readonly type: string;
  readonly before: string;
  readonly after: string;
  /** The two are equal by the type's own operator, and still not the same bytes. */
  readonly equal?: true;
  /** First major version that knows it. */
  readonly since?: number;
  /** In place of a plain column: its definition, and what is updated for it to change. */
  readonly column?: string;
  readonly update?: string;
}

/** Types that the cases need, made in the schema `types`. */
export const MADE_TYPES = `
CREATE TYPE types.mood AS ENUM ('calm', 'Busy', 'lost, and found');
CREATE DOMAIN types.share AS numeric CHECK (VALUE IS NULL OR VALUE >= 0);
CREATE TYPE types.point3 AS (x int, label text, part numeric);
CREATE COLLATION types.blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);`;

/** Values that no reader may take for one another; each row of the table holds one, whatever changes. */
export const VALUES: readonly TypeCase[] = [
  { name: "numeric_scale", type: "numeric", before: "1.0", after: "1.00", equal: true },
  { name: "numeric_nan", type: "numeric", before: "'NaN'", after: "'Infinity'" },
  { name: "numeric_null", type: "numeric", before: "'NaN'", after: "NULL" },
  {
    name: "numeric_last_digit",
    type: "numeric",
    before: "12345678901234567890.123456789",
    after: "12345678901234567890.123456788",
  },
  { name: "float8_zero", type: "float8", before: "'0'", after: "'-0'", equal: true },
  {
    name: "float8_last_bit",
    type: "float8",
    before: "0.1::float8",
    after: "0.1::float8 + 1.3877787807814457e-17",
  },
  { name: "float8_nan", type: "float8", before: "'NaN'", after: "'Infinity'" },
  { name: "float4", type: "float4", before: "'16777216'", after: "'16777218'" },
  { name: "bigint", type: "bigint", before: "9007199254740993", after: "9007199254740992" },
  { name: "boolean", type: "boolean", before: "true", after: "NULL" },
  { name: "text_empty", type: "text", before: "''", after: "NULL" },
  { name: "text_backslash_n", type: "text", before: "NULL", after: "'\\N'" },
  { name: "text_escaped_n", type: "text", before: "'\\N'", after: "'\\\\N'" },
  { name: "text_controls", type: "text", before: "E'a\\tb\\nc\\r\\x01'", after: "E'a\\tb\\nc\\r\\x02'" },
  { name: "text_trailing_space", type: "text", before: "'a'", after: "'a '" },
  { name: "text_normal_form", type: "text", before: "U&'\\00e9'", after: "U&'e\\0301'" },
  { name: "text_astral", type: "text", before: "U&'\\+01F600'", after: "U&'\\+01F601'" },
  {
    name: "text_blind_collation",
    type: "text COLLATE types.blind",
    before: "'Case'",
    after: "'case'",
    equal: true,
  },
  { name: "varchar", type: "varchar(8)", before: "'a'", after: "'A'" },
  { name: "char", type: "char(4)", before: "'a'", after: "'b'" },
  { name: "name", type: "name", before: "'a'", after: "'b'" },
  { name: "timestamptz_infinity", type: "timestamptz", before: "'infinity'", after: "'-infinity'" },
  {
    name: "timestamptz_microsecond",
    type: "timestamptz",
    before: "'2026-06-19 01:02:03.000001+02'",
    after: "'2026-06-19 01:02:03.000002+02'",
  },
  { name: "timestamptz_bc", type: "timestamptz", before: "'0044-03-15 BC'", after: "'0044-03-15'" },
  { name: "timestamp", type: "timestamp", before: "'2026-06-19'", after: "'2026-06-19 00:00:00.000001'" },
  { name: "date", type: "date", before: "'infinity'", after: "'2026-06-19'" },
  { name: "time", type: "time", before: "'24:00'", after: "'00:00'" },
  { name: "timetz", type: "timetz", before: "'10:00+02'", after: "'10:00+03'" },
  { name: "interval", type: "interval", before: "'1 month'", after: "'30 days'", equal: true },
  {
    name: "tstzrange_bound",
    type: "tstzrange",
    before: "'[2026-01-01,2026-02-01)'",
    after: "'[2026-01-01,2026-02-01]'",
  },
  { name: "tstzrange_empty", type: "tstzrange", before: "'empty'", after: "'(,)'" },
  { name: "int4multirange", type: "int4multirange", before: "'{[1,3),[5,7)}'", after: "'{[1,3),[5,8)}'" },
  { name: "bytea", type: "bytea", before: "'\\x00ff0a09'", after: "'\\x00ff0a0a'" },
  { name: "bytea_empty", type: "bytea", before: "''", after: "NULL" },
  { name: "bit", type: "bit varying", before: "B'0'", after: "B'00'" },
  { name: "text_array_null", type: "text[]", before: "ARRAY[NULL]::text[]", after: "ARRAY['NULL']" },
  { name: "text_array_quotes", type: "text[]", before: `ARRAY['a,b', '"']`, after: `ARRAY['a', 'b,"']` },
  { name: "int_array_bounds", type: "int[]", before: "'[0:1]={1,2}'", after: "'{1,2}'" },
  { name: "int_array_shape", type: "int[]", before: "'{{1,2},{3,4}}'", after: "'{1,2,3,4}'" },
  {
    name: "numeric_array_scale",
    type: "numeric[]",
    before: "'{1.0,NaN}'",
    after: "'{1.00,NaN}'",
    equal: true,
  },
  { name: "enum", type: "types.mood", before: "'calm'", after: "'lost, and found'" },
  { name: "domain", type: "types.share", before: "0.50", after: "0.5", equal: true },
  {
    name: "composite",
    type: "types.point3",
    before: `ROW(1, 'a,"b"', 1.0)`,
    after: `ROW(1, 'a,"b"', 1.00)`,
    equal: true,
  },
  {
    name: "composite_null",
    type: "types.point3",
    before: "ROW(NULL, '', NULL)",
    after: "ROW(NULL, NULL, NULL)",
  },
  {
    name: "composite_array",
    type: "types.point3[]",
    before: "ARRAY[ROW(1, 'a', 2)]::types.point3[]",
    after: "ARRAY[ROW(1, 'a', 3)]::types.point3[]",
  },
  { name: "jsonb_number", type: "jsonb", before: `'{"w": 1.0}'`, after: `'{"w": 1.00}'`, equal: true },
  { name: "jsonb_null", type: "jsonb", before: "'null'", after: "NULL" },
  { name: "jsonb_escape", type: "jsonb", before: `'"\\\\N"'`, after: `'"\\\\n"'` },
  { name: "json_space", type: "json", before: `'{"a":1}'`, after: `'{"a": 1}'` },
  { name: "json_order", type: "json", before: `'{"a":1,"b":2}'`, after: `'{"b":2,"a":1}'` },
  {
    name: "uuid",
    type: "uuid",
    before: "'00000000-0000-0000-0000-000000000001'",
    after: "'00000000-0000-0000-0000-000000000002'",
  },
  { name: "inet", type: "inet", before: "'10.0.0.1/8'", after: "'10.0.0.1/9'" },
  { name: "cidr", type: "cidr", before: "'10.0.0.0/8'", after: "'10.0.0.0/9'" },
  { name: "macaddr", type: "macaddr", before: "'08:00:2b:01:02:03'", after: "'08:00:2b:01:02:04'" },
  { name: "box", type: "box", before: "'(1,4),(0,0)'", after: "'(2,2),(0,0)'" },
  { name: "point", type: "point", before: "'(0,0)'", after: "'(0,0.0000000001)'" },
  { name: "pg_lsn", type: "pg_lsn", before: "'0/16'", after: "'0/17'" },
  { name: "tsvector", type: "tsvector", before: "'a:1'", after: "'a:2'" },
  { name: "xid8", type: "xid8", before: "'1'", after: "'2'" },
  {
    name: "generated_stored",
    type: "numeric",
    column: "base numeric NOT NULL DEFAULT 1.0, v numeric GENERATED ALWAYS AS (base * 2) STORED",
    update: "base = 1.00",
    before: "",
    after: "",
  },
  {
    name: "generated_virtual",
    type: "numeric",
    since: 18,
    column: "base numeric NOT NULL DEFAULT 1.0, v numeric GENERATED ALWAYS AS (base * 2) VIRTUAL",
    update: "base = 1.00",
    before: "",
    after: "",
  },
  {
    name: "out_of_line",
    type: "text",
    before: "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 60000) AS i)",
    after:
      "overlay((SELECT string_agg(md5(i::text), '') FROM generate_series(1, 60000) AS i) PLACING 'x' FROM 960000)",
  },
];

/** A table whose primary key has these columns: `count` rows of `rows` in SQL over `i`, and a look-alike of one key. */
export interface KeyCase {
  readonly name: string;
  readonly columns: string;
  readonly key: string;
  /** The key of row `i`, one expression a column. */
  readonly of: string;
  /** Sets one row's key to something that a looser reader takes for the same; null where the type has no such thing. */
  readonly twin: string | null;
  /** Large enough for several pages of a capture, which walks them by the type's own order. */
  readonly paged?: true;
}

export const KEY_ROWS = { one: 300, paged: 20_500 } as const;

export const KEYS: readonly KeyCase[] = [
  { name: "numeric", columns: "k numeric", key: "k", of: "i * 1.5", twin: "k = 3.00 WHERE k = 3.0" },
  {
    name: "numeric_nan",
    columns: "k numeric",
    key: "k",
    of: "CASE i WHEN 1 THEN 'NaN' WHEN 2 THEN 'Infinity' WHEN 3 THEN '-Infinity' ELSE i::numeric END",
    twin: null,
    paged: true,
  },
  {
    name: "float8",
    columns: "k float8",
    key: "k",
    of: "CASE i WHEN 1 THEN 'NaN' WHEN 2 THEN '-Infinity' WHEN 3 THEN '0' ELSE i / 7.0::float8 END",
    twin: "k = '-0' WHERE k = 0",
    paged: true,
  },
  {
    name: "timestamptz",
    columns: "k timestamptz",
    key: "k",
    of: "CASE i WHEN 1 THEN 'infinity' WHEN 2 THEN '-infinity' ELSE timestamptz '2026-01-01 00:00+00' + i * interval '1 microsecond' END",
    twin: null,
  },
  {
    name: "interval",
    columns: "k interval",
    key: "k",
    of: "CASE i WHEN 1 THEN interval '1 month' ELSE i * interval '31 days' END",
    twin: "k = '30 days' WHERE k = interval '1 month'",
    paged: true,
  },
  {
    name: "text_english",
    columns: 'k text COLLATE "en-x-icu"',
    key: "k",
    of: "(ARRAY['a', 'A', 'á', 'b-', '_b', ' B'])[1 + i % 6] || i",
    twin: "k = 'Ä1' WHERE k = 'A1'",
    paged: true,
  },
  {
    name: "text_blind",
    columns: "k text COLLATE types.blind",
    key: "k",
    of: "'Key' || i",
    twin: "k = 'kEY7' WHERE k = 'Key7'",
    paged: true,
  },
  {
    name: "text_controls",
    columns: "k text",
    key: "k",
    of: "chr(1 + i % 31) || E'\\t\\\\' || i",
    twin: null,
  },
  { name: "bytea", columns: "k bytea", key: "k", of: "decode(md5(i::text), 'hex')", twin: null },
  { name: "uuid", columns: "k uuid", key: "k", of: "md5(i::text)::uuid", twin: null },
  {
    name: "boolean_and_date",
    columns: "k boolean, d date",
    key: "k, d",
    of: "i % 2 = 0, CASE i WHEN 1 THEN 'infinity' ELSE date '2026-01-01' + i END",
    twin: null,
  },
  {
    name: "enum_and_numeric",
    columns: "k types.mood, d types.share",
    key: "k, d",
    of: "(ARRAY['calm', 'Busy', 'lost, and found']::types.mood[])[1 + i % 3], i * 0.5",
    twin: "d = 1.50 WHERE d = 1.5",
  },
  { name: "array", columns: "k text[]", key: "k", of: "ARRAY[i::text, NULL, 'NULL', '{,}']", twin: null },
  { name: "range", columns: "k int4range", key: "k", of: "int4range(i, i * 2)", twin: null },
  {
    name: "jsonb",
    columns: "k jsonb",
    key: "k",
    of: "jsonb_build_object('a', i::numeric, 'b', '\\N')",
    twin: `k = '{"a": 5.00, "b": "\\\\N"}' WHERE k = '{"a": 5, "b": "\\\\N"}'`,
  },
  { name: "inet", columns: "k inet", key: "k", of: "inet '10.0.0.0/8' + i", twin: null },
  {
    name: "three",
    columns: 'k text COLLATE "en-x-icu", d int, e timestamptz',
    key: "e, k, d",
    of: "'K' || i % 40, i % 50, timestamptz '2026-01-01' + (i / 100) * interval '1 day' + i * interval '1 ms'",
    twin: null,
    paged: true,
  },
];
