-- What has to go before something can change, and comes back behind it: statements that drop it.
-- Parameters: kinds of what changes, their names, and for what is part of a relation its own name.
WITH RECURSIVE named AS (
  SELECT u.kind, u.name, u.part FROM unnest(?::text[], ?::text[], ?::text[]) AS u (kind, name, part)
), kept AS (
  SELECT t.oid, t.typarray FROM named n JOIN pg_type t ON t.oid = to_regtype(n.name) WHERE n.kind IN ('type', 'domain')
), changed AS (
  SELECT 'pg_type'::regclass::oid AS classid, k.oid AS objid, 0 AS objsubid FROM kept k
  UNION ALL SELECT 'pg_type'::regclass, k.typarray, 0 FROM kept k
  UNION ALL SELECT 'pg_class'::regclass, a.attrelid, a.attnum FROM kept k
    JOIN pg_attribute a ON a.atttypid IN (k.oid, k.typarray) JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0
  UNION ALL SELECT 'pg_class'::regclass, to_regclass(n.name)::oid, 0 FROM named n
  WHERE n.kind IN ('table', 'view', 'materialized view', 'index', 'sequence')
  UNION ALL SELECT 'pg_type'::regclass, t.oid, 0 FROM named n JOIN pg_class c ON c.oid = to_regclass(n.name)
    JOIN pg_type y ON y.oid = c.reltype JOIN pg_type t ON t.oid IN (y.oid, y.typarray)
  WHERE n.kind IN ('table', 'view', 'materialized view')
  UNION ALL SELECT 'pg_class'::regclass, a.attrelid, a.attnum FROM named n
    JOIN pg_attribute a ON a.attrelid = to_regclass(n.name) AND a.attname = n.part
  WHERE n.kind = 'column'
  UNION ALL SELECT 'pg_proc'::regclass, to_regprocedure(n.name)::oid, 0 FROM named n
  WHERE n.kind IN ('function', 'procedure', 'aggregate')
  UNION ALL SELECT 'pg_operator'::regclass, to_regoperator(n.name)::oid, 0 FROM named n WHERE n.kind = 'operator'
  UNION ALL SELECT a.classid, a.objid, 0 FROM named n
    JOIN pg_constraint k ON k.conrelid = to_regclass(n.name) AND k.conname = n.part
    CROSS JOIN LATERAL (SELECT 'pg_constraint'::regclass::oid AS classid, k.oid AS objid
      UNION ALL SELECT 'pg_class'::regclass, k.conindid WHERE k.contype IN ('p', 'u', 'x')) a
  WHERE n.kind = 'constraint'
), dependent AS (
  SELECT d.classid, d.objid, d.objsubid FROM changed c JOIN pg_depend d ON d.refclassid = c.classid
    AND d.refobjid = c.objid AND (d.refobjsubid = c.objsubid OR c.objsubid = 0)
  WHERE d.deptype IN ('n', 'a')
    AND (d.classid <> 'pg_class'::regclass OR d.objsubid > 0 OR EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = d.objid))
    AND (d.classid <> 'pg_type'::regclass OR d.refclassid <> 'pg_type'::regclass)
  UNION
  SELECT d.classid, d.objid, d.objsubid FROM dependent p
  CROSS JOIN LATERAL (SELECT p.classid, p.objid, p.objsubid
    WHERE p.classid IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_constraint'::regclass, 'pg_class'::regclass)
    UNION ALL SELECT 'pg_class'::regclass, r.ev_class, 0 FROM pg_rewrite r JOIN pg_class v ON v.oid = r.ev_class
      WHERE p.classid = 'pg_rewrite'::regclass AND r.oid = p.objid AND v.relkind IN ('v', 'm')
    UNION ALL SELECT 'pg_type'::regclass, t.oid, 0 FROM pg_rewrite r JOIN pg_class v ON v.oid = r.ev_class
      JOIN pg_type y ON y.oid = v.reltype JOIN pg_type t ON t.oid IN (y.oid, y.typarray)
      WHERE p.classid = 'pg_rewrite'::regclass AND r.oid = p.objid AND v.relkind IN ('v', 'm')
    UNION ALL SELECT 'pg_class'::regclass, k.conindid, 0 FROM pg_constraint k
      WHERE p.classid = 'pg_constraint'::regclass AND k.oid = p.objid AND k.contype IN ('p', 'u', 'x')
    UNION ALL SELECT 'pg_class'::regclass, f.adrelid, f.adnum FROM pg_attrdef f
      JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
      WHERE p.classid = 'pg_attrdef'::regclass AND f.oid = p.objid AND a.attgenerated <> '') s
  JOIN pg_depend d ON d.refclassid = s.classid AND d.refobjid = s.objid
    AND (d.refobjsubid = s.objsubid OR s.objsubid = 0) AND d.deptype IN ('n', 'a')
  WHERE (d.classid <> 'pg_class'::regclass OR d.objsubid > 0 OR EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = d.objid))
    AND (d.classid <> 'pg_type'::regclass OR d.refclassid <> 'pg_type'::regclass)
)
SELECT DISTINCT CASE c.relkind WHEN 'v' THEN 'DROP VIEW ' ELSE 'DROP MATERIALIZED VIEW ' END
  || format('%I.%I', n.nspname, c.relname)
FROM dependent x JOIN pg_rewrite r ON x.classid = 'pg_rewrite'::regclass AND r.oid = x.objid
JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND r.rulename = '_RETURN'
UNION
SELECT format('DROP RULE %I ON %I.%I', r.rulename, n.nspname, c.relname)
FROM dependent x JOIN pg_rewrite r ON x.classid = 'pg_rewrite'::regclass AND r.oid = x.objid
JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN'
UNION
SELECT CASE p.prokind WHEN 'p' THEN 'DROP PROCEDURE ' WHEN 'a' THEN 'DROP AGGREGATE ' ELSE 'DROP FUNCTION ' END
  || CASE WHEN p.prokind = 'a' AND p.pronargs = 0 THEN format('%I.%I(*)', n.nspname, p.proname)
    ELSE format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) END
FROM dependent x JOIN pg_proc p ON x.classid = 'pg_proc'::regclass AND p.oid = x.objid
JOIN pg_namespace n ON n.oid = p.pronamespace
UNION
SELECT 'DROP OPERATOR ' || format('%I.%s (%s, %s)', n.nspname, o.oprname,
  CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END, format_type(o.oprright, NULL))
FROM dependent x JOIN pg_operator o ON x.classid = 'pg_operator'::regclass AND o.oid = x.objid
JOIN pg_namespace n ON n.oid = o.oprnamespace
UNION
SELECT format('DROP CAST (%s AS %s)', format_type(k.castsource, NULL), format_type(k.casttarget, NULL))
FROM dependent x JOIN pg_cast k ON x.classid = 'pg_cast'::regclass AND k.oid = x.objid
UNION
SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, c.relname, k.conname)
FROM dependent x JOIN pg_constraint k ON x.classid = 'pg_constraint'::regclass AND k.oid = x.objid
JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype IN ('f', 'x') OR k.contype = 'c' AND EXISTS (SELECT FROM pg_depend d JOIN kept t
    ON d.refobjid IN (t.oid, t.typarray) WHERE d.refclassid = 'pg_type'::regclass AND d.classid = x.classid
    AND d.objid = k.oid) OR k.contype = 'c' AND k.conbin IS NOT NULL
UNION
SELECT format('ALTER DOMAIN %I.%I DROP CONSTRAINT %I', n.nspname, t.typname, k.conname)
FROM dependent x JOIN pg_constraint k ON x.classid = 'pg_constraint'::regclass AND k.oid = x.objid
JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE k.contype = 'c' AND t.oid NOT IN (SELECT k.oid FROM kept k)
UNION
SELECT format('ALTER DOMAIN %I.%I DROP DEFAULT', n.nspname, t.typname)
FROM dependent x JOIN pg_type t ON x.classid = 'pg_type'::regclass AND t.oid = x.objid
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'd' AND t.typdefaultbin IS NOT NULL
UNION
SELECT format('DROP POLICY %I ON %I.%I', p.polname, n.nspname, c.relname)
FROM dependent x JOIN pg_policy p ON x.classid = 'pg_policy'::regclass AND p.oid = x.objid
JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
UNION
SELECT format('DROP TRIGGER %I ON %I.%I', t.tgname, n.nspname, c.relname)
FROM dependent x JOIN pg_trigger t ON x.classid = 'pg_trigger'::regclass AND t.oid = x.objid
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal
UNION
SELECT 'DROP INDEX ' || format('%I.%I', n.nspname, c.relname)
FROM dependent x JOIN pg_index i ON x.classid = 'pg_class'::regclass AND i.indexrelid = x.objid
JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
UNION
SELECT format('DROP STATISTICS %I.%I', n.nspname, s.stxname)
FROM dependent x JOIN pg_statistic_ext s ON x.classid = 'pg_statistic_ext'::regclass AND s.oid = x.objid
JOIN pg_namespace n ON n.oid = s.stxnamespace
WHERE to_jsonb(s) ->> 'stxexprs' IS NOT NULL
UNION
SELECT format('ALTER TABLE %I.%I %s %I%s', n.nspname, c.relname,
  CASE a.attgenerated WHEN '' THEN 'ALTER COLUMN' ELSE 'DROP COLUMN' END, a.attname,
  CASE a.attgenerated WHEN '' THEN ' DROP DEFAULT' ELSE '' END)
FROM dependent x LEFT JOIN pg_attrdef f ON x.classid = 'pg_attrdef'::regclass AND f.oid = x.objid
JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
  OR x.classid = 'pg_class'::regclass AND a.attrelid = x.objid AND a.attnum = x.objsubid AND a.attgenerated <> ''
JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f')
