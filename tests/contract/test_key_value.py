"""Short texts that a platform's adapter keeps under a name."""

from bot.ports.store import Store
from support.stores import Opener


async def test_what_was_set_last_is_kept(store: Store, another: Opener) -> None:
    name, longest = "platform:salt:" + "n" * 50, "ü" * 128
    assert await store.key_value.get(name) is None
    await store.key_value.set(name, "first")
    await store.key_value.set(name, longest)
    other = await another()
    assert await other.key_value.get(name) == longest
    assert await other.key_value.get("another") is None


async def test_what_is_forgotten_is_gone(store: Store, another: Opener) -> None:
    await store.key_value.set("name", "value")
    await store.key_value.forget("name")
    await store.key_value.forget("never set")
    assert await (await another()).key_value.get("name") is None


async def test_many_are_kept_and_found_at_once(store: Store, another: Opener) -> None:
    await store.key_value.set("b", "before")
    await store.key_value.set_all({"a": "1", "b": "2"})
    await store.key_value.set_all({})
    other = await another()
    assert await other.key_value.get_all(["a", "b", "never set"]) == {"a": "1", "b": "2"}
    assert await other.key_value.get_all([]) == {}
