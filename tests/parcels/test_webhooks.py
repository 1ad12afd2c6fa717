"""Week 8: a message is signed, and neither changed, late nor another's."""

import pytest

from parcels.service.webhooks import TOLERANCE_SECONDS, ForgedError, signed, verified

BODY = b'{"kind": "delivered"}'
SECRET = "whsec_a2V5IG9mIHRoZSBzaG9w"
OTHER = "whsec_a2V5IG9mIGFub3RoZXI="
AT = 1_800_000_000


def test_a_signed_message_is_believed() -> None:
    assert (
        verified(SECRET, signed(SECRET, "msg_1", AT, BODY), BODY, AT + TOLERANCE_SECONDS) == "msg_1"
    )


def test_what_the_specification_signs() -> None:
    """By another way than ours: `printf msg_1.1800000000.{} | openssl dgst -sha256 -hmac "key of the shop"`."""
    known = "GWWLCs0m1nuONwEbgxecb/ewibZ3xqnAfeGOAx2BIQA="
    assert signed(SECRET, "msg_1", AT, b"{}")["webhook-signature"] == f"v1,{known}"


@pytest.mark.parametrize(
    ("secret", "changes", "body", "now"),
    [
        (OTHER, {}, BODY, AT),
        (SECRET, {}, BODY + b" ", AT),
        (SECRET, {"webhook-id": "msg_2"}, BODY, AT),
        (SECRET, {"webhook-timestamp": str(AT + 1)}, BODY, AT),
        (SECRET, {"webhook-timestamp": "soon"}, BODY, AT),
        (SECRET, {"webhook-signature": "é"}, BODY, AT),
        (SECRET, {}, BODY, AT + TOLERANCE_SECONDS + 1),
    ],
)
def test_another_is_not(secret: str, changes: dict[str, str], body: bytes, now: float) -> None:
    headers = signed(SECRET, "msg_1", AT, BODY) | changes
    with pytest.raises(ForgedError):
        verified(secret, headers, body, now)


def test_one_without_a_signature_is_not() -> None:
    with pytest.raises(ForgedError):
        verified(SECRET, {"webhook-id": "msg_1", "webhook-timestamp": str(AT)}, BODY, AT)
