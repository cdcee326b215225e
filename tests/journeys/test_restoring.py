"""A stage is lost: its backup is restored into a new one, and the office goes on there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.local.client.stage import Stage, start, stop
from infra.local.cloud.stack import STACK, client
from infra.local.settings import ROOT
from tests.support import forms, people
from tests.support.browsing import Browser
from tests.support.people import WEDNESDAY, Matter, agency, chief, officer

MESSAGE = (
    "Tôi là Bế Văn Sơn, số 5 đường Nhị Thanh, phường Tam Thanh, ĐT 0{number}. "
    "Đèn đường ngõ 7 hỏng, đề nghị sửa."
)
OPEN, NEW, WAITING, GONE, CALLED = (f"+8491234710{n}" for n in range(5))
NIGHT, TAKEN = "2026-03-11T22:30:00", "2026-03-11T22:40:00+07:00"
MORNING, THURSDAY = "2026-03-12T07:05:00", "2026-03-12T09:00:00"
ERASED, RESTORED = "2026-03-12T07:10:00+07:00", "2026-03-12T09:00:00+07:00"
SAME = "The stage holds what it should."
TABLES = {"cases": "CasesTableName", "vault": "VaultTableName"}


def texted(stage: Stage, number: str) -> Matter:
    return people.text(stage, number, MESSAGE.format(number=number.removeprefix("+84")))


def outputs(stage: Stage) -> dict[str, str]:
    [stack] = client(stage.settings, "cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    return {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}


@contextmanager
def backup(stage: Stage) -> Iterator[dict[str, str]]:
    """Takes a backup of both tables; later it is restored into tables beside them, by name."""
    dynamodb, names = client(stage.settings, "dynamodb"), outputs(stage)
    taken = {
        table: dynamodb.create_backup(TableName=names[key], BackupName=table)["BackupDetails"]
        for table, key in TABLES.items()
    }
    restored = {table: f"restored-{table}" for table in TABLES}
    try:
        yield {**restored, **{f"{t}-arn": taken[t]["BackupArn"] for t in TABLES}}
    finally:
        there = dynamodb.list_tables()["TableNames"]
        for name in set(restored.values()) & set(there):
            dynamodb.delete_table(TableName=name)


def restored_beside(stage: Stage, kept: dict[str, str]) -> None:
    for table in TABLES:
        client(stage.settings, "dynamodb").restore_table_from_backup(
            TargetTableName=kept[table], BackupArn=kept[f"{table}-arn"]
        )


@contextmanager
def another(stage: Stage, folder: Path) -> Iterator[Callable[[], Stage]]:
    """A newly deployed stage with the same keys, once it is asked for; it starts meanwhile."""
    folder.mkdir()
    sealed = (stage.settings.state_dir / "secrets.json").read_text("utf-8")
    (folder / "secrets.json").write_text(sealed, "utf-8")
    (folder / "settings").touch()  # none of its own: the backup brings those that held
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(start, folder, env={"HOTLINE_EMULATOR_AUTH": "true"})
        try:
            yield coming.result
        finally:
            stop(coming.result())


class Technician:
    """Uses the script as its own process, with a profile for each account."""

    def __init__(self, folder: Path, **stages: Stage) -> None:
        self.config, self.register = folder / "config", folder / "register.jsonl"
        self.register.touch()
        self.config.write_text(
            "".join(
                f"[profile {name}]\nregion = ap-southeast-1\n"
                f"endpoint_url = {stage.settings.emulator_url}\n"
                "aws_access_key_id = test\naws_secret_access_key = test\n"
                for name, stage in stages.items()
            )
        )

    def does(self, verb: str, profile: str, *more: str, code: int = 0) -> str:
        command = [sys.executable, "-m", "infra.restore", verb, "--stack", STACK]
        env = {**os.environ, "AWS_CONFIG_FILE": str(self.config)}
        done = subprocess.run(  # noqa: S603
            [*command, "--profile", profile, *more],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        sys.stdout.write(done.stdout)  # `make rehearse` shows it
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def erases(self, profile: str, *what: str) -> None:
        self.does("erase", profile, "--register", str(self.register), "--now", ERASED, *what)


def copies(stage: Stage) -> Counter[str]:
    """What was ever texted or said by machine, by number."""
    rows = people.rows(stage, "VaultTableName")
    found = (r["address"]["S"] for r in rows if r["cls"]["S"] == "copy")
    return Counter(address for address in found if address.startswith("+"))


def contact_of(stage: Stage, number: str) -> str:
    [row] = [r for r in people.rows(stage, "VaultTableName") if _is_from(r, number)]
    return str(row["pk"]["S"])


def _is_from(row: dict[str, Any], number: str) -> bool:
    return row["cls"]["S"] == "raw" and number in repr(row)


def file_of(matter: Matter) -> str:
    return f"/van-phong/ho-so/{matter.code.replace(' ', '')}"


def calls_kept(stage: Stage, number: str) -> int:
    """How many recordings of a number's calls are in the authority's storage."""
    rows = people.rows(stage, "VaultTableName")
    calls = {r["pk"]["S"] for r in rows if r["cls"]["S"] == "turn" and number in repr(r)}
    found = [r for r in rows if r["cls"]["S"] == "recording" and r["pk"]["S"] in calls]
    return sum(row["state"]["S"] == "done" for row in found)


def test_a_stage_is_restored_elsewhere_and_a_case_is_finished_there(stage, tmp_path):
    with another(stage, tmp_path / "new") as deployed:
        # --- a stage with cases in several states, when a backup is taken at night
        stage.clock(now=WEDNESDAY)
        people.telephone(stage, CALLED)
        opened, _new, waiting, gone = (texted(stage, n) for n in (OPEN, NEW, WAITING, GONE))
        assert opened.propose().status == 200
        assert opened.assign().status == 200
        asked = opened.mail(agency("do-thi"), "agency_assigned")["links"][0]
        waiting.to_approval()
        stage.until(lambda: calls_kept(stage, CALLED) == 3)
        stage.clock(now=NIGHT)
        waiting.approve()  # the citizen's text waits for the morning
        waiting.telling()
        with backup(stage) as kept:
            # --- what happens after it was taken, and is lost with the stage
            new = deployed()
            technician = Technician(tmp_path, old=stage, new=new)
            stage.clock(now=MORNING)
            stage.run("sweep")
            waiting.text("đã có kết quả")
            technician.erases("old", "vault", contact_of(stage, GONE))
            restored_beside(stage, kept)

            # --- the new stage gets what was in the backup, and no more
            new.clock(now=THURSDAY)
            of_backup = ["--cases", kept["cases"], "--vault", kept["vault"]]
            of_backup += ["--recordings", outputs(stage)["RecordingsBucketName"]]
            of_backup += ["--from-profile", "old", "--register", str(technician.register)]
            of_backup += ["--taken", TAKEN, "--now", RESTORED]
            assert "is working" in technician.does("copy", "new", *of_backup, code=2)
            assert "sweep" in technician.does("pause", "new")
            assert SAME in technician.does("copy", "new", *of_backup)
            again = technician.does("copy", "new", *of_backup)
            assert '{"cases": 0, "vault": 0, "recordings": 0}' in again
            assert SAME in again
        assert not [r for r in people.rows(new, "VaultTableName") if _is_from(r, GONE)]

        # --- it works again, and sends nobody a text a second time
        before = copies(new)
        technician.does("resume", "new", "dispatch", "sweep")
        new.run("sweep")
        board = Browser(new, chief())
        assert waiting.code in board.get("/van-phong")
        assert "sau khi khôi phục không gửi lại" in board.get(file_of(waiting))
        assert "Bế Văn Sơn" in board.get(file_of(opened))
        assert gone.code in board.get(file_of(gone))
        assert copies(new) == before
        technician.does("resume", "new")
        opened.stage = waiting.stage = new
        waiting.mail(officer(waiting.owner), "notice_failed")

        # --- and the case that was open is finished there, from the link that was mailed before
        page = forms.get(asked.replace(stage.settings.base_url, new.settings.base_url))
        done = page.post("answer", answer="Đã thay.", name="Vi Văn Toàn", title="Phó phòng")
        assert done.status == 200, done.text
        assert opened.draft().status == 200
        assert opened.approve().status == 200
        opened.text("đã có kết quả")
        done = opened.telling().post("tell", whom="citizen", note="Đã nói chuyện.")
        assert "Đã gọi điện thông báo kết quả" in done.text
        assert copies(new) - before == Counter({OPEN: 1})
