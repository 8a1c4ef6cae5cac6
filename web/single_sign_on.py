"""Asks the organisation's OpenID Connect provider who somebody is, and checks what it answers.

By the authorization code flow with PKCE, state and nonce; the one door to Authlib.
"""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from ledger.errors import Refused, SystemFailed
from ledger.language import Text
from ledger.settings import Provider

#: How long the provider may take to answer, in seconds, and how far clocks may differ.
PATIENCE = 10
CLOCKS_APART = 60
#: Signatures whose secret only the provider has.
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
NOT_BEGUN_HERE = Text(
    "统一身份登录已过期，或不是从本系统开始的，请重新登录。",
    "This sign-in has expired or did not begin here; sign in again.",
)
#: So many letters at most of what a provider says is wrong are told on.
SAID = 200


@dataclass(frozen=True)
class Journey:
    """What somebody takes along to the provider and back, in a cookie of theirs."""

    state: str
    nonce: str
    code_verifier: str

    def __str__(self) -> str:
        return f"{self.state}.{self.nonce}.{self.code_verifier}"


def new_journey() -> Journey:
    """A journey that nobody can guess."""
    return Journey(*(secrets.token_urlsafe(48) for _ in range(3)))


def journey_of(cookie: str | None) -> Journey | None:
    """The journey of a cookie; None if it is not one."""
    parts = (cookie or "").split(".")
    return Journey(*parts) if len(parts) == 3 and all(parts) else None  # noqa: PLR2004


def way_there(provider: Provider, journey: Journey, back: str) -> str:
    """Where to send somebody, who then comes back to the address `back`.

    Raises:
        SystemFailed: the provider does not answer, or as no provider would.
    """
    with client(provider, back) as session:
        address, _ = session.create_authorization_url(
            configuration(provider)["authorization_endpoint"],
            state=journey.state,
            nonce=journey.nonce,
            code_verifier=journey.code_verifier,
        )
    return str(address)


def subject_of(provider: Provider, journey: Journey, back: str, answer: dict[str, str]) -> str:
    """Who came back, as the provider calls them.

    Args:
        provider: who was asked.
        journey: what they had taken along.
        back: the address that they came back to.
        answer: what they brought: `code` and `state`, or `error`.

    Raises:
        Refused: it is not an answer to this journey, or the provider did not let them in.
        SystemFailed: the provider does not answer, or as no provider would.
    """
    ours = secrets.compare_digest(answer.get("state", "").encode(), journey.state.encode())
    # A provider that names itself with its answer (RFC 9207) names the one that was asked.
    if not ours or answer.get("iss", provider.issuer) != provider.issuer:
        raise Refused(*NOT_BEGUN_HERE)
    if answer.get("error") or not answer.get("code"):
        said = answer.get("error_description") or answer.get("error", "")
        raise Refused(
            f"统一身份认证没有通过：{said[:SAID]}",
            f"Your organisation did not sign you in: {said[:SAID]}",
        )
    known = configuration(provider)
    try:
        with client(provider, back) as session:
            token = session.fetch_token(
                known["token_endpoint"],
                code=answer["code"],
                code_verifier=journey.code_verifier,
                grant_type="authorization_code",
            )
        claims = claims_of(provider, known, token, journey.nonce)
    except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
        raise Refused(
            f"统一身份的答复不能用（{type(error).__name__}），请重新登录。",
            f"Your organisation's answer cannot be used ({type(error).__name__}); sign in again.",
        ) from error
    except requests.RequestException as error:
        raise unanswered(provider, error) from error
    return str(claims["sub"])


def claims_of(
    provider: Provider, known: dict[str, Any], token: dict[str, Any], nonce: str
) -> CodeIDToken:
    """What an ID token claims, once its signature and all that it must say were checked."""
    offered = known.get("id_token_signing_alg_values_supported", ["RS256"])
    algorithms = [each for each in offered if each in ALGORITHMS]
    decoded = jwt.decode(
        token["id_token"],
        KeySet.import_key_set(fetched(provider, known["jwks_uri"])),
        registry=JWSRegistry(algorithms=algorithms, strict_check_header=False),
    )
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "nonce": {"essential": True, "value": nonce},
        },
        {"nonce": nonce, "client_id": provider.client_id, "access_token": token["access_token"]},
    )
    claims.validate(leeway=CLOCKS_APART)
    return claims


def configuration(provider: Provider) -> dict[str, Any]:
    """What a provider says of itself.

    Raises:
        SystemFailed: it does not answer, or names another issuer than it was asked as.
    """
    address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    known: dict[str, Any] = fetched(provider, address)
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if known.get("issuer") != provider.issuer or any(not known.get(name) for name in needed):
        raise SystemFailed(
            f"{address} 说的签发者是 {known.get('issuer')}，和 MINGZHANG_OIDC_ISSUER 不一致。",
            f"{address} names the issuer {known.get('issuer')}, not MINGZHANG_OIDC_ISSUER.",
        )
    # What we send a secret to is reached as safely as the provider itself.
    scheme = urlsplit(provider.issuer).scheme
    if any(urlsplit(known[name]).scheme not in {"https", scheme} for name in needed):
        raise SystemFailed(
            f"{address} 给出的地址不是 https。", f"{address} gives addresses without https."
        )
    return known


def fetched(provider: Provider, address: str) -> Any:  # noqa: ANN401  (a JSON object)
    """A JSON object of the provider's.

    Raises:
        SystemFailed: it does not answer.
    """
    try:
        answer = requests.get(address, timeout=PATIENCE, allow_redirects=False)
        answer.raise_for_status()
        said = dict(answer.json())
    except (requests.RequestException, TypeError, ValueError) as error:
        raise unanswered(provider, error) from error
    return said


def unanswered(provider: Provider, error: Exception) -> SystemFailed:
    """What to say of a provider that does not answer."""
    return SystemFailed(
        f"单位统一身份系统 {provider.issuer} 没有正常应答（{type(error).__name__}）；"
        "请稍后再试，或用密码登录。",
        f"Your organisation's provider {provider.issuer} does not answer "
        f"({type(error).__name__}); try again later, or sign in with a password.",
    )


def client(provider: Provider, back: str) -> OAuth2Session:
    """What speaks to a provider for us."""
    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        redirect_uri=back,
        scope="openid",
        code_challenge_method="S256",
        default_timeout=PATIENCE,
    )


def address_to_come_back(base_url: str) -> str:
    """Where the provider sends people back to; it has to know it beforehand."""
    return f"{base_url}/sign-in/provider/answer"
