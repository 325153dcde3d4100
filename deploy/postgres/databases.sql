-- A database and a role for each service; a role reaches its own database and no other.
--
-- Runs when the server's folder is first made. It may be run again at any time, and then gives the roles the
-- passwords that stand in the secret files now:
--   docker compose exec postgres psql -v ON_ERROR_STOP=1 -f /docker-entrypoint-initdb.d/databases.sql

CREATE TEMPORARY TABLE service (name text);
INSERT INTO service VALUES ('applications'), ('pool'), ('settlement');

SELECT format('CREATE ROLE %I LOGIN', name)
FROM service WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec

-- The server reads the secrets itself: they stand on no command line. A missing file is an error.
SELECT format('ALTER ROLE %I PASSWORD %L', name, btrim(pg_read_file('/secrets/postgres/' || name), E'\n'))
FROM service \gexec

SELECT format('CREATE DATABASE %I OWNER %I', name, name)
FROM service WHERE name NOT IN (SELECT datname FROM pg_database) \gexec

-- By default everybody may connect to every database. Also to `postgres` and `template1`, which nobody needs.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname) FROM pg_database \gexec
