-- Default privileges: schema, beginning of ALTER DEFAULT PRIVILEGES, kind of object, grantee, privilege,
-- whether it is there, whether it can be granted on. OWNER stands for the role whose defaults they are.
WITH entry AS (
  SELECT coalesce(n.nspname, '') AS schema,
    concat_ws(' ', CASE WHEN d.defaclrole <> (SELECT r.oid FROM pg_roles r WHERE r.rolname = current_user)
        THEN 'FOR ROLE ' || quote_ident(pg_get_userbyid(d.defaclrole)) END,
      'IN SCHEMA ' || quote_ident(n.nspname)) AS place,
    CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
      WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' END AS target,
    d.defaclrole AS owner, d.defaclacl AS acl,
    CASE WHEN d.defaclnamespace = 0 THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END,
      d.defaclrole) END AS initial
  FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
  WHERE d.defaclnamespace = 0 OR d.defaclnamespace IN (${schemas})
), held AS (
  SELECT o.schema, o.place, o.target, CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN o.owner THEN 'OWNER'
    ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee, x.privilege_type, x.is_grantable
  FROM entry o, aclexplode(o.acl) x
), initial AS (
  SELECT o.schema, o.place, o.target, CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN o.owner THEN 'OWNER'
    ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS grantee, x.privilege_type, x.is_grantable
  FROM entry o, aclexplode(o.initial) x
)
(SELECT schema, place, target, grantee, privilege_type, true, bool_or(is_grantable)
FROM (SELECT * FROM held EXCEPT SELECT * FROM initial) more
GROUP BY schema, place, target, grantee, privilege_type)
UNION ALL
(SELECT schema, place, target, grantee, privilege_type, false, false
FROM (SELECT schema, place, target, grantee, privilege_type FROM initial
  EXCEPT SELECT schema, place, target, grantee, privilege_type FROM held) less)
