--liquibase formatted sql
-- Create the table of notes.
--
-- revision: 001
-- down_revision:
-- branch_labels:
-- depends_on:
-- create_date: 2026-01-01T00:00:00Z

--changeset schemactl:001
CREATE TABLE note (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  content text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
--rollback DROP TABLE note;
