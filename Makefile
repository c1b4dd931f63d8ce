# The two to know: "make demo" shows the main job, "make test" runs everything that CI runs.

.DEFAULT_GOAL := help

.PHONY: help
help: ## This list
	@printf 'Usage: make <target>\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: demo
demo: ## The main job, shown end to end on this machine: no cluster, no Docker (KEEP=1 leaves it running)
	@KEEP='$(KEEP)' hack/demo

.PHONY: demo-stop
demo-stop: ## End what "make demo KEEP=1" left running
	@hack/demo --stop

.PHONY: test
test: ## Everything that CI runs: unit, Postgres, real API server, packaged jar
	@hack/test

.PHONY: quick
quick: ## The tests without any I/O, in seconds
	@hack/mvn test -Dtest='*Test,!*PgTest'

.PHONY: chaos
chaos: ## Kill operator, connections and database at random, for three quarters of an hour (CHAOS_SEED=n repeats)
	@CHAOS_SEED='$(CHAOS_SEED)' hack/chaos

.PHONY: build
build: ## Package operator and command line, without tests
	@hack/mvn package -DskipTests
	@hack/class-archive
	@echo 'Built target/quarkus-app; try bin/schemactl --help'

.PHONY: install
install: build ## Put schemactl, and kubectl-schema beside it, into PREFIX/bin (/usr/local; DESTDIR for packagers)
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' hack/install

.PHONY: bench-graph
bench-graph: ## Time the revision graph over 10,000 revisions next to the real Alembic, and how the time grows
	@hack/bench/graph

.PHONY: bench-engine
bench-engine: ## Time the engine next to "psql -f" of the same SQL, and the settled path next to a bare SELECT
	@hack/bench/engine

.PHONY: bench-cli
bench-cli: ## Time schemactl as a process next to psql, Alembic, Liquibase and Flyway as processes
	@hack/bench/cli

.PHONY: bench-scale
bench-scale: ## Measure the operator over N resources inside a memory limit (N=1000, LIMIT=384 in MiB)
	@N='$(N)' LIMIT='$(LIMIT)' hack/bench/scale

.PHONY: envtest
envtest: ## Provide etcd, kube-apiserver and kubectl in a cache folder outside git
	@hack/envtest/provide

.PHONY: pgbouncer
pgbouncer: ## Provide the real PgBouncer in a cache folder outside git, for the tests that must recognise it
	@hack/pgbouncer/provide

.PHONY: pgdump
pgdump: ## Provide a pg_dump of the newest Postgres in a cache folder outside git, for the tests that compare dumps
	@hack/pgdump/provide

.PHONY: alembic
alembic: ## Provide the real Alembic in a cache folder outside git, for the tests that take over from it
	@hack/alembic/provide

.PHONY: migrators
migrators: ## Provide the real goose, golang-migrate, dbmate and sql-migrate, for the tests that import from them
	@for name in goose migrate dbmate sql-migrate; do hack/migrators/provide $$name || exit 1; done

.PHONY: run
run: build ## Run the operator against the cluster of the current kubeconfig
	@bin/schemactl operator

.PHONY: crds
crds: build ## Generate crds/ from the Java classes and copy it into the Helm chart
	@cp crds/*.yml helm/schema-migration-operator/crds/

.PHONY: image
image: build ## Write the container image to target/image.tar, without any daemon
	@hack/mvn jib:buildTar@image

.PHONY: format
format: ## Format the Java sources
	@hack/mvn spotless:apply

.PHONY: clean
clean: ## Remove what was built
	@hack/mvn clean
