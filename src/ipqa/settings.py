"""Settings, from the environment (IPQA_*) or an ``.env`` file beside the process; docs/settings.md names each one."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """All settings of a process; every field is the environment variable IPQA_<FIELD>."""

    model_config = SettingsConfigDict(env_prefix="IPQA_", env_file=".env", extra="ignore")

    index: Path = Field(default=Path("index"), description="folder of the index")
    collection: str = Field(default="public", description="collection that ingest writes to unless told otherwise")
    embed_model: str = Field(default="embedded", description="'embedded', or a sentence-transformers name or folder")
    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=7860, ge=0, le=65535, description="port to listen on")
    language: Literal["zh", "en"] = Field(default="zh", description="language of messages")
    question_limit: int = Field(default=2000, ge=1, description="longest question accepted, in characters")
    keep_originals: bool = Field(default=True, description="keep PDFs and pictures in the index, to show their pages")
    search_depth: int = Field(default=100, ge=1, description="how many candidates each ranking contributes to fusion")
    indicators: Path | None = Field(default=None, description="TOML file of your own names of indicators and members")
    workers: int = Field(default=0, ge=0, le=256, description="processes that read files; 0 is one per core")
    ocr: bool = Field(default=True, description="recognise the text of pages and pictures that have no text layer")
    ocr_figures: bool = Field(default=False, description="recognise the text inside charts and pictures of a page too")
    read_seconds: float = Field(
        default=120, gt=0, description="seconds without progress after which a file is given up"
    )
    read_total_seconds: float = Field(default=3600, gt=0, description="seconds after which a file is given up")
    read_memory_mb: int = Field(default=2048, ge=256, description="memory of a reading process in MiB")
    read_output_mb: int = Field(default=256, ge=1, le=2048, description="largest document that a file may give, in MiB")
