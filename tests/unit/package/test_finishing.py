"""What `make package` makes of the zips that Chalice has written."""

from __future__ import annotations

import gzip
import io
import json
import marshal
import shutil
import zipfile
from pathlib import Path

import pytest

from infra import package
from infra.package import FUNCTION, LAYER, PYTHON, TEMPLATE, CannotPackageError, finish, is_used
from infra.policies import GRANTS

SITE = f"python/lib/{PYTHON}/site-packages"
MODEL = {
    "metadata": {"endpointPrefix": "email"},
    "documentation": "<p>Long.</p>",
    "shapes": {"Page": {"members": {"documentation": {"shape": "Text"}}}},
}
ENDPOINTS = {"partitions": [{"services": {"email": {"a": 1}, "ec2": {"a": 1}}}]}


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, said in files.items():
            made.writestr(name, said)
    return content.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As Chalice leaves it, in small."""
    monkeypatch.setattr(package, "LAYERS", tmp_path / "finished")
    described = gzip.compress(json.dumps(MODEL).encode())
    files = {
        "thing.py": b"x = 1\n",
        "botocore/data/sesv2/2019/service-2.json.gz": described,
        "botocore/data/ec2/2016/service-2.json.gz": described,
        "botocore/data/endpoints.json": json.dumps(ENDPOINTS).encode(),
        "twilio/rest/__init__.py": b"",
        "twilio/rest/api/__init__.py": b"",
        "twilio/rest/video/__init__.py": b"",
    }
    out = tmp_path / "out"
    out.mkdir()
    (out / LAYER).write_bytes(zipped({f"{SITE}/{name}": said for name, said in files.items()}))
    old = {"app.py": b"def f():\n    pass\n", "__pycache__/app.cpython-311.pyc": b"old"}
    (out / FUNCTION).write_bytes(zipped(old))
    (out / TEMPLATE).write_text(template(PYTHON), "utf-8")
    return out


def template(runtime: str) -> str:
    return f"Resources: {{Sweep: {{Properties: {{Runtime: {runtime}}}}}, Queue: {{}}}}"


def content(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as view:
        return {name: view.read(name) for name in view.namelist()}


def test_every_source_travels_with_its_bytecode_and_what_lay_about_does_not(folder: Path) -> None:
    finish(folder)
    names = set(content(folder / FUNCTION))
    [compiled] = names - {"app.py"}
    assert compiled.startswith("__pycache__/app.cpython-")
    assert content(folder / FUNCTION)[compiled] != b"old"


def test_bytecode_names_the_place_where_lambda_unpacks_it(folder: Path) -> None:
    finish(folder)
    [code] = [said for name, said in content(folder / FUNCTION).items() if name.endswith(".pyc")]
    assert marshal.loads(code[16:]).co_filename == "/var/task/app.py"  # noqa: S302  our own


def test_of_each_library_only_what_is_in_use_travels(folder: Path) -> None:
    finish(folder)
    names = [name.removeprefix(f"{SITE}/") for name in content(folder / LAYER)]
    assert [name for name in names if not name.endswith(".pyc")] == [
        "botocore/data/endpoints.json",
        "botocore/data/sesv2/2019/service-2.json.gz",
        "thing.py",
        "twilio/rest/__init__.py",
        "twilio/rest/api/__init__.py",
    ]


def test_what_has_the_name_of_such_a_folder_elsewhere_travels() -> None:
    assert is_used("chalicelib/botocore/data/ec2/x.json")


@pytest.mark.parametrize(
    ("name", "travels"),
    [
        ("Crypto/__init__.py", True),
        ("Crypto/Cipher/AES.py", True),
        ("Crypto/Cipher/_raw_aes.abi3.so", True),
        ("Crypto/Cipher/_raw_aes.cpython-311-aarch64-linux-gnu.so", True),
        ("Crypto/Cipher/_raw_des3.abi3.so", False),
        ("Crypto/Cipher/DES3.py", False),
        ("Crypto/Util/number.py", False),
        ("Crypto/PublicKey/RSA.py", False),
    ],
)
def test_of_the_ciphers_one_travels(name: str, travels: bool) -> None:
    assert is_used(f"{SITE}/{name}") is travels


def test_a_description_loses_its_words_and_keeps_a_member_of_that_name(folder: Path) -> None:
    finish(folder)
    said = content(folder / LAYER)[f"{SITE}/botocore/data/sesv2/2019/service-2.json.gz"]
    assert json.loads(gzip.decompress(said)) == {**MODEL, "documentation": ""}


def test_only_where_the_services_in_use_are_is_said(folder: Path) -> None:
    finish(folder)
    said = json.loads(content(folder / LAYER)[f"{SITE}/botocore/data/endpoints.json"])
    assert said == {"partitions": [{"services": {"email": {"a": 1}}}]}


def test_the_same_sources_make_the_same_zips(folder: Path) -> None:
    """Else each deployment would replace functions and layer in which nothing has changed."""
    again = folder.with_name("again")
    shutil.copytree(folder, again)
    finish(folder)
    shutil.rmtree(package.LAYERS)
    finish(again)
    for name in (FUNCTION, LAYER):
        assert (folder / name).read_bytes() == (again / name).read_bytes()


def test_a_package_for_another_python_is_refused_in_one_sentence(folder: Path) -> None:
    """It would not read our bytecode, and compile everything anew at each start."""
    (folder / TEMPLATE).write_text(template("python3.10"), "utf-8")
    with pytest.raises(CannotPackageError, match=r"^The functions run on .*python3\.10.*\.$"):
        finish(folder)


def test_a_package_that_has_grown_too_large_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1000)
    with pytest.raises(CannotPackageError, match="but 0 are the most"):
        finish(folder)


def test_what_goes_to_aws_may_have_twenty_megabytes() -> None:
    assert package.MOST_BYTES == 20_000_000


def test_a_source_that_cannot_be_compiled_is_refused(folder: Path) -> None:
    (folder / FUNCTION).write_bytes(zipped({"app.py": b"def f(:\n"}))
    with pytest.raises(CannotPackageError, match="could not be compiled"):
        finish(folder)


def test_of_a_service_only_what_the_product_asks_for_travels() -> None:
    model = {
        "metadata": {"serviceId": "SSM", "endpointPrefix": "ssm"},
        "operations": {
            "GetParameters": {"input": {"shape": "Ask"}, "output": {"shape": "Answer"}},
            "PutParameter": {"input": {"shape": "Write"}},
        },
        "shapes": {
            "Ask": {"members": {"Name": {"shape": "Text"}}},
            "Answer": {"members": {"shape": {"shape": "Text"}}},
            "Text": {"type": "string"},
            "Write": {"members": {"Name": {"shape": "Text"}}},
        },
    }
    cut = package._of_use(model)
    assert set(cut["operations"]) == {"GetParameters"}
    assert set(cut["shapes"]) == {"Ask", "Answer", "Text"}
    elsewhere = {**model, "metadata": {"serviceId": "S3"}}
    assert package._of_use(elsewhere) == elsewhere


def test_whatever_a_function_may_do_it_can_ask_for() -> None:
    kept = {
        f"{s.lower()}:{operation}" for s, used in package.OPERATIONS.items() for operation in used
    }
    grants = {action for rows in GRANTS.values() for grant in rows for action in grant.actions}
    allowed = {action for action in grants if action.startswith(("ssm:", "dynamodb:"))}
    assert "ssm:GetParameters" in allowed
    # A check of conditions is a part of transactions.
    assert allowed - {"dynamodb:ConditionCheckItem"} <= kept
