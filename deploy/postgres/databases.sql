-- A database for each service, and its roles: who may do what with it. A role reaches its own database and no other.
--
--   <service>_owner    makes tables and triggers (`migrate`), and puts a backup in their place. Services never are it.
--   <service>          the service: reads and inserts; it can change and delete nothing that is recorded
--   <service>_reader   reads: the operator's commands, notes and backups
--   <service>_auditor  reads: somebody from outside
--
-- What each may do with the tables is granted by `migrate`, once they are there (shared/log/roles_postgres.py).
--
-- Runs when the server's folder is first made. It may be run again at any time: it then gives the roles the passwords
-- that stand in the secret files now, and makes over to their owners databases of before there were these roles.
--   docker compose exec postgres psql -v ON_ERROR_STOP=1 -f /docker-entrypoint-initdb.d/databases.sql

CREATE TEMPORARY TABLE service (name text);
INSERT INTO service VALUES ('applications'), ('pool'), ('settlement');
CREATE TEMPORARY TABLE role AS
SELECT name AS service, name || suffix AS name FROM service, unnest(ARRAY['', '_owner', '_reader', '_auditor']) AS suffix;

SELECT format('CREATE ROLE %I LOGIN', name)
FROM role WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec

-- The server reads the secrets itself: they stand on no command line. A missing file is an error.
SELECT format('ALTER ROLE %I PASSWORD %L', name, btrim(pg_read_file('/secrets/postgres/' || name), E'\n'))
FROM role \gexec

SELECT format('CREATE DATABASE %I OWNER %I', name, name || '_owner')
FROM service WHERE name NOT IN (SELECT datname FROM pg_database) \gexec

-- Before anybody may connect: what the former owner might do goes over to the next, too.
SELECT format('ALTER DATABASE %I OWNER TO %I', name, name || '_owner') FROM service \gexec

-- By default everybody may connect to every database. Also to `postgres` and `template1`, which nobody needs.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname) FROM pg_database \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', service, name) FROM role \gexec

-- What a service still owns in its database, of before there was an owner.
\connect applications
REASSIGN OWNED BY applications TO applications_owner;
\connect pool
REASSIGN OWNED BY pool TO pool_owner;
\connect settlement
REASSIGN OWNED BY settlement TO settlement_owner;
