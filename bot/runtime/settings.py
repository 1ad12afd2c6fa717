"""The host's settings: the environment or `.env`, prefix WAYMARK_ (promise 10)."""

import stat
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import HostError


class Settings(BaseSettings):
    """What a host can set. Each field is WAYMARK_ and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="WAYMARK_",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        env_ignore_empty=True,
    )

    database_url: str = Field(
        "waymark.db", description="the database: a file's path, or postgresql://user@host/name"
    )
    database_password: SecretStr | None = Field(
        None, description="the password of PostgreSQL's user"
    )
    database_password_file: Path | None = Field(None, description="a file that holds the password")
    roadmaps_dir: str | None = Field(
        None, description="a directory with roadmap files of your own, beside ours"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="how much `waymark run` tells"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="how `waymark run` logs: text or json"
    )
    telegram_token: SecretStr | None = Field(None, description="the token of the Telegram bot")
    telegram_token_file: Path | None = Field(None, description="a file that holds the token")
    telegram_api_url: str = Field(
        "https://api.telegram.org",
        pattern=r"^https?://[^\s?#]+$",
        description="a Bot API server or proxy: what precedes /bot<token>",
    )
    telegram_webhook_url: str | None = Field(
        None, description="where Telegram brings updates; without it they are fetched"
    )
    telegram_webhook_secret: SecretStr | None = Field(
        None, description="the webhook's secret; made from the token unless set"
    )
    telegram_webhook_secret_file: Path | None = Field(
        None, description="a file that holds the secret"
    )
    telegram_listen: str = Field(
        "127.0.0.1:8443",
        pattern=r"^[^\s:]+:\d{1,5}$",
        description="the address and port where the webhook listens",
    )
    discord_token: SecretStr | None = Field(None, description="the token of the Discord bot")
    discord_token_file: Path | None = Field(None, description="a file that holds the token")
    discord_api_url: str = Field(
        "https://discord.com/api/v10",
        pattern=r"^https?://[^\s?#]+$",
        description="Discord's REST API, or a proxy before it",
    )
    discord_gateway_url: str | None = Field(
        None, pattern=r"^wss?://[^\s?#]+$", description="Discord's gateway, or a proxy before it"
    )
    discord_guild_id: int | None = Field(
        None, gt=0, description="one server that gets the commands at once, instead of all"
    )
    http_listen: str | None = Field(
        None,
        pattern=r"^[^\s:]+:\d{1,5}$",
        description="the address and port that serve /healthz, /readyz and /metrics",
    )
    demo: bool = Field(False, description="allows a clock for demonstrations")
    clock_start: str | None = Field(
        None, description="its first instant: ISO, or ISO@UNIX to go on with the same clock"
    )
    clock_speed: float = Field(1.0, gt=0, le=25_000, description="how many times as fast it runs")


def load_settings() -> Settings:
    """The settings as they are now. Raises HostError naming the one that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(map(str, first["loc"])).upper()
        raise HostError(f"WAYMARK_{name}: {first['msg']}") from None


def secret(given: SecretStr | None, file: Path | None) -> str | None:
    """A secret, from its setting or its file; None where neither is set. Raises HostError."""
    if given is not None:
        return given.get_secret_value().strip() or None
    if file is None:
        return None
    shown = " ".join(str(file).splitlines())
    try:
        if file.stat().st_mode & stat.S_IROTH:
            raise HostError(f"{shown} can be read by everybody: chmod 600 {shown}")
        return file.read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        raise HostError(f"{shown} cannot be read: name a file that holds the secret") from None


def secrets_in(settings: Settings) -> tuple[str, ...]:
    """Every secret among the settings: no log line may show one. Raises HostError.

    What may be secret is a SecretStr; its file's setting has the same name with `_file` after it.
    """
    names = [name for name in Settings.model_fields if f"{name}_file" in Settings.model_fields]
    found = (secret(getattr(settings, each), getattr(settings, f"{each}_file")) for each in names)
    in_address = urlsplit(settings.database_url).password or ""
    return tuple(each for each in (*found, in_address, unquote(in_address)) if each)
