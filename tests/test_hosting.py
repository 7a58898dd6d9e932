"""The guide to hosting works as it is written: Debian's nginx and tor are started with its own texts, on loopback."""

import http.client
import re
import shutil
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

sys.path.insert(0, str(Path(__file__).parent))
from running import PROGRAM, environment, free_port

pytestmark = pytest.mark.no_database
ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
MARKED = {"User-Agent": "Telltale/7", "X-Forwarded-For": "203.0.113.77", "Referer": "https://told.example/"}
SAID = ("Content-Security-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Content-Type-Options")


def needs(program):
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    return pytest.mark.skipif(not found, reason=f"{program} is not installed: bin/test installs it")


def texts(language):
    """Return the texts of the guide that are in the language, by the name of the file they are for."""
    blocks = re.findall(rf"```{language}\n# (\S+)\n(.*?)```", GUIDE, re.DOTALL)
    return {Path(name).name: text for name, text in blocks}


@contextmanager
def running(command, **options):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def await_answer(ask, process):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            return ask()
        except OSError:
            assert process.poll() is None, process.stdout.read().decode()
            time.sleep(0.2)
    return pytest.fail("nothing answered within 90 s")


class Site:
    """The public door behind nginx, as the guide says."""

    def __init__(self, folder):
        self.folder, self.door, self.tls, self.plain = folder, free_port(), free_port(), free_port()
        self.home, self.log = folder / "home", folder / "log"

    def ask(self, path="/en/", *, over="tls", host="example.org", method="GET"):
        if over == "tls":
            context = trusting(self.folder)
            line = http.client.HTTPSConnection("127.0.0.1", self.tls, context=context, timeout=20)
        else:
            line = http.client.HTTPConnection("127.0.0.1", getattr(self, over), timeout=20)
        line.request(method, path, headers={"Host": host, **MARKED})
        answer = line.getresponse()
        body = answer.read().decode(errors="replace")
        line.close()
        return answer, body

    def door_settings(self):
        return environment(self.home, WAYSTATION_TLS="yes", WAYSTATION_HOSTS="example.org,127.0.0.1,told.onion")

    def nginx(self):
        """Return the guide's texts with this test's ports and folders, and nothing else changed."""
        sites = texts("nginx")
        text = sites["waystation-public"] + sites["waystation-to-https"]
        for theirs, ours in {
            "listen 443 ": f"listen 127.0.0.1:{self.tls} ",
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "127.0.0.1:8000": f"127.0.0.1:{self.door}",
            "/etc/ssl/waystation": str(self.folder),
        }.items():
            assert theirs in text
            text = text.replace(theirs, ours)
        kept = "".join(
            f"{what}_temp_path {self.folder}/{what};" for what in ("proxy", "client_body", "fastcgi", "uwsgi", "scgi")
        )
        file = self.folder / "nginx.conf"
        file.write_text(
            f"daemon off; master_process off; pid {self.folder}/pid; error_log {self.folder}/nginx-log;"
            f" events {{}} http {{ access_log {self.folder}/visits; {kept} {text} }}"
        )
        return ["/usr/sbin/nginx", "-c", str(file), "-p", str(self.folder), "-e", "stderr"]


def trusting(folder):
    """Trust the test's own certificate, which is for a name and not for this address."""
    context = ssl.create_default_context(cafile=str(folder / "certificate.pem"))
    context.check_hostname = False
    return context


def certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "example.org")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime.now(UTC) - timedelta(1))
    made = made.not_valid_after(datetime.now(UTC) + timedelta(1)).sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(private)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"))
    certificate(site.folder)
    up = [*PROGRAM, "up", "--only", "public", "--public-port", str(site.door)]
    with site.log.open("wb") as log:
        door = subprocess.Popen(up, env=site.door_settings(), stdout=log, stderr=log)
    try:
        with running(site.nginx()) as nginx:
            await_answer(lambda: site.ask(over="door"), nginx)
            await_answer(site.ask, nginx)
            yield site
    finally:
        door.terminate()
        door.wait(30)


@needs("nginx")
def test_pages_arrive_over_tls_with_every_header_once(site):
    answer, body = site.ask()
    assert answer.status == 200
    assert "Waystation" in body
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["Server"] == "nginx"
    assert {name: len(answer.headers.get_all(name)) for name in (*SAID, "Cache-Control")} == dict.fromkeys(
        (*SAID, "Cache-Control"), 1
    )


@needs("nginx")
def test_plain_http_leads_to_tls_with_the_headers_too(site):
    answer, _body = site.ask("/en/", over="plain")
    assert (answer.status, answer.headers["Location"]) == (301, "https://example.org/en/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert [name for name in SAID if name not in answer.headers] == []


@needs("nginx")
def test_what_is_too_large_is_refused_by_nginx_with_the_headers(site):
    line = http.client.HTTPSConnection("127.0.0.1", site.tls, context=trusting(site.folder), timeout=20)
    line.request("POST", "/en/", headers={"Host": "example.org", "Content-Length": str(18 * 2**20)})
    answer = line.getresponse()
    assert answer.status in {413, 503}
    assert [name for name in SAID if name not in answer.headers] == []


@needs("nginx")
def test_nobody_who_came_through_nginx_is_written_down(site):
    for number in range(50):
        site.ask(f"/en/?telltale-question-{number}")
        site.ask(f"/nothing-{number}?telltale-question")
    kept = {path.name: path.read_bytes() for path in site.folder.rglob("*") if path.is_file()}
    told = (b"Telltale", b"203.0.113.77", b"told.example", b"telltale-question")
    assert {name for name, text in kept.items() for word in told if word in text} == set()
    assert kept.get("visits", b"") == b""


@needs("nginx")
def test_the_staff_site_is_well_formed(tmp_path):
    certificate(tmp_path)
    text = texts("nginx")["waystation-staff"].replace("/etc/ssl/waystation", str(tmp_path))
    file = tmp_path / "nginx.conf"
    file.write_text(f"pid {tmp_path}/pid; events {{}} http {{ {text} }}")
    done = subprocess.run(
        ["/usr/sbin/nginx", "-t", "-c", file, "-e", "stderr"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@needs("tor")
def test_tor_takes_the_text_and_makes_an_address(tmp_path):
    (text,) = texts("torrc").values()
    assert "/var/lib/tor/waystation/" in text
    file, service = tmp_path / "torrc", tmp_path / "service"
    text = text.replace("/var/lib/tor/waystation/", str(service))
    file.write_text(f"{text}\nDataDirectory {tmp_path / 'data'}\nDisableNetwork 1\n")
    tor = ["tor", "-f", str(file), "--defaults-torrc", "/nonexistent", "--ignore-missing-torrc"]
    done = subprocess.run([*tor, "--verify-config"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    warnings = [line for line in done.stdout.splitlines() if "[warn]" in line and "as root" not in line]
    assert warnings == []
    with running(tor) as process:
        await_answer((service / "hostname").read_text, process)
        assert re.fullmatch(r"[a-z2-7]{56}\.onion\n", (service / "hostname").read_text())
        assert (service / "hs_ed25519_secret_key").stat().st_mode & 0o077 == 0


@needs("nginx")
def test_the_door_answers_to_its_onion_name_and_to_no_other(site):
    assert site.ask(over="door", host="told.onion")[0].status == 200
    assert site.ask(over="door", host="other.onion")[0].status == 400


@needs("systemd-analyze")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_systemd_understands_the_unit_and_its_sandbox_is_tight(unit):
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "is not executable" not in line]  # installed elsewhere
    assert complaints == []
    score = ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit]
    done = subprocess.run(score, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:]


def test_each_unit_gives_its_door_its_own_key_and_user():
    assert [path.stem for path in UNITS] == ["waystation-public", "waystation-staff"]
    for unit in UNITS:
        door, text = unit.stem.removeprefix("waystation-"), unit.read_text()
        assert f"LoadCredential=disk-{door}.key:" in text
        assert f"User=waystation-{door}\n" in text
        assert f"up --only {door}\n" in text
