"""Week 8: a message is signed, and neither changed, late nor another's."""

import pytest

from parcels.service.webhooks import TOLERANCE_SECONDS, ForgedError, signed, verified

BODY = b'{"kind": "delivered"}'
AT = 1_800_000_000


def test_a_signed_message_is_believed() -> None:
    assert verified("s", signed("s", "msg_1", AT, BODY), BODY, AT + TOLERANCE_SECONDS) == "msg_1"


def test_what_the_specification_signs() -> None:
    """By another way than ours: `printf 'msg_1.1800000000.{}' | openssl dgst -sha256 -hmac s`."""
    known = "UziEDXOah38MG1i0hAbuQPqN6br4GO2htYoo9wTVQhQ="
    assert signed("s", "msg_1", AT, b"{}")["webhook-signature"] == f"v1,{known}"


@pytest.mark.parametrize(
    ("secret", "changes", "body", "now"),
    [
        ("another", {}, BODY, AT),
        ("s", {}, BODY + b" ", AT),
        ("s", {"webhook-id": "msg_2"}, BODY, AT),
        ("s", {"webhook-timestamp": str(AT + 1)}, BODY, AT),
        ("s", {"webhook-timestamp": "soon"}, BODY, AT),
        ("s", {"webhook-signature": "é"}, BODY, AT),
        ("s", {}, BODY, AT + TOLERANCE_SECONDS + 1),
    ],
)
def test_another_is_not(secret: str, changes: dict[str, str], body: bytes, now: float) -> None:
    headers = signed("s", "msg_1", AT, BODY) | changes
    with pytest.raises(ForgedError):
        verified(secret, headers, body, now)


def test_one_without_a_signature_is_not() -> None:
    with pytest.raises(ForgedError):
        verified("s", {"webhook-id": "msg_1", "webhook-timestamp": str(AT)}, BODY, AT)
