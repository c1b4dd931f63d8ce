--liquibase formatted sql
-- Orders and their state.
--
-- revision: 001
-- down_revision:
-- create_date: 2026-01-12T09:00:00Z

--changeset orders:001
CREATE TYPE order_state AS ENUM ('PLACED', 'PAID', 'SHIPPED');
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer text NOT NULL,
  state order_state NOT NULL DEFAULT 'PLACED',
  placed_at timestamptz NOT NULL DEFAULT now()
);
--rollback DROP TABLE orders;
--rollback DROP TYPE order_state;
