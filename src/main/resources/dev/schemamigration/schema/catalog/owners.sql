-- Objects that belong to another role than the one that asks: schema, what ALTER … OWNER TO names, owner.
SELECT o.schema, o.target, quote_ident(r.rolname)
FROM (
SELECT n.nspname, CASE c.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE '
    WHEN 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END || format('%I.%I', n.nspname, c.relname), c.relowner
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.oid IN (${schemas}) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${member:pg_class:c.oid}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
    AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND c.relkind = 'S')
UNION ALL
SELECT n.nspname, CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' WHEN 'a' THEN 'AGGREGATE ' ELSE 'FUNCTION ' END
  || CASE WHEN p.prokind = 'a' AND p.pronargs = 0 THEN format('%I.%I(*)', n.nspname, p.proname)
    ELSE p.oid::regprocedure::text END, p.proowner
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_proc:p.oid}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
    AND d.deptype = 'i')
UNION ALL
SELECT n.nspname, CASE t.typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || format('%I.%I', n.nspname, t.typname),
  t.typowner
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_type:t.oid}
  AND (t.typtype IN ('e', 'r', 'd')
    OR t.typtype = 'c' AND (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c')
UNION ALL
SELECT n.nspname, 'SCHEMA ' || quote_ident(n.nspname), n.nspowner
FROM pg_namespace n
WHERE n.oid IN (${schemas}) AND n.nspname <> 'public' AND ${member:pg_namespace:n.oid}
) AS o (schema, target, owner) JOIN pg_roles r ON r.oid = o.owner
WHERE r.rolname <> current_user
