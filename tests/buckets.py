"""A real server that speaks S3 on a free port of this machine: SeaweedFS, out of its wheel."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from commands import free_port

HOST = "127.0.0.1"
WEED = Path(sys.executable).with_name("weed")
#: How long the server may take to be there on a slow machine, in seconds.
PATIENCE = 120
KEYS = {"accessKey": "mingzhang", "secretKey": "only-for-tests"}


@dataclass(frozen=True)
class S3Server:
    """A server that answers, and the environment by which our client finds it."""

    process: "subprocess.Popen[bytes]"
    environment: dict[str, str]


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on; each server of the bundle has another 10 000 above its own."""
    found: set[int] = set()
    while len(found) < count:
        port = 10_000 + free_port() % 30_000
        found.add(port)
    return list(found)


@contextmanager
def s3_server(folder: Path, bucket: str) -> Iterator[S3Server]:
    """The server over a folder, with an empty bucket, while the caller needs it."""
    config = folder / "s3.json"
    identity = {"name": "m", "credentials": [KEYS], "actions": ["Admin", "Read", "Write", "List"]}
    config.write_text(json.dumps({"identities": [identity]}))
    s3, master, volume, filer = free_ports(4)
    process = subprocess.Popen(
        [
            *(str(WEED), "server", f"-dir={folder}", f"-ip={HOST}", f"-ip.bind={HOST}"),
            *("-master.telemetry=false", "-volume.max=3", "-master.volumeSizeLimitMB=64"),
            *("-s3", f"-s3.config={config}", f"-s3.port={s3}", f"-master.port={master}"),
            *(f"-volume.port={volume}", f"-filer.port={filer}"),
            *("-s3.port.iceberg=0", "-s3.port.lance=0"),
            f"-filer.localSocket={folder / 'filer.sock'}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"HOME": str(folder)},
    )
    environment = {
        "AWS_ENDPOINT_URL_S3": f"http://{HOST}:{s3}",
        "AWS_ACCESS_KEY_ID": KEYS["accessKey"],
        "AWS_SECRET_ACCESS_KEY": KEYS["secretKey"],
    }
    try:
        make_bucket(process, environment, bucket)
        yield S3Server(process, environment)
    finally:
        process.kill()
        process.wait()


def make_bucket(
    process: "subprocess.Popen[bytes]", environment: dict[str, str], bucket: str
) -> None:
    """Waits until the server takes an object into a new bucket."""
    client = boto3.client(
        "s3",
        endpoint_url=environment["AWS_ENDPOINT_URL_S3"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        region_name="us-east-1",
    )
    until = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None, "the server ended by itself"
        try:
            if not any(each["Name"] == bucket for each in client.list_buckets()["Buckets"]):
                client.create_bucket(Bucket=bucket)
            client.put_object(Bucket=bucket, Key="ready", Body=b"yes")
        except (BotoCoreError, ClientError):
            assert time.monotonic() < until, "the server does not answer"
            process_waits(process)
        else:
            return


def process_waits(process: "subprocess.Popen[bytes]") -> None:
    """Gives a process a moment, or learns that it has ended."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(0.2)
