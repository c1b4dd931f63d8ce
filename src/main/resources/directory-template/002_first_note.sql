--liquibase formatted sql
-- Add the first note.
--
-- revision: 002
-- down_revision: 001
-- branch_labels:
-- depends_on:
-- create_date: 2026-01-01T00:00:00Z

--changeset schemactl:002
INSERT INTO note (content) VALUES ('Remember to write the rollback with the change.');
--rollback DELETE FROM note WHERE content = 'Remember to write the rollback with the change.';
