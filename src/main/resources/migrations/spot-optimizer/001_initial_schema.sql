--liquibase formatted sql
-- Initial schema: 13 tables, 12 enums.
--
-- revision: 001
-- down_revision:
-- branch_labels:
-- depends_on:
-- create_date: 2025-12-31T12:50:00Z

--changeset spot-optimizer:001
CREATE TYPE userrole AS ENUM ('CLIENT', 'SUPER_ADMIN');
CREATE TYPE accountstatus AS ENUM ('PENDING', 'SCANNING', 'ACTIVE', 'ERROR');
CREATE TYPE clusterstatus AS ENUM ('PENDING', 'ACTIVE', 'INACTIVE', 'ERROR');
CREATE TYPE instancelifecycle AS ENUM ('SPOT', 'ON_DEMAND');
CREATE TYPE templatestrategy AS ENUM ('CHEAPEST', 'BALANCED', 'PERFORMANCE');
CREATE TYPE disktype AS ENUM ('GP3', 'GP2', 'IO1', 'IO2');
CREATE TYPE resourcetype AS ENUM (
    'CLUSTER', 'INSTANCE', 'TEMPLATE', 'POLICY', 'HIBERNATION', 'USER', 'ACCOUNT'
);
CREATE TYPE auditoutcome AS ENUM ('SUCCESS', 'FAILURE');
CREATE TYPE mlmodelstatus AS ENUM ('TESTING', 'PRODUCTION', 'DEPRECATED');
CREATE TYPE optimizationjobstatus AS ENUM ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED');
CREATE TYPE agentactiontype AS ENUM (
    'EVICT_POD', 'CORDON_NODE', 'DRAIN_NODE', 'LABEL_NODE', 'UPDATE_DEPLOYMENT'
);
CREATE TYPE agentactionstatus AS ENUM ('PENDING', 'PICKED_UP', 'COMPLETED', 'FAILED', 'EXPIRED');

CREATE TABLE users (
    id varchar(36) PRIMARY KEY,
    email varchar(255) NOT NULL,
    password_hash varchar(255) NOT NULL,
    role userrole NOT NULL,
    created_at timestamp NOT NULL DEFAULT now(),
    updated_at timestamp NOT NULL DEFAULT now()
);
CREATE INDEX idx_users_email ON users (email);
CREATE UNIQUE INDEX ix_users_email ON users (email);

CREATE TABLE accounts (
    id varchar(36) PRIMARY KEY,
    user_id varchar(36) NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    aws_account_id varchar(12) NOT NULL,
    role_arn varchar(255) NOT NULL,
    external_id varchar(64),
    status accountstatus NOT NULL,
    created_at timestamp NOT NULL DEFAULT now(),
    updated_at timestamp NOT NULL DEFAULT now()
);
CREATE INDEX ix_accounts_status ON accounts (status);
CREATE INDEX ix_accounts_user_id ON accounts (user_id);

CREATE TABLE clusters (
    id varchar(36) PRIMARY KEY,
    account_id varchar(36) NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name varchar(255) NOT NULL,
    region varchar(50) NOT NULL,
    vpc_id varchar(50),
    api_endpoint varchar(255),
    k8s_version varchar(20),
    status clusterstatus NOT NULL,
    agent_installed varchar(1) NOT NULL DEFAULT 'N',
    last_heartbeat timestamp,
    created_at timestamp NOT NULL DEFAULT now(),
    updated_at timestamp NOT NULL DEFAULT now()
);
CREATE INDEX ix_clusters_account_id ON clusters (account_id);
CREATE INDEX ix_clusters_name ON clusters (name);
CREATE INDEX ix_clusters_region ON clusters (region);
CREATE INDEX ix_clusters_status ON clusters (status);

CREATE TABLE instances (
    id varchar(36) PRIMARY KEY,
    cluster_id varchar(36) NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    instance_id varchar(20) NOT NULL,
    instance_type varchar(50) NOT NULL,
    lifecycle instancelifecycle NOT NULL,
    az varchar(50) NOT NULL,
    price double precision,
    cpu_util double precision,
    memory_util double precision,
    created_at timestamp NOT NULL DEFAULT now(),
    updated_at timestamp NOT NULL DEFAULT now()
);
CREATE INDEX idx_cluster_instance_type ON instances (cluster_id, instance_type);
CREATE INDEX idx_cluster_lifecycle ON instances (cluster_id, lifecycle);
CREATE INDEX ix_instances_az ON instances (az);
CREATE INDEX ix_instances_cluster_id ON instances (cluster_id);
CREATE UNIQUE INDEX ix_instances_instance_id ON instances (instance_id);
CREATE INDEX ix_instances_instance_type ON instances (instance_type);
CREATE INDEX ix_instances_lifecycle ON instances (lifecycle);

CREATE TABLE node_templates (
    id varchar(36) PRIMARY KEY,
    user_id varchar(36) NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name varchar(255) NOT NULL,
    families varchar[] NOT NULL,
    architecture varchar(20) NOT NULL DEFAULT 'x86_64',
    strategy templatestrategy NOT NULL,
    disk_type disktype NOT NULL,
    disk_size integer NOT NULL DEFAULT 100,
    is_default varchar(1) NOT NULL DEFAULT 'N',
    created_at timestamp NOT NULL DEFAULT now(),
    updated_at timestamp NOT NULL DEFAULT now(),
    CONSTRAINT uq_user_template_name UNIQUE (user_id, name)
);
CREATE INDEX ix_node_templates_user_id ON node_templates (user_id);

CREATE TABLE cluster_policies (
    id varchar(36) PRIMARY KEY,
    cluster_id varchar(36) NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    config jsonb NOT NULL DEFAULT '{}',
    created_at timestamp NOT NULL DEFAULT now(),
    updated_at timestamp NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX ix_cluster_policies_cluster_id ON cluster_policies (cluster_id);

CREATE TABLE hibernation_schedules (
    id varchar(36) PRIMARY KEY,
    cluster_id varchar(36) NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    schedule_matrix jsonb NOT NULL,
    timezone varchar(50) NOT NULL DEFAULT 'UTC',
    prewarm_enabled varchar(1) NOT NULL DEFAULT 'N',
    prewarm_minutes integer NOT NULL DEFAULT 30,
    created_at timestamp NOT NULL DEFAULT now(),
    updated_at timestamp NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX ix_hibernation_schedules_cluster_id ON hibernation_schedules (cluster_id);

CREATE TABLE audit_logs (
    id varchar(36) PRIMARY KEY,
    "timestamp" timestamptz NOT NULL DEFAULT now(),
    actor_id varchar(36) NOT NULL,
    actor_name varchar(255) NOT NULL,
    event varchar(255) NOT NULL,
    resource varchar(255) NOT NULL,
    resource_type resourcetype NOT NULL,
    outcome auditoutcome NOT NULL,
    ip_address varchar(45),
    user_agent varchar(512),
    diff_before jsonb,
    diff_after jsonb
);
CREATE INDEX idx_audit_actor_timestamp ON audit_logs (actor_id, "timestamp" DESC);
CREATE INDEX idx_audit_resource_type_timestamp ON audit_logs (resource_type, "timestamp" DESC);
CREATE INDEX idx_audit_timestamp_desc ON audit_logs ("timestamp" DESC);
CREATE INDEX ix_audit_logs_actor_id ON audit_logs (actor_id);
CREATE INDEX ix_audit_logs_event ON audit_logs (event);
CREATE INDEX ix_audit_logs_resource_type ON audit_logs (resource_type);
CREATE INDEX ix_audit_logs_timestamp ON audit_logs ("timestamp");

CREATE TABLE ml_models (
    id varchar(36) PRIMARY KEY,
    version varchar(50) NOT NULL,
    file_path varchar(512) NOT NULL,
    status mlmodelstatus NOT NULL,
    performance_metrics jsonb,
    uploaded_at timestamp NOT NULL DEFAULT now(),
    validated_at timestamp,
    promoted_at timestamp
);
CREATE INDEX ix_ml_models_status ON ml_models (status);
CREATE UNIQUE INDEX ix_ml_models_version ON ml_models (version);

CREATE TABLE optimization_jobs (
    id varchar(36) PRIMARY KEY,
    cluster_id varchar(36) NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    status optimizationjobstatus NOT NULL,
    results jsonb,
    created_at timestamp NOT NULL DEFAULT now(),
    started_at timestamp,
    completed_at timestamp
);
CREATE INDEX idx_optimization_cluster_status ON optimization_jobs (cluster_id, status);
CREATE INDEX idx_optimization_created_desc ON optimization_jobs (created_at DESC);
CREATE INDEX ix_optimization_jobs_cluster_id ON optimization_jobs (cluster_id);
CREATE INDEX ix_optimization_jobs_created_at ON optimization_jobs (created_at);
CREATE INDEX ix_optimization_jobs_status ON optimization_jobs (status);

CREATE TABLE lab_experiments (
    id varchar(36) PRIMARY KEY,
    model_id varchar(36) NOT NULL REFERENCES ml_models (id) ON DELETE CASCADE,
    instance_id varchar(20) NOT NULL,
    test_type varchar(50) NOT NULL,
    telemetry jsonb NOT NULL DEFAULT '{}',
    created_at timestamp NOT NULL DEFAULT now()
);
CREATE INDEX ix_lab_experiments_created_at ON lab_experiments (created_at);
CREATE INDEX ix_lab_experiments_model_id ON lab_experiments (model_id);

CREATE TABLE agent_actions (
    id varchar(36) PRIMARY KEY,
    cluster_id varchar(36) NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    action_type agentactiontype NOT NULL,
    payload jsonb NOT NULL DEFAULT '{}',
    status agentactionstatus NOT NULL,
    created_at timestamp NOT NULL DEFAULT now(),
    expires_at timestamp NOT NULL,
    picked_up_at timestamp,
    completed_at timestamp,
    result jsonb,
    error_message varchar(1024),
    CONSTRAINT check_expires_after_created CHECK (expires_at > created_at)
);
CREATE INDEX idx_agent_action_cluster_status ON agent_actions (cluster_id, status);
CREATE INDEX idx_agent_action_expires ON agent_actions (expires_at);
CREATE INDEX ix_agent_actions_action_type ON agent_actions (action_type);
CREATE INDEX ix_agent_actions_cluster_id ON agent_actions (cluster_id);
CREATE INDEX ix_agent_actions_created_at ON agent_actions (created_at);
CREATE INDEX ix_agent_actions_expires_at ON agent_actions (expires_at);
CREATE INDEX ix_agent_actions_status ON agent_actions (status);

CREATE TABLE api_keys (
    id varchar(36) PRIMARY KEY,
    cluster_id varchar(36) NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    key_hash varchar(64) NOT NULL,
    key_prefix varchar(8) NOT NULL,
    description varchar(255),
    last_used_at timestamp,
    created_at timestamp NOT NULL DEFAULT now(),
    expires_at timestamp
);
CREATE INDEX ix_api_keys_cluster_id ON api_keys (cluster_id);
CREATE UNIQUE INDEX ix_api_keys_key_hash ON api_keys (key_hash);
CREATE INDEX ix_api_keys_key_prefix ON api_keys (key_prefix);

--rollback DROP TABLE api_keys;
--rollback DROP TABLE agent_actions;
--rollback DROP TABLE lab_experiments;
--rollback DROP TABLE optimization_jobs;
--rollback DROP TABLE ml_models;
--rollback DROP TABLE audit_logs;
--rollback DROP TABLE hibernation_schedules;
--rollback DROP TABLE cluster_policies;
--rollback DROP TABLE node_templates;
--rollback DROP TABLE instances;
--rollback DROP TABLE clusters;
--rollback DROP TABLE accounts;
--rollback DROP TABLE users;
--rollback DROP TYPE agentactionstatus;
--rollback DROP TYPE agentactiontype;
--rollback DROP TYPE optimizationjobstatus;
--rollback DROP TYPE mlmodelstatus;
--rollback DROP TYPE auditoutcome;
--rollback DROP TYPE resourcetype;
--rollback DROP TYPE disktype;
--rollback DROP TYPE templatestrategy;
--rollback DROP TYPE instancelifecycle;
--rollback DROP TYPE clusterstatus;
--rollback DROP TYPE accountstatus;
--rollback DROP TYPE userrole;
