--liquibase formatted sql
-- Seed data: the default administrator and four node templates.
--
-- revision: 002
-- down_revision: 001
-- branch_labels:
-- depends_on:
-- create_date: 2025-12-31T12:51:00Z
--
-- Parameters, for production from a Secret:
--   adminEmail         e-mail address of the administrator
--   adminPasswordHash  bcrypt hash of the password; the default is that of "admin123"

--property name:adminEmail value:admin@spotoptimizer.com
--property name:adminPasswordHash value:$2b$12$zOiO0uiuISjQP3Xll.40Ier3iMwHidNdi5CyvcxFE02tGcK8moZNe

--changeset spot-optimizer:002 splitStatements:false rollbackSplitStatements:false
--validCheckSum: 1:any
-- Liquibase's checksum covers the parameters, and a new password is no edit of this file: hence the
-- line above. Dollar quotes keep a quotation mark in a parameter what it is.
INSERT INTO users (id, email, password_hash, role)
VALUES (
    '5eed0002-0000-4000-8000-000000000000',
    $value$${adminEmail}$value$,
    $value$${adminPasswordHash}$value$,
    'SUPER_ADMIN'
);

INSERT INTO node_templates
    (id, user_id, name, families, architecture, strategy, disk_type, disk_size, is_default)
VALUES
    ('5eed0002-0000-4000-8000-000000000001', '5eed0002-0000-4000-8000-000000000000',
     'General Purpose - Balanced', '{m5,m6i,m7i}', 'x86_64', 'BALANCED', 'GP3', 100, 'Y'),
    ('5eed0002-0000-4000-8000-000000000002', '5eed0002-0000-4000-8000-000000000000',
     'Compute Optimized - High Performance', '{c5,c6i,c7i}', 'x86_64', 'PERFORMANCE', 'GP3', 100, 'N'),
    ('5eed0002-0000-4000-8000-000000000003', '5eed0002-0000-4000-8000-000000000000',
     'Memory Optimized - Large Workloads', '{r5,r6i,r7i}', 'x86_64', 'BALANCED', 'GP3', 200, 'N'),
    ('5eed0002-0000-4000-8000-000000000004', '5eed0002-0000-4000-8000-000000000000',
     'ARM-Based - Cost Efficient', '{t4g,m6g,c6g}', 'arm64', 'CHEAPEST', 'GP3', 100, 'N');

-- Every foreign key on users and node_templates is asked for rows that hang on the seed rows without
-- being seed rows: deleting the seed would take them along. The lock keeps new ones from appearing.
--rollback DO $undo$
--rollback DECLARE
--rollback   seed CONSTANT text[] := ARRAY[
--rollback     '5eed0002-0000-4000-8000-000000000000',
--rollback     '5eed0002-0000-4000-8000-000000000001',
--rollback     '5eed0002-0000-4000-8000-000000000002',
--rollback     '5eed0002-0000-4000-8000-000000000003',
--rollback     '5eed0002-0000-4000-8000-000000000004'];
--rollback   reference record;
--rollback   amount bigint;
--rollback   owned text[] := '{}';
--rollback BEGIN
--rollback   PERFORM 1 FROM users WHERE id = ANY (seed) FOR UPDATE;
--rollback   PERFORM 1 FROM node_templates WHERE id = ANY (seed) FOR UPDATE;
--rollback   FOR reference IN
--rollback     SELECT con.conrelid::regclass AS child, con.confrelid::regclass AS parent,
--rollback       string_agg(format('c.%I = p.%I', child_column.attname, parent_column.attname), ' AND ') AS pair
--rollback     FROM pg_constraint con
--rollback     CROSS JOIN LATERAL unnest(con.conkey, con.confkey) AS k (child_key, parent_key)
--rollback     JOIN pg_attribute child_column
--rollback       ON child_column.attrelid = con.conrelid AND child_column.attnum = k.child_key
--rollback     JOIN pg_attribute parent_column
--rollback       ON parent_column.attrelid = con.confrelid AND parent_column.attnum = k.parent_key
--rollback     WHERE con.contype = 'f' AND con.conparentid = 0
--rollback       AND con.confrelid IN ('users'::regclass, 'node_templates'::regclass)
--rollback     GROUP BY con.oid, con.conname, con.conrelid, con.confrelid
--rollback     ORDER BY con.conrelid::regclass::text, con.conname
--rollback   LOOP
--rollback     EXECUTE format(
--rollback       'SELECT count(*) FROM %s c JOIN %s p ON %s WHERE p.id = ANY ($1)%s',
--rollback       reference.child, reference.parent, reference.pair,
--rollback       CASE WHEN reference.child IN ('users'::regclass, 'node_templates'::regclass)
--rollback         THEN ' AND c.id <> ALL ($1)' ELSE '' END)
--rollback       INTO amount USING seed;
--rollback     IF amount > 0 THEN
--rollback       owned := owned || format('%s (%s)', reference.child, amount);
--rollback     END IF;
--rollback   END LOOP;
--rollback   IF owned <> '{}' THEN
--rollback     RAISE EXCEPTION 'revision 002 cannot be undone: rows that it did not insert belong to its administrator or templates: %',
--rollback       array_to_string(owned, ', ')
--rollback       USING ERRCODE = 'restrict_violation',
--rollback         HINT = 'Delete those rows or give them to another user, then downgrade again.';
--rollback   END IF;
--rollback   DELETE FROM node_templates WHERE id = ANY (seed);
--rollback   DELETE FROM users WHERE id = ANY (seed);
--rollback END
--rollback $undo$;
