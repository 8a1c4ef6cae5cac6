"""Keeps attachments in a bucket of any server that speaks S3."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from ledger.attachment_stores import ContentLost, Copy, hash_at, place_of
from ledger.errors import SystemFailed, WrongUse

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

#: Seconds that a server may take to answer before it counts as out of reach.
PATIENCE = 20
#: A region where none is set: servers of one's own have none, but a signature names one.
NO_REGION = "us-east-1"


def open_bucket(address: str) -> "BucketStore":
    """The bucket of an address `s3://bucket/prefix`; server and credentials are the environment's.

    AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION are read by the
    client itself: no secret passes through our settings.

    Raises:
        WrongUse: the address names no bucket.
    """
    parts = urlsplit(address)
    if not parts.netloc:
        raise WrongUse(
            f"MINGZHANG_ATTACHMENTS 应为 s3://桶/前缀，现为 {address!r}。",
            f"MINGZHANG_ATTACHMENTS should be s3://bucket/prefix, it is {address!r}.",
        )
    session = boto3.Session()
    client: S3Client = session.client(
        "s3",
        region_name=session.region_name or NO_REGION,
        config=Config(
            connect_timeout=PATIENCE,
            read_timeout=PATIENCE,
            retries={"mode": "standard", "max_attempts": 3},
            # Servers of one's own seldom have a host name for every bucket.
            s3={"addressing_style": "path"},
        ),
    )
    prefix = parts.path.strip("/")
    return BucketStore(client, parts.netloc, f"{prefix}/" if prefix else "")


class BucketStore:
    """A bucket; an object is in it whole or not at all."""

    def __init__(self, client: "S3Client", bucket: str, prefix: str) -> None:
        self.client = client
        self.bucket = bucket
        self.prefix = prefix

    def put(self, copy: Copy) -> None:
        """Keeps a content; the server compares it with its hash before it takes it.

        Raises:
            SystemFailed: the server cannot be reached, or does not take it.
        """
        copy.file.seek(0)
        with self.telling():
            self.client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + place_of(copy.sha256),
                Body=copy.file,
                ContentLength=copy.size,
                ContentType="application/octet-stream",
                ChecksumSHA256=base64.b64encode(bytes.fromhex(copy.sha256)).decode(),
            )

    @contextmanager
    def open(self, sha256: str) -> Iterator[BinaryIO]:
        """A content as the server sends it.

        Raises:
            ContentLost: it is not in the bucket.
            SystemFailed: the server cannot be reached, or refuses us.
        """
        with self.telling():
            try:
                found = self.client.get_object(
                    Bucket=self.bucket, Key=self.prefix + place_of(sha256)
                )
            except self.client.exceptions.NoSuchKey as error:
                raise ContentLost(sha256) from error
            with found["Body"] as body:
                yield cast("BinaryIO", body)

    def stored(self) -> Iterator[str]:
        """The hashes of all contents below the prefix.

        Raises:
            SystemFailed: the server cannot be reached, or refuses us.
        """
        with self.telling():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=self.prefix
            )
            for page in pages:
                for found in page.get("Contents", []):
                    sha256 = hash_at(found["Key"].removeprefix(self.prefix))
                    if sha256 is not None:
                        yield sha256

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Puts what the server or the way to it says into words."""
        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise SystemFailed(
                f"附件存储 s3://{self.bucket} 出错：{error}",
                f"The store of attachments s3://{self.bucket} failed: {error}",
            ) from error
