"""The files that administrators install by: each is taken by its program, and the site works behind both proxies."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from office.jobs import ask_job
from office.kinds import load_kinds
from office.opening import Office
from office.people import Role, owner
from tests.programs import program
from tests.web.api_site import API, house_with_a_week, token_of
from web.app import make_app

FILES = Path(__file__).parents[2] / "docs" / "examples" / "server"
PREFIX = "/visits"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> None:
    """Make the certificate and key that the example of nginx names."""
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x",
         "-keyout", str(folder / "visits.key"), "-out", str(folder / "visits.pem")],
        check=True, capture_output=True,
    )  # fmt: skip


def nginx_text(folder: Path, name: str, port: int = 443, upstream: int = 8000) -> str:
    """Return an example as it stands below a whole configuration, with files of a folder."""
    text = (FILES / name).read_text(encoding="utf-8").replace("/etc/ssl/", f"{folder}/")
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl").replace(
        "127.0.0.1:8000", f"127.0.0.1:{upstream}"
    )
    temp = "".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return f"pid {folder}/pid; error_log {folder}/error; events {{}} http {{ access_log off; {temp} {text} }}"


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = (FILES / "roundsman.service").read_text(encoding="utf-8")
    file = tmp_path / "roundsman.service"
    file.write_text(unit.replace("/opt/roundsman/bin/roundsman", sys.executable), encoding="utf-8")
    done = subprocess.run(
        [program("systemd-analyze"), "verify", str(file)], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "roundsman.service" in line]
    assert (done.returncode, ours) == (0, [])


def test_a_key_that_systemd_does_not_know_would_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "roundsman.service"
    file.write_text("[Service]\nExecStart=/bin/true\nProtectSytem=strict\n", encoding="utf-8")
    done = subprocess.run(
        [program("systemd-analyze"), "verify", str(file)], capture_output=True, text=True, check=False
    )
    assert "ProtectSytem" in done.stderr


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-prefix.conf"])
def test_nginx_takes_its_file(tmp_path: Path, name: str) -> None:
    certificate(tmp_path)
    whole = tmp_path / "whole.conf"
    whole.write_text(nginx_text(tmp_path, name), encoding="utf-8")
    done = subprocess.run([program("nginx"), "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["Caddyfile", "Caddyfile-prefix"])
def test_caddy_takes_its_file(name: str) -> None:
    command = [program("caddy"), "validate", "--adapter", "caddyfile", "--config", str(FILES / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def upstream(office: Office, root_path: str) -> Iterator[int]:
    """Serve the site as `roundsman serve --proxy 127.0.0.1 --root-path` does; give its port."""
    port = free_port()
    config = uvicorn.Config(
        make_app(office), host="127.0.0.1", port=port, root_path=root_path, log_level="error", proxy_headers=True,
        forwarded_allow_ips=["127.0.0.1"], timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def behind_nginx(folder: Path, name: str, behind: int) -> Iterator[int]:
    certificate(folder)
    port, whole = free_port(), folder / "whole.conf"
    whole.write_text(f"daemon off; {nginx_text(folder, name, port, behind)}", encoding="utf-8")
    child = subprocess.Popen([program("nginx"), "-c", str(whole)])
    try:
        yield _ready(port)
    finally:
        child.terminate()
        child.wait(10)


@contextmanager
def behind_caddy(folder: Path, name: str, behind: int) -> Iterator[int]:
    port, file = free_port(), folder / "Caddyfile"
    text = (FILES / name).read_text(encoding="utf-8").replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    text = text.replace("visits.example.org {", f"https://localhost:{port} {{\n\ttls internal\n")
    head = "{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n"
    file.write_text(head + text, encoding="utf-8")
    environment = {
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(file)]
    child = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield _ready(port)
    finally:
        child.terminate()
        child.wait(10)


def _ready(port: int) -> int:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return port
        time.sleep(0.05)
    raise TimeoutError("the proxy does not listen")


def ask(port: int, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    import ssl  # noqa: PLC0415 - here alone

    loose = ssl.create_default_context()
    loose.check_hostname, loose.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection("localhost", port, context=loose, timeout=30)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


PROXIES: dict[str, tuple[Callable[..., object], str, str]] = {
    "nginx": (behind_nginx, "nginx.conf", ""),
    "nginx below a prefix": (behind_nginx, "nginx-prefix.conf", PREFIX),
    "caddy": (behind_caddy, "Caddyfile", ""),
    "caddy below a prefix": (behind_caddy, "Caddyfile-prefix", PREFIX),
}


@pytest.mark.parametrize("kind", sorted(PROXIES))
def test_the_site_works_behind_it(sqlite_workspace: Office, tmp_path: Path, kind: str) -> None:
    if shutil.which(kind.split(maxsplit=1)[0]) is None:
        program(kind.split(maxsplit=1)[0])
    load_kinds()
    behind, name, prefix = PROXIES[kind]
    house = house_with_a_week(sqlite_workspace)
    token = token_of(house, Role.MANAGER)
    job = ask_job(house, owner(), "remind", {})
    with upstream(house, prefix) as inner, behind(tmp_path, name, inner) as port:  # type: ignore[attr-defined]
        page = ask(port, f"{prefix}/login", {}).read().decode()
        assert f'action="{prefix}/login"' in page
        assert f'href="{prefix}/static/' in page
        away = ask(port, f"{prefix}/plan", {})
        assert away.getheader("location", "").startswith(f"{prefix}/login?next=")
        assert ask(port, f"{prefix}/healthz", {}).status == 200
        signed = {"Authorization": f"Bearer {token}"}
        events = ask(port, f"{prefix}{API}/jobs/{job.id}/events", signed)
        began = time.monotonic()
        assert events.readline() == b"event: job\n", "the first event comes while the job still waits"
        assert time.monotonic() - began < 20
        assert b'"state":"waiting"' in events.readline()
        events.close()
