"""A member of the office before its own pages, on a running stage."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from infra.local.client.stage import Answer, Stage
from infra.local.cloud.stack import STACK, client


def rested(stage: Stage) -> None:
    """As if the hour in which an address gets five mails to sign in by were over: all journeys are
    at the same hour, and each of them signs somebody in."""
    dynamodb = client(stage.settings, "dynamodb")
    [stack] = client(stage.settings, "cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    table = next(o["OutputValue"] for o in stack["Outputs"] if o["OutputKey"] == "CasesTableName")
    limits = {":limit": {"S": "limit"}}
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table, FilterExpression="cls = :limit", ExpressionAttributeValues=limits
    )
    for item in (item for page in pages for item in page["Items"]):
        dynamodb.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})


def doors(stage: Stage, mail: str) -> list[str]:
    """The links by which this address was let in so far, the newest first."""
    return [m["links"][0] for m in stage.mail(mail) if "Đăng nhập trang" in m["subject"]]


class Browser:
    """Keeps a cookie."""

    def __init__(self, stage: Stage, mail: str) -> None:
        self.stage = stage
        rested(stage)
        known = len(doors(stage, mail))
        stage.http.post_form("/van-phong/vao", urlencode({"mail": mail}))
        link = stage.until(  # behind all that waits: a stage just restored has much to send
            lambda: (found := doors(stage, mail))[known:] and found, within=90
        )[0]
        answer = stage.http.post_form(link, "")
        assert answer.status == 303
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def get(self, path: str) -> str:
        return self.stage.http.request("GET", path, headers={"Cookie": self.cookie}).text

    def post(self, path: str, **typed: str) -> Answer:
        csrf = re.search(r'name="csrf" value="(\w+)"', self.get("/van-phong"))
        body = urlencode({**typed, "csrf": csrf[1] if csrf else ""}).encode()
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return self.stage.http.request("POST", path, body, headers)
