"""The packaged template as the local stage runs it."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.local.cloud import layer
from infra.local.cloud.template import code_of, key_of, template_of
from infra.local.settings import StageSettings

PACKAGED = {
    "Globals": {"Function": {"Environment": {"Variables": {"STAGE": {"Ref": "Stage"}}}}},
    "Resources": {
        "RestAPI": {
            "Properties": {
                "DefinitionBody": {"x-amazon-apigateway-binary-media-types": ["image/png"]}
            }
        },
        "Sweep": {"Properties": {"CodeUri": "./deployment.zip"}},
        "RecordingsBucketPolicy": {"Properties": {"PolicyDocument": {"Statement": []}}},
        "BackupOfTables": {"Properties": {"BackupPlanId": {"Ref": "BackupPlan"}}},
        "ManagedLayer": {"Properties": {"ContentUri": "./layer-deployment.zip"}},
    },
}


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(layer, "BUILD", tmp_path)
    (tmp_path / "sam.yaml").write_text(yaml.safe_dump(PACKAGED), "utf-8")
    (tmp_path / "deployment.zip").write_bytes(b"code")
    with zipfile.ZipFile(tmp_path / "layer-deployment.zip", "w") as packed:
        packed.writestr(f"{layer.PACKAGES}/thing.py", "x = 1\n")
    return tmp_path


def local(build: Path) -> dict[str, Any]:
    settings = StageSettings(port=8000, emulator_port=8001, state_dir=build)
    return template_of(build, code_of(build), settings)


def test_the_code_is_in_the_bucket_under_a_hash_of_its_content(build: Path) -> None:
    found = local(build)["Resources"]["Sweep"]["Properties"]["CodeUri"]
    assert found == f"s3://hotline-local-code/{key_of(b'code')}"


def test_only_the_local_stage_is_told_about_the_emulator_and_the_switchboard(build: Path) -> None:
    variables = local(build)["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["AWS_ENDPOINT_URL"] == "http://127.0.0.1:8002"
    assert variables["TWILIO_API_BASE"] == "http://127.0.0.1:8000/local/twilio"
    assert variables["CLOCK_FILE"] == str(build / "clock.json")


def test_the_same_build_gives_the_same_template(build: Path) -> None:
    assert local(build) == local(build)


def test_the_thin_layer_points_to_the_real_one_and_hides_all_other_packages(
    build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = layer.thin(build / "layer-deployment.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        [name] = made.namelist()
        line = made.read(name).decode()
    monkeypatch.setattr(sys, "path", ["/code", "/emulator/lib/site-packages", "/usr/lib/python3"])
    exec(line)  # noqa: S102 - as Python does with a line in a .pth file
    packages, *others = sys.path
    assert (Path(packages) / "thing.py").read_text() == "x = 1\n"
    assert others == ["/code", "/usr/lib/python3"]


def test_the_stage_has_no_tls_and_so_goes_without_the_policy_that_requires_it(build: Path) -> None:
    assert "RecordingsBucketPolicy" in PACKAGED["Resources"]
    assert "RecordingsBucketPolicy" not in local(build)["Resources"]
