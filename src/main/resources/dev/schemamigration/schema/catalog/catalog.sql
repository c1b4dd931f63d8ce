-- What a database consists of, one row an object or property: kind, schema, name, definition.
-- Sections begin with their kind and the first server version that has it. Everything is qualified,
-- because the search_path is pg_catalog. What a server version lacks is read through to_jsonb.
-- ${schemas} selects the schemas that are compared, ${member:…} excludes what belongs to an extension.

-- kind: schema
SELECT n.nspname, quote_ident(n.nspname), ''
FROM pg_namespace n
WHERE n.oid IN (${schemas}) AND ${member:pg_namespace:n.oid}

-- kind: extension
SELECT n.nspname, quote_ident(x.extname), 'SCHEMA ' || quote_ident(n.nspname)
FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
WHERE x.extname <> 'plpgsql'

-- kind: language
SELECT '', quote_ident(l.lanname), concat_ws(' ', CASE WHEN l.lanpltrusted THEN 'TRUSTED' END,
  l.lanplcallfoid::regprocedure, nullif(l.laninline, 0)::regprocedure, nullif(l.lanvalidator, 0)::regprocedure)
FROM pg_language l
WHERE l.lanispl AND l.lanname <> 'plpgsql' AND ${member:pg_language:l.oid}

-- kind: access method
SELECT '', quote_ident(a.amname), concat_ws(' ', a.amtype, a.amhandler)
FROM pg_am a
WHERE a.oid >= 16384 AND ${member:pg_am:a.oid}

-- kind: type
SELECT n.nspname, format('%I.%I', n.nspname, t.typname),
  CASE t.typtype
    WHEN 'e' THEN 'ENUM (' || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
      FROM pg_enum e WHERE e.enumtypid = t.oid), '') || ')'
    WHEN 'c' THEN 'COMPOSITE (' || coalesce((SELECT string_agg(concat_ws(' ', quote_ident(a.attname),
        format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> y.typcollation THEN 'COLLATE ' || a.attcollation::regcollation END),
        ', ' ORDER BY a.attnum)
      FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
      WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
    WHEN 'r' THEN (SELECT concat_ws(' ', 'RANGE', format_type(r.rngsubtype, NULL),
        (SELECT format('OPCLASS %I.%I', o.nspname, c.opcname) FROM pg_opclass c
          JOIN pg_namespace o ON o.oid = c.opcnamespace WHERE c.oid = r.rngsubopc),
        nullif(r.rngcollation, 0)::regcollation, nullif(r.rngcanonical::oid, 0)::regprocedure,
        nullif(r.rngsubdiff::oid, 0)::regprocedure,
        'MULTIRANGE ' || ((to_jsonb(r) ->> 'rngmultitypid')::oid)::regtype)
      FROM pg_range r WHERE r.rngtypid = t.oid)
    ELSE concat_ws(' ', 'BASE', t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory, t.typispreferred,
      t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze, t.typdelim,
      nullif(t.typelem, 0)::regtype, t.typdefault, nullif(t.typcollation, 0)::regcollation)
  END
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_type:t.oid}
  AND (t.typtype IN ('e', 'r')
    OR t.typtype = 'c' AND (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c'
    OR t.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type y WHERE y.typarray = t.oid)
    OR t.typtype = 'p' AND NOT t.typisdefined)

-- kind: domain
SELECT n.nspname, format('%I.%I', n.nspname, t.typname),
  concat_ws(E'\n', format_type(t.typbasetype, t.typtypmod),
    CASE WHEN t.typcollation <> b.typcollation THEN 'COLLATE ' || t.typcollation::regcollation END,
    'DEFAULT ' || coalesce(pg_get_expr(t.typdefaultbin, 'pg_type'::regclass), t.typdefault),
    CASE WHEN t.typnotnull THEN 'NOT NULL' END)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
WHERE n.oid IN (${schemas}) AND t.typtype = 'd' AND ${member:pg_type:t.oid}

-- kind: domain constraint
SELECT n.nspname, format('%I.%I.%I', n.nspname, t.typname, k.conname), pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE n.oid IN (${schemas}) AND k.contype = 'c' AND ${member:pg_type:t.oid}

-- kind: sequence
SELECT n.nspname, format('%I.%I', n.nspname, c.relname),
  concat_ws(' ', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' END, format_type(s.seqtypid, NULL),
    'START', s.seqstart, 'INCREMENT', s.seqincrement, 'MIN', s.seqmin, 'MAX', s.seqmax, 'CACHE', s.seqcache,
    CASE WHEN s.seqcycle THEN 'CYCLE' END,
    (SELECT format('%s BY %I.%I.%I', CASE d.deptype WHEN 'i' THEN 'IDENTITY' ELSE 'OWNED' END,
        o.nspname, r.relname, a.attname)
      FROM pg_depend d JOIN pg_class r ON r.oid = d.refobjid JOIN pg_namespace o ON o.oid = r.relnamespace
      JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
        AND d.deptype IN ('a', 'i')))
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_class:c.oid}

-- kind: table
SELECT n.nspname, format('%I.%I', n.nspname, c.relname),
  concat_ws(E'\n', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' END,
    CASE c.relkind WHEN 'f' THEN 'FOREIGN' END,
    'OF ' || nullif(c.reloftype, 0)::regtype,
    CASE c.relkind WHEN 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(c.oid) END,
    CASE WHEN c.relispartition THEN 'PARTITION' ELSE 'CHILD' END
      || ' OF ' || (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
        FROM pg_inherits i WHERE i.inhrelid = c.oid),
    pg_get_expr(c.relpartbound, c.oid),
    CASE WHEN c.relkind <> 'f' AND a.amname <> 'heap' THEN 'USING ' || quote_ident(a.amname) END,
    'TABLESPACE ' || (SELECT quote_ident(s.spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace),
    'WITH ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o),
    'TOAST ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM pg_class x, unnest(x.reloptions) o
      WHERE x.oid = c.reltoastrelid),
    CASE WHEN c.relrowsecurity THEN 'ROW LEVEL SECURITY' END,
    CASE WHEN c.relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END,
    CASE c.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' WHEN 'n' THEN 'REPLICA IDENTITY NOTHING'
      WHEN 'i' THEN coalesce('REPLICA IDENTITY USING INDEX ' || (SELECT quote_ident(x.relname)
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisreplident),
        'REPLICA IDENTITY OF AN INDEX THAT IS GONE') END,
    (SELECT concat_ws(' ', 'SERVER', quote_ident(s.srvname), f.ftoptions) FROM pg_foreign_table f
      JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am a ON a.oid = c.relam
WHERE n.oid IN (${schemas}) AND c.relkind IN ('r', 'p', 'f') AND ${member:pg_class:c.oid}

-- kind: column
SELECT n.nspname, format('%I.%I.%I', n.nspname, c.relname, a.attname),
  concat_ws(E'\n', format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attcollation <> t.typcollation THEN 'COLLATE ' || a.attcollation::regcollation END,
    CASE WHEN a.attnotnull THEN 'NOT NULL' END,
    CASE a.attgenerated WHEN '' THEN 'DEFAULT ' ELSE 'GENERATED ' || a.attgenerated::text || ' ' END
      || pg_get_expr(d.adbin, d.adrelid),
    CASE a.attidentity WHEN 'a' THEN 'IDENTITY ALWAYS' WHEN 'd' THEN 'IDENTITY BY DEFAULT' END,
    CASE WHEN a.attstorage <> t.typstorage THEN 'STORAGE ' || a.attstorage::text || ' instead of ' || t.typstorage::text END,
    'COMPRESSION ' || nullif(to_jsonb(a) ->> 'attcompression', ''),
    CASE WHEN coalesce(a.attstattarget, -1) >= 0 THEN 'STATISTICS ' || a.attstattarget END,
    'WITH ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(a.attoptions) o),
    'OPTIONS ' || a.attfdwoptions::text,
    CASE WHEN NOT a.attislocal AND NOT c.relispartition THEN 'INHERITED' END)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE n.oid IN (${schemas}) AND c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
  AND ${member:pg_class:c.oid}

-- kind: constraint
SELECT n.nspname, format('%I.%I.%I', n.nspname, c.relname, k.conname),
  concat_ws(' ', pg_get_constraintdef(k.oid),
    CASE WHEN k.condeferrable AND k.contype IN ('c', 'n') THEN 'DEFERRABLE' END,
    CASE WHEN NOT k.convalidated AND pg_get_constraintdef(k.oid) !~ 'NOT (VALID|ENFORCED)$' THEN 'NOT VALID' END,
    CASE WHEN k.contype = 'c' AND NOT k.conislocal AND NOT c.relispartition THEN 'INHERITED' END)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.oid IN (${schemas}) AND k.contype IN ('c', 'f', 'p', 'u', 'x') AND ${member:pg_class:c.oid}
  AND (k.conparentid = 0 OR k.contype <> 'f')

-- kind: not null constraint from 18
SELECT n.nspname, format('%I.%I.%I', n.nspname, c.relname, k.conname),
  pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
WHERE n.oid IN (${schemas}) AND k.contype = 'n' AND ${member:pg_class:c.oid}
  AND (k.conislocal OR c.relispartition)
  AND (k.connoinherit OR NOT k.convalidated
    OR octet_length(c.relname::text || a.attname::text) <= 52
      AND k.conname <> c.relname || '_' || a.attname || '_not_null')

-- kind: index
SELECT n.nspname, format('%I.%I', n.nspname, c.relname),
  concat_ws(' ', pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
    CASE WHEN i.indisclustered THEN 'CLUSTERED' END,
    'CONSTRAINT ' || (SELECT quote_ident(k.conname) FROM pg_constraint k
      WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')),
    'PARTITION OF ' || (SELECT h.inhparent::regclass::text FROM pg_inherits h WHERE h.inhrelid = i.indexrelid),
    (SELECT string_agg(format('STATISTICS %s %s', a.attnum, a.attstattarget), ' ' ORDER BY a.attnum)
      FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND coalesce(a.attstattarget, -1) >= 0),
    'TABLESPACE ' || (SELECT quote_ident(s.spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace))
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.oid IN (${schemas}) AND c.relkind IN ('i', 'I') AND ${member:pg_class:i.indrelid}

-- kind: view
SELECT n.nspname, format('%I.%I', n.nspname, c.relname),
  concat_ws(' ', 'WITH ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o),
    (SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
        'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)), ', ' ORDER BY a.attnum)
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    'AS', pg_get_viewdef(c.oid))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.oid IN (${schemas}) AND c.relkind = 'v' AND ${member:pg_class:c.oid}

-- kind: materialized view
SELECT n.nspname, format('%I.%I', n.nspname, c.relname),
  concat_ws(' ', CASE WHEN a.amname <> 'heap' THEN 'USING ' || quote_ident(a.amname) END,
    'TABLESPACE ' || (SELECT quote_ident(s.spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace),
    'WITH ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(c.reloptions) o),
    (SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attstorage <> t.typstorage THEN 'STORAGE ' || a.attstorage::text || ' instead of ' || t.typstorage::text END,
        CASE WHEN coalesce(a.attstattarget, -1) >= 0 THEN 'STATISTICS ' || a.attstattarget END),
        ', ' ORDER BY a.attnum)
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    'AS', pg_get_viewdef(c.oid))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am a ON a.oid = c.relam
WHERE n.oid IN (${schemas}) AND c.relkind = 'm' AND ${member:pg_class:c.oid}

-- kind: function
SELECT n.nspname, p.oid::regprocedure::text,
  CASE WHEN p.prokind IN ('f', 'w') THEN pg_get_functiondef(p.oid) END
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.oid IN (${schemas}) AND p.prokind IN ('f', 'w') AND ${member:pg_proc:p.oid}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
    AND d.deptype = 'i')

-- kind: procedure
SELECT n.nspname, p.oid::regprocedure::text, CASE p.prokind WHEN 'p' THEN pg_get_functiondef(p.oid) END
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.oid IN (${schemas}) AND p.prokind = 'p' AND ${member:pg_proc:p.oid}

-- kind: aggregate
SELECT n.nspname, format('%s', p.oid::regprocedure),
  concat_ws(' ', pg_get_function_arguments(p.oid), 'RETURNS', pg_get_function_result(p.oid), p.proparallel,
    g.aggkind, g.aggnumdirectargs, g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggserialfn, g.aggdeserialfn,
    g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn, g.aggfinalextra, g.aggmfinalextra, g.aggfinalmodify,
    g.aggmfinalmodify, nullif(g.aggsortop, 0)::regoperator, g.aggtranstype::regtype, g.aggtransspace,
    nullif(g.aggmtranstype, 0)::regtype, g.aggmtransspace, 'INIT ' || quote_literal(g.agginitval),
    'MINIT ' || quote_literal(g.aggminitval))
FROM pg_aggregate g JOIN pg_proc p ON p.oid = g.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_proc:p.oid}

-- kind: trigger
SELECT n.nspname, format('%I.%I.%I', n.nspname, c.relname, t.tgname),
  concat_ws(' ', pg_get_triggerdef(t.oid), CASE t.tgenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'REPLICA'
    WHEN 'A' THEN 'ALWAYS' END)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.oid IN (${schemas}) AND NOT t.tgisinternal AND ${member:pg_class:c.oid}
  AND coalesce((to_jsonb(t) ->> 'tgparentid')::bigint, 0) = 0

-- kind: trigger state
SELECT n.nspname, format('%I.%I.%I', n.nspname, c.relname, t.tgname),
  CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_trigger o ON o.oid = (to_jsonb(t) ->> 'tgparentid')::oid
WHERE n.oid IN (${schemas}) AND NOT o.tgisinternal AND ${member:pg_class:c.oid} AND t.tgenabled <> o.tgenabled

-- kind: rule
SELECT n.nspname, format('%I.%I.%I', n.nspname, c.relname, r.rulename),
  concat_ws(' ', pg_get_ruledef(r.oid), CASE r.ev_enabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'REPLICA'
    WHEN 'A' THEN 'ALWAYS' END)
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.oid IN (${schemas}) AND r.rulename <> '_RETURN' AND ${member:pg_class:c.oid}

-- kind: policy
SELECT n.nspname, format('%I.%I.%I', n.nspname, c.relname, p.polname),
  concat_ws(' ', CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
    CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
      ELSE 'ALL' END,
    'TO ' || (SELECT string_agg(CASE o WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(o)) END, ', ' ORDER BY
      CASE o WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(o)) END) FROM unnest(p.polroles) o),
    'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
    'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_class:c.oid}

-- kind: statistics
SELECT n.nspname, format('%I.%I', n.nspname, s.stxname),
  concat_ws(' ', coalesce(replace(pg_get_statisticsobjdef(s.oid), ' ON ' || k.stored, ' ON ' || k.sorted),
      pg_get_statisticsobjdef(s.oid)),
    CASE WHEN coalesce(s.stxstattarget, -1) >= 0 THEN 'STATISTICS ' || s.stxstattarget END)
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
CROSS JOIN LATERAL (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS stored,
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) AS sorted
  FROM pg_attribute a WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)) k
WHERE n.oid IN (${schemas}) AND ${member:pg_statistic_ext:s.oid}

-- kind: collation
SELECT n.nspname, format('%I.%I', n.nspname, k.collname),
  concat_ws(' ', k.collprovider, k.collisdeterministic, nullif(k.collencoding, -1), k.collcollate, k.collctype,
    coalesce(to_jsonb(k) ->> 'colllocale', to_jsonb(k) ->> 'colliculocale'), to_jsonb(k) ->> 'collicurules')
FROM pg_collation k JOIN pg_namespace n ON n.oid = k.collnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_collation:k.oid}

-- kind: conversion
SELECT n.nspname, format('%I.%I', n.nspname, k.conname),
  concat_ws(' ', CASE WHEN k.condefault THEN 'DEFAULT' END, pg_encoding_to_char(k.conforencoding),
    pg_encoding_to_char(k.contoencoding), k.conproc)
FROM pg_conversion k JOIN pg_namespace n ON n.oid = k.connamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_conversion:k.oid}

-- kind: operator
SELECT n.nspname, o.oid::regoperator::text,
  concat_ws(' ', o.oprcode, nullif(o.oprcom, 0)::regoperator, nullif(o.oprnegate, 0)::regoperator,
    nullif(o.oprrest::oid, 0)::regproc, nullif(o.oprjoin::oid, 0)::regproc, CASE WHEN o.oprcanmerge THEN 'MERGES' END,
    CASE WHEN o.oprcanhash THEN 'HASHES' END)
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE n.oid IN (${schemas}) AND o.oprcode <> 0 AND ${member:pg_operator:o.oid}

-- kind: operator family
SELECT n.nspname, format('%I.%I USING %I', n.nspname, f.opfname, m.amname),
  concat_ws(' ', (SELECT string_agg(format('OPERATOR %s %s', a.amopstrategy, a.amopopr::regoperator), ', '
      ORDER BY a.amopstrategy, a.amopopr::regoperator::text) FROM pg_amop a WHERE a.amopfamily = f.oid),
    (SELECT string_agg(format('FUNCTION %s %s', p.amprocnum, p.amproc::oid::regprocedure), ', '
      ORDER BY p.amprocnum, p.amproc::oid::regprocedure::text) FROM pg_amproc p WHERE p.amprocfamily = f.oid))
FROM pg_opfamily f JOIN pg_am m ON m.oid = f.opfmethod JOIN pg_namespace n ON n.oid = f.opfnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_opfamily:f.oid}

-- kind: operator class
SELECT n.nspname, format('%I.%I USING %I', n.nspname, o.opcname, m.amname),
  concat_ws(' ', CASE WHEN o.opcdefault THEN 'DEFAULT' END, o.opcintype::regtype, nullif(o.opckeytype, 0)::regtype,
    (SELECT format('FAMILY %I.%I', x.nspname, f.opfname) FROM pg_opfamily f
      JOIN pg_namespace x ON x.oid = f.opfnamespace WHERE f.oid = o.opcfamily))
FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod JOIN pg_namespace n ON n.oid = o.opcnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_opclass:o.oid}

-- kind: cast
SELECT '', format('(%s AS %s)', k.castsource::regtype, k.casttarget::regtype),
  concat_ws(' ', nullif(k.castfunc, 0)::regprocedure, k.castcontext, k.castmethod)
FROM pg_cast k
WHERE k.oid >= 16384 AND ${member:pg_cast:k.oid}

-- kind: transform
SELECT '', format('FOR %s LANGUAGE %I', f.trftype::regtype, l.lanname), concat_ws(' ', f.trffromsql, f.trftosql)
FROM pg_transform f JOIN pg_language l ON l.oid = f.trflang
WHERE ${member:pg_transform:f.oid}

-- kind: text search parser
SELECT n.nspname, format('%I.%I', n.nspname, p.prsname),
  concat_ws(' ', p.prsstart, p.prstoken, p.prsend, p.prsheadline, p.prslextype)
FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_ts_parser:p.oid}

-- kind: text search template
SELECT n.nspname, format('%I.%I', n.nspname, t.tmplname), concat_ws(' ', t.tmplinit, t.tmpllexize)
FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_ts_template:t.oid}

-- kind: text search dictionary
SELECT n.nspname, format('%I.%I', n.nspname, d.dictname),
  concat_ws(' ', (SELECT format('TEMPLATE %I.%I', x.nspname, t.tmplname) FROM pg_ts_template t
    JOIN pg_namespace x ON x.oid = t.tmplnamespace WHERE t.oid = d.dicttemplate), d.dictinitoption)
FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_ts_dict:d.oid}

-- kind: text search configuration
SELECT n.nspname, format('%I.%I', n.nspname, k.cfgname),
  concat_ws(' ', (SELECT format('PARSER %I.%I', x.nspname, p.prsname) FROM pg_ts_parser p
      JOIN pg_namespace x ON x.oid = p.prsnamespace WHERE p.oid = k.cfgparser),
    (SELECT string_agg(format('%s %s', m.maptokentype, m.mapdict::regdictionary), ', '
      ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = k.oid))
FROM pg_ts_config k JOIN pg_namespace n ON n.oid = k.cfgnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_ts_config:k.oid}

-- kind: foreign data wrapper
SELECT '', quote_ident(w.fdwname), concat_ws(' ', nullif(w.fdwhandler, 0)::regprocedure,
  nullif(w.fdwvalidator, 0)::regprocedure, w.fdwoptions)
FROM pg_foreign_data_wrapper w
WHERE ${member:pg_foreign_data_wrapper:w.oid}

-- kind: server
SELECT '', quote_ident(s.srvname), concat_ws(' ', quote_ident(w.fdwname), 'TYPE ' || s.srvtype,
  'VERSION ' || s.srvversion, s.srvoptions)
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
WHERE ${member:pg_foreign_server:s.oid}

-- kind: user mapping
SELECT '', format('FOR %s SERVER %I', CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END, m.srvname), ''
FROM pg_user_mappings m

-- kind: event trigger
SELECT '', quote_ident(e.evtname), concat_ws(' ', e.evtevent, e.evtfoid::regprocedure, e.evttags, e.evtenabled)
FROM pg_event_trigger e
WHERE ${member:pg_event_trigger:e.oid}

-- kind: publication
SELECT '', quote_ident(p.pubname), concat_ws(' ', CASE WHEN p.puballtables THEN 'ALL TABLES' END,
  'INSERT ' || p.pubinsert, 'UPDATE ' || p.pubupdate, 'DELETE ' || p.pubdelete, 'TRUNCATE ' || p.pubtruncate,
  'VIA ROOT ' || p.pubviaroot, 'GENERATED ' || (to_jsonb(p) ->> 'pubgencols'),
  (SELECT string_agg(concat_ws(' ', r.prrelid::regclass, to_jsonb(r) ->> 'prattrs',
    pg_get_expr((to_jsonb(r) ->> 'prqual')::pg_node_tree, r.prrelid)), ', ' ORDER BY r.prrelid::regclass::text)
    FROM pg_publication_rel r WHERE r.prpubid = p.oid))
FROM pg_publication p
WHERE ${member:pg_publication:p.oid}

-- kind: publication schema from 15
SELECT n.nspname, format('%I IN %I', n.nspname, p.pubname), ''
FROM pg_publication_namespace s JOIN pg_publication p ON p.oid = s.pnpubid JOIN pg_namespace n ON n.oid = s.pnnspid

-- kind: subscription
SELECT '', quote_ident(s.subname), concat_ws(' ', s.subenabled, s.subslotname, s.subpublications)
FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
WHERE d.datname = current_database()

-- kind: subscription setting from 14
SELECT '', quote_ident(s.subname), 'synchronous_commit ' || s.subsynccommit
FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
WHERE d.datname = current_database()

-- kind: security label
SELECT coalesce(i.schema, ''), format('%s ON %s %s', l.provider, i.type, i.identity), l.label
FROM pg_seclabel l, pg_identify_object(l.classoid, l.objoid, l.objsubid) i

-- kind: comment
SELECT coalesce(i.schema, ''), format('%s %s', i.type, i.identity), d.description
FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass)
  AND (i.schema IS NULL AND i.type <> 'schema' OR i.schema IN (SELECT quote_ident(x.nspname) FROM pg_namespace x
      WHERE x.oid IN (${schemas}))
    OR i.type = 'schema' AND d.objoid IN (${schemas}))
  AND NOT (i.type = 'schema' AND d.objoid = 'public'::regnamespace AND d.description = 'standard public schema')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
  AND i.type NOT IN ('extension', 'table constraint', 'trigger', 'policy', 'rule')

-- kind: comment
SELECT n.nspname, format('%s %I.%I.%I', x.type, n.nspname, c.relname, x.name), d.description
FROM pg_description d
JOIN (SELECT 'pg_constraint'::regclass AS class, k.oid, k.conrelid AS rel, 'constraint' AS type, k.conname AS name FROM pg_constraint k
  UNION ALL SELECT 'pg_trigger'::regclass, t.oid, t.tgrelid, 'trigger', t.tgname FROM pg_trigger t
  UNION ALL SELECT 'pg_policy'::regclass, p.oid, p.polrelid, 'policy', p.polname FROM pg_policy p
  UNION ALL SELECT 'pg_rewrite'::regclass, r.oid, r.ev_class, 'rule', r.rulename FROM pg_rewrite r) x
  ON x.class = d.classoid AND x.oid = d.objoid
JOIN pg_class c ON c.oid = x.rel JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.oid IN (${schemas}) AND ${member:pg_class:c.oid}

-- kind: comment
SELECT 'public', 'schema public', ''
FROM pg_namespace n
WHERE n.nspname = 'public' AND n.oid < 16384 AND n.oid IN (${schemas})
  AND obj_description(n.oid, 'pg_namespace') IS NULL
