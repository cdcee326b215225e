"""The package as Lambda unpacks it: everything is compiled, and what was cut is not missed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import get_args

import pytest

from chalicelib.authority.versions import AuthorityFiles
from chalicelib.aws import Service
from tests.structure.sources import modules
from tests.support.packaged import package
from tests.support.text_gateways import decrypted

IMPORT_ALL = f"""
import sys
compiled = []
def note(event, arguments):
    if event == "compile" and str(arguments[1]).endswith(".py"):
        compiled.append(arguments[1])
sys.addaudithook(note)
import importlib
for name in {sorted(modules())}:
    importlib.import_module(name)
from chalicelib.providers.twilio.client import client_maker
import jinja2, requests, twilio.twiml.voice_response
from chalicelib.providers.twilio.webhook import Account
client = client_maker(lambda: Account(sid="AC1", tokens=("token",)))()
client.messages, client.calls, client.recordings("RE1")
places = [str(getattr(module, "__file__", "")) for module in sys.modules.values()]
print(sum(place.startswith(tuple(sys.path[:2])) for place in places), *compiled)
"""


def test_importing_all_of_it_compiles_nothing() -> None:
    """With writing forbidden: what was compiled now would be compiled at every start."""
    imported, *compiled = package().run(IMPORT_ALL, WORK_QUEUE_URL="-").split()
    assert compiled == []
    assert int(imported) > 500


def test_bytecode_is_taken_as_it_is_whatever_the_time_of_its_source() -> None:
    """Unpacking gives each source a new time."""
    whole = package()
    flags = {
        int.from_bytes(file.read_bytes()[4:8], "little")
        for folder in (whole.function, whole.libraries)
        for file in folder.rglob("*.pyc")
    }
    assert flags == {0b01}  # by hash, unchecked: PEP 552


SIMPLE = "{'Subject': {'Data': '-'}, 'Body': {'Text': {'Data': '-'}}}"
USES = {
    "dynamodb": "get_item(TableName='-', Key={'pk': {'S': '-'}})",
    "s3": "put_object(Bucket='bucket', Key='-', Body=b'-', ChecksumAlgorithm='SHA256')",
    "sesv2": f"send_email(FromEmailAddress='-', Content={{'Simple': {SIMPLE}}})",
    "sqs": "send_message_batch(QueueUrl='http://127.0.0.1:1/q', Entries=[])",
    "ssm": "get_parameters(Names=['-'], WithDecryption=True)",
}


@pytest.mark.parametrize("service", get_args(Service))
def test_a_client_of_each_service_in_use_opens_and_gets_as_far_as_the_network(service: str) -> None:
    code = f"""
from chalicelib import aws
from botocore.exceptions import EndpointConnectionError
client = aws.client({service!r}, "ap-southeast-1", attempts=1)
try:
    client.{USES[service]}
except EndpointConnectionError:
    print("sent")
"""
    assert package().run(code, AWS_ENDPOINT_URL="http://127.0.0.1:1").strip() == "sent"


def test_the_address_of_a_recording_is_signed_without_a_request() -> None:
    code = """
from chalicelib.providers.aws.files import S3Files
print(S3Files("bucket", "ap-southeast-1").address("recordings/1"))
"""
    assert "Signature=" in package().run(code)


def test_no_other_services_description_travels() -> None:
    data = package().libraries / "botocore/data"
    assert {file.name for file in data.iterdir() if file.is_dir()} == set(get_args(Service))


def test_the_provider_is_reached_with_what_is_left_of_its_library() -> None:
    code = """
from chalicelib.providers.twilio.client import client_maker
from chalicelib.providers.twilio.webhook import Account
account = Account(sid="AC1", tokens=("token",))
client = client_maker(lambda: account, "http://127.0.0.1:1")()
for act in (lambda: client.messages.create(to="+1", from_="+1", body="-"),
            lambda: client.calls.create(to="+1", from_="+1", url="http://-"),
            lambda: client.recordings("RE1").delete()):
    try:
        act()
    except Exception as error:
        print(type(error).__name__)
"""
    assert package().run(code).split() == 3 * ["ConnectionError"]


def test_a_text_to_the_telephone_is_encrypted_with_what_is_left_of_the_library() -> None:
    code = """
from chalicelib.providers.gateways import encryption
print(encryption.encrypted("Đã nhận", "passphrase"))
"""
    assert decrypted(package().run(code).strip(), "passphrase") == "Đã nhận"


def test_of_that_library_travels_what_one_cipher_imports_and_no_more() -> None:
    code = """
import sys
from pathlib import Path
from chalicelib.providers.gateways import encryption
encryption.encrypted("-", "-")
print(*(m.__file__ for n, m in sys.modules.items() if n.partition(".")[0] == "Crypto"))
"""
    imported = {Path(file).name for file in package().run(code).split()}
    travels = {file.name for file in (package().libraries / "Crypto").rglob("*.py")}
    assert travels - imported == set()


@pytest.mark.parametrize("authority", ["langson", "kylua"])
def test_what_one_process_has_packed_of_an_authority_the_packaged_one_reads(authority: str) -> None:
    files = AuthorityFiles()
    made = files.read(authority, files.shipped(authority))
    code = f"""
import hashlib
from chalicelib.authority.versions import AuthorityFiles
files = AuthorityFiles()
made = files.read({authority!r}, files.shipped({authority!r}))
print(files.release, hashlib.sha256(files.pack(made)).hexdigest())
print(files.unpack(files.pack(made)) == made)
"""
    packed = hashlib.sha256(files.pack(made)).hexdigest()
    assert package().run(code).split() == [files.release, packed, "True"]
