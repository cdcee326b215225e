"""What is kept of this release when it goes out is what the next ones are tried on."""

import gzip
import json

from chalicelib.usecases.ports.queue import SendNotification, decode
from tests.releases.office import Office
from tests.support.going_on import GOING, OWED, one_step, owed
from tests.support.older_release import mailed_then, plain, records, set_up, still_says, under_way


def test_what_is_kept_has_a_case_of_each_open_state_that_reads_as_it_did_and_goes_on(
    exchange, tmp_path
):
    office = Office(exchange)
    office.works()
    kept = tmp_path / "records-2027-01.json.gz"
    kept.write_bytes(gzip.compress(json.dumps(office.kept()).encode()))
    assert {type(decode(text)) for text in records(kept)["queue"]} >= {SendNotification}
    exchange.deployment.start_afresh()
    older = set_up(exchange.deployment, kept=kept)
    for code, then in records(kept)["read"]["cases"].items():
        assert still_says(then, plain(older.services.store.cases.load(code)))
    assert {owed(older.file(older.code(label))) for label in under_way(kept)} >= {*OWED.values()}
    for label, todo in GOING.items():
        code = older.code(label)
        assert older.deployment.get(mailed_then(code, todo, kept)).status == 200
        assert owed(older.file(code)) is todo
        one_step(older, code)
        assert owed(older.file(code)) is not todo
    assert "Gửi liên kết đăng nhập" not in older.get("/van-phong").body
