"""An OpenID provider of the tests' own, on loopback: it signs what it is told to sign."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "roundsman", "s3cret"


@dataclass
class Provider:
    """What it answers: `claims` change what is signed, `header` and `key` how; `asked` is what came to it."""

    port: int = 0
    published: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    key: Any = None
    header: dict[str, str] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    claims: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    redeemed: list[dict[str, str]] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}/realm"

    def described(self) -> dict[str, Any]:
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/ask",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return {name: value for name, value in (found | self.document).items() if value is not None}

    def visit(self, address: str) -> str:
        """Be the person's browser at the provider: return the code for which it may come back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return "code-1"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        self.redeemed.append(form | {"authorization": authorization})
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        told = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        good = (form["code"], proof, authorization) == ("code-1", self.asked["code_challenge"], f"Basic {told}")
        if not good or form["redirect_uri"] != self.asked["redirect_uri"] or len(self.redeemed) > 1:
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "u-1", "nonce": self.asked["nonce"], "email": "ann@example.com",
            "email_verified": True,
        }  # fmt: skip
        wanted = {name: value for name, value in (claims | self.claims).items() if value is not None}
        return 200, {
            "id_token": jwt.encode(self.header, wanted, self.key or self.published, algorithms=["RS256", "HS256"])
        }


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """Run it until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys = {"keys": [provider.published.as_dict(private=False)]}
            found = provider.described() if self.path.endswith("openid-configuration") else keys
            self._say(200, found)

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            self._say(*provider.token(form, self.headers.get("Authorization", "")))

        def _say(self, status: int, body: object) -> None:
            octets = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        log_message: Callable[..., None] = lambda *_: None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
