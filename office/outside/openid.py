"""OpenID Connect: what a provider says of itself, where to send somebody who wants to sign in, and who comes back.

The code flow with a proof key (PKCE), a state and a nonce. What a provider signed is believed only with a key that it
publishes, for us, from the issuer that is meant, for the sign-in that was begun, and while it is good.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from office.outside.addresses import call, require_address
from routing.problems import BadInputError, WorldError
from store.providers import Provider

ALGORITHMS = ("RS256", "PS256", "ES256")
"""Signatures by a key pair; one by a shared secret, or none, is refused."""
LEEWAY_S = 60
JSON_TYPE = {"Accept": "application/json", "User-Agent": "roundsman"}


class ProviderError(WorldError):
    """The provider does not answer as it should; nobody is signed in."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that was begun: what the browser keeps until it comes back."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a provider does what."""

    authorization: str
    token: str
    keys: str
    secret_in_body: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a provider vouches for: `email` is empty where it did not verify it."""

    issuer: str
    subject: str
    email: str


def begin() -> Begun:
    """Return new words for one sign-in, none of which can be guessed."""
    return Begun(*(secrets.token_urlsafe(32) for _ in range(3)))


def discover(provider: Provider) -> Endpoints:
    """Return where a provider does what; raises `ProviderError` where it does not say, or says it is another."""
    found = _fetched(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != provider.issuer:
        raise ProviderError(f"{provider.issuer} says that it is {found.get('issuer')!r}.")
    places = [found.get(f"{name}_endpoint") for name in ("authorization", "token")] + [found.get("jwks_uri")]
    try:
        authorization, token, keys = (str(require_address(str(place)).geturl()) for place in places)
    except BadInputError as error:
        raise ProviderError(f"{provider.issuer} names an address that cannot be called: {error}") from error
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Endpoints(authorization, token, keys, "client_secret_basic" not in methods)


def address_to_ask(provider: Provider, there: Endpoints, begun: Begun, back: str) -> str:
    """Return the address to which the browser is sent."""
    proof = base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code", "client_id": provider.client_id, "redirect_uri": back, "scope": "openid email",
        "state": begun.state, "nonce": begun.nonce, "code_challenge": proof, "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{there.authorization}{'&' if '?' in there.authorization else '?'}{urlencode(asked)}"


def redeem(provider: Provider, there: Endpoints, begun: Begun, *, secret: str, code: str, back: str) -> str:
    """Return the signed token that a code is good for; raises `ProviderError` where it is good for none."""
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": begun.verifier,
        "client_id": provider.client_id,
    }  # fmt: skip
    headers = JSON_TYPE | {"Content-Type": "application/x-www-form-urlencoded"}
    if secret and there.secret_in_body:
        form["client_secret"] = secret
    elif secret:
        both = f"{quote(provider.client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(both.encode()).decode()}"
    token = _answered("POST", there.token, urlencode(form).encode(), headers).get("id_token")
    if not isinstance(token, str):
        raise ProviderError("The provider gave no token for the code.")
    return token


def vouched(provider: Provider, there: Endpoints, token: str, begun: Begun, now: datetime) -> Known:
    """Return whom a signed token is about.

    Raises
    ------
    ProviderError
        Where the signature, the issuer, the audience, the time or the nonce is wrong.
    """
    try:
        from joserfc import jwt  # noqa: PLC0415 - an extra
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415
    except ImportError as error:
        raise WorldError("OpenID Connect needs joserfc: pip install 'roundsman[oidc]'.") from error
    essential = {"iss": provider.issuer, "aud": provider.client_id, "nonce": begun.nonce}
    rules: dict[str, Any] = {name: {"essential": True, "value": value} for name, value in essential.items()}
    rules |= {name: {"essential": True} for name in ("exp", "iat", "sub")}
    try:
        signed = jwt.decode(token, KeySet.import_key_set(_keys(there)), algorithms=list(ALGORITHMS))
        jwt.JWTClaimsRegistry(now=int(now.timestamp()), leeway=LEEWAY_S, **rules).validate(signed.claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise ProviderError(f"What the provider signed is not believed ({type(error).__name__}).") from error
    return _known(provider, signed.claims)


def _known(provider: Provider, claims: Mapping[str, Any]) -> Known:
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise ProviderError("What the provider signed is for somebody else.")
    email = claims.get("email") if claims.get("email_verified") is True else ""
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise ProviderError("What the provider signed names nobody.")
    return Known(provider.issuer, claims["sub"], email if isinstance(email, str) else "")


def _keys(there: Endpoints) -> Any:
    found = _fetched(there.keys)
    keys = found.get("keys")
    if not isinstance(keys, list):
        raise ProviderError("The provider publishes no keys.")
    public = [one for one in keys if isinstance(one, dict) and one.get("kty") in {"RSA", "EC"}]
    return {"keys": [one for one in public if one.get("use", "sig") == "sig"]}


def _fetched(url: str) -> dict[str, Any]:
    return _answered("GET", url, None, JSON_TYPE)


def _answered(method: str, url: str, body: bytes | None, headers: dict[str, str]) -> dict[str, Any]:
    try:
        answer = call(method, url, body, headers)
        found = json.loads(answer.body)
    except (OSError, ValueError) as error:
        raise ProviderError(f"The provider does not answer as it should ({type(error).__name__}).") from error
    if answer.status != 200 or not isinstance(found, dict):
        raise ProviderError(f"The provider answered with status {answer.status}.")
    return found
