"""The host's settings: the environment or `.env`, prefix WAYMARK_ (promise 10)."""

from typing import Literal

from pydantic import Field, ValidationError
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

    database_url: str = Field("waymark.db", description="the database: a file's path")
    roadmaps_dir: str | None = Field(
        None, description="a directory with roadmap files of your own, beside ours"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="how much `waymark run` tells"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="how `waymark run` logs: text or json"
    )


def load_settings() -> Settings:
    """The settings as they are now. Raises HostError naming the one that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(map(str, first["loc"])).upper()
        raise HostError(f"WAYMARK_{name}: {first['msg']}") from None
