-- What the privileges of objects have beyond the defaults of their kind, and what they lack of them:
-- schema, target of GRANT, columns, grantee, privilege, whether it is there, whether it can be granted on.
-- OWNER stands for whoever owns the object.
WITH object AS (
  SELECT n.nspname AS schema, 'TABLE ' || format('%I.%I', n.nspname, c.relname) AS target, '' AS columns,
    c.relowner AS owner, c.relacl AS acl, acldefault('r', c.relowner) AS initial
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.oid IN (${schemas}) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${member:pg_class:c.oid}
  UNION ALL
  SELECT n.nspname, 'SEQUENCE ' || format('%I.%I', n.nspname, c.relname), '', c.relowner, c.relacl,
    acldefault('s', c.relowner)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.oid IN (${schemas}) AND c.relkind = 'S' AND ${member:pg_class:c.oid}
  UNION ALL
  SELECT n.nspname, 'TABLE ' || format('%I.%I', n.nspname, c.relname), quote_ident(a.attname), c.relowner, a.attacl,
    acldefault('c', c.relowner)
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.oid IN (${schemas}) AND a.attacl IS NOT NULL AND NOT a.attisdropped AND ${member:pg_class:c.oid}
  UNION ALL
  SELECT n.nspname, CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || p.oid::regprocedure, '',
    p.proowner, p.proacl, acldefault('f', p.proowner)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.oid IN (${schemas}) AND ${member:pg_proc:p.oid}
  UNION ALL
  SELECT n.nspname, 'TYPE ' || format('%I.%I', n.nspname, t.typname), '', t.typowner, t.typacl,
    acldefault('T', t.typowner)
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE n.oid IN (${schemas}) AND t.typacl IS NOT NULL AND ${member:pg_type:t.oid}
  UNION ALL
  SELECT n.nspname, 'SCHEMA ' || quote_ident(n.nspname), '', n.nspowner, n.nspacl,
    CASE WHEN n.nspname = 'public' THEN coalesce((SELECT i.initprivs FROM pg_init_privs i
      WHERE i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid), acldefault('n', n.nspowner))
    ELSE acldefault('n', n.nspowner) END
  FROM pg_namespace n
  WHERE n.oid IN (${schemas}) AND ${member:pg_namespace:n.oid}
  UNION ALL
  SELECT '', 'FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname), '', w.fdwowner, w.fdwacl, acldefault('F', w.fdwowner)
  FROM pg_foreign_data_wrapper w
  WHERE ${member:pg_foreign_data_wrapper:w.oid}
  UNION ALL
  SELECT '', 'FOREIGN SERVER ' || quote_ident(s.srvname), '', s.srvowner, s.srvacl, acldefault('S', s.srvowner)
  FROM pg_foreign_server s
  WHERE ${member:pg_foreign_server:s.oid}
), held AS (
  SELECT o.schema, o.target, o.columns, CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN o.owner THEN 'OWNER'
    ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee, x.privilege_type, x.is_grantable
  FROM object o, aclexplode(o.acl) x WHERE o.acl IS NOT NULL
), initial AS (
  SELECT o.schema, o.target, o.columns, CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN o.owner THEN 'OWNER'
    ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee, x.privilege_type, x.is_grantable
  FROM object o, aclexplode(o.initial) x WHERE o.acl IS NOT NULL
)
(SELECT schema, target, columns, grantee, privilege_type, true, bool_or(is_grantable)
FROM (SELECT * FROM held EXCEPT SELECT * FROM initial) more
GROUP BY schema, target, columns, grantee, privilege_type)
UNION ALL
(SELECT schema, target, columns, grantee, privilege_type, false, false
FROM (SELECT schema, target, columns, grantee, privilege_type FROM initial
  EXCEPT SELECT schema, target, columns, grantee, privilege_type FROM held) less)
