-- What has to go before the type of columns can change, and comes back behind it: statements that drop it.
WITH RECURSIVE kept AS (
  SELECT t.oid, t.typarray FROM pg_type t WHERE t.oid = to_regtype(?)
), changed AS (
  SELECT 'pg_type'::regclass::oid AS classid, k.oid AS objid, 0 AS objsubid FROM kept k
  UNION ALL SELECT 'pg_type'::regclass, k.typarray, 0 FROM kept k
  UNION ALL SELECT 'pg_class'::regclass, a.attrelid, a.attnum FROM kept k
    JOIN pg_attribute a ON a.atttypid IN (k.oid, k.typarray) JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0
), dependent AS (
  SELECT d.classid, d.objid FROM changed c JOIN pg_depend d ON d.refclassid = c.classid AND d.refobjid = c.objid
    AND d.refobjsubid = c.objsubid
  WHERE d.deptype IN ('n', 'a') AND d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_constraint'::regclass,
    'pg_policy'::regclass, 'pg_trigger'::regclass, 'pg_class'::regclass, 'pg_attrdef'::regclass)
  UNION
  SELECT d.classid, d.objid FROM dependent p
  CROSS JOIN LATERAL (SELECT 'pg_proc'::regclass::oid AS classid, p.objid WHERE p.classid = 'pg_proc'::regclass
    UNION ALL SELECT 'pg_class'::regclass, r.ev_class FROM pg_rewrite r JOIN pg_class v ON v.oid = r.ev_class
      WHERE p.classid = 'pg_rewrite'::regclass AND r.oid = p.objid AND v.relkind IN ('v', 'm')
    UNION ALL SELECT 'pg_type'::regclass, v.reltype FROM pg_rewrite r JOIN pg_class v ON v.oid = r.ev_class
      WHERE p.classid = 'pg_rewrite'::regclass AND r.oid = p.objid AND v.relkind IN ('v', 'm')) s
  JOIN pg_depend d ON d.refclassid = s.classid AND d.refobjid = s.objid AND d.deptype IN ('n', 'a')
  WHERE d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_constraint'::regclass,
    'pg_policy'::regclass, 'pg_trigger'::regclass, 'pg_attrdef'::regclass)
)
SELECT DISTINCT CASE c.relkind WHEN 'v' THEN 'DROP VIEW ' ELSE 'DROP MATERIALIZED VIEW ' END
  || format('%I.%I', n.nspname, c.relname)
FROM dependent x JOIN pg_rewrite r ON x.classid = 'pg_rewrite'::regclass AND r.oid = x.objid
JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm')
UNION
SELECT format('DROP RULE %I ON %I.%I', r.rulename, n.nspname, c.relname)
FROM dependent x JOIN pg_rewrite r ON x.classid = 'pg_rewrite'::regclass AND r.oid = x.objid
JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind NOT IN ('v', 'm')
UNION
SELECT CASE p.prokind WHEN 'p' THEN 'DROP PROCEDURE ' WHEN 'a' THEN 'DROP AGGREGATE ' ELSE 'DROP FUNCTION ' END
  || p.oid::regprocedure
FROM dependent x JOIN pg_proc p ON x.classid = 'pg_proc'::regclass AND p.oid = x.objid
UNION
SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, c.relname, k.conname)
FROM dependent x JOIN pg_constraint k ON x.classid = 'pg_constraint'::regclass AND k.oid = x.objid
JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype IN ('f', 'x') OR k.contype = 'c' AND EXISTS (SELECT FROM pg_depend d JOIN kept t
    ON d.refobjid IN (t.oid, t.typarray) WHERE d.refclassid = 'pg_type'::regclass AND d.classid = x.classid
    AND d.objid = k.oid) OR k.contype = 'c' AND k.conbin IS NOT NULL
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
SELECT format('ALTER TABLE %I.%I %s %I%s', n.nspname, c.relname,
  CASE a.attgenerated WHEN '' THEN 'ALTER COLUMN' ELSE 'DROP COLUMN' END, a.attname,
  CASE a.attgenerated WHEN '' THEN ' DROP DEFAULT' ELSE '' END)
FROM dependent x JOIN pg_attrdef f ON x.classid = 'pg_attrdef'::regclass AND f.oid = x.objid
JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f')
