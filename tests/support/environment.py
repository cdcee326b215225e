"""The environment that every test shares: settings of the local stage, and no real AWS."""

import os

TABLES = {
    "CasesTable": "cases",
    "VaultTable": "vault",
}  # the template's names, and these

os.environ.update(
    STAGE="local",
    AUTHORITY="langson",
    CASES_TABLE=TABLES["CasesTable"],
    VAULT_TABLE=TABLES["VaultTable"],
    WORK_QUEUE_URL="https://sqs.ap-southeast-1.amazonaws.com/123456789012/notices",
    RECORDINGS_BUCKET="recordings",
    FILES_BUCKET="files",
    FILES_SCANNED="yes",
    PUBLIC_BASE_URL="http://127.0.0.1:8000",
    MAIL_FROM="duongdaynong@langson.example",
    SECRETS_PATH="/hotline/local",
    AWS_REGION="ap-southeast-1",
    AWS_DEFAULT_REGION="ap-southeast-1",
    AWS_ACCESS_KEY_ID="testing",
    AWS_SECRET_ACCESS_KEY="testing",
)
for name in ("AWS_ENDPOINT_URL", "TWILIO_API_BASE", "CLOCK_FILE"):
    os.environ.pop(name, None)
