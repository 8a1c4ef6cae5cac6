"""A real OpenID Connect provider with one person and one client, run by an environment of its own.

Canaille (MIT) keeps them in memory. Run by path: the port to serve on and the address that its
client comes back to.
"""

import logging
import sys

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

PERSON, PASSWORD = "wangwu", "seven sheep cross a river"
CLIENT, SECRET = "mingzhang", "a secret of the tests"


def main() -> None:
    """Serves until it is killed."""
    port, back = int(sys.argv[1]), sys.argv[2]
    logging.disable(logging.WARNING)
    key = RSAKey.generate_key(2048, {"alg": "RS256", "use": "sig"}, auto_kid=True)
    app = create_app(
        {
            "SECRET_KEY": "of the tests",
            "SERVER_NAME": f"127.0.0.1:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "SESSION_COOKIE_SECURE": False,
            "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
        }
    )
    with app.app_context(), Backend.instance.session():
        Backend.instance.save(
            models.User(
                user_name=PERSON,
                family_name="王",
                formatted_name="王五",
                emails=["wangwu@example.org"],
                password=PASSWORD,
            )
        )
        client = models.Client(
            client_id=CLIENT,
            client_secret=SECRET,
            client_name="Mingzhang",
            client_uri="http://127.0.0.1",
            redirect_uris=[back],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid"],
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106  (a way, no secret)
            id_token_signed_response_alg="RS256",  # noqa: S106  (the same)
        )
        Backend.instance.save(client)
        # Whom its tokens are for has to be known before it can be named.
        client.audience = [client]
        Backend.instance.save(client)
    make_server("127.0.0.1", port, app, threaded=True).serve_forever()


if __name__ == "__main__":
    main()
