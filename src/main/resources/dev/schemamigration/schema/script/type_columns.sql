-- Columns of tables and attributes of composite types that have a type or an array of it, without those
-- that are generated: table or type, column, whether it is an attribute, whether it is an array.
SELECT format('%I.%I', n.nspname, c.relname), quote_ident(a.attname), c.relkind = 'c', a.atttypid <> t.oid
FROM pg_type t JOIN pg_attribute a ON a.atttypid IN (t.oid, t.typarray) JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE t.oid = to_regtype(?) AND c.relkind IN ('r', 'p', 'f', 'c') AND a.attnum > 0 AND NOT a.attisdropped
  AND a.attgenerated = ''
  AND (a.attislocal OR NOT c.relispartition AND a.attinhcount = 0)
ORDER BY 1, a.attnum
