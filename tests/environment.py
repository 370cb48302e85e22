"""The environment tests run in, set before Django reads its settings (`-p tests.environment`)."""

import base64
import os
import sys
import tempfile
from pathlib import Path

DATA = Path(tempfile.mkdtemp(prefix="collegium-tests-"))
(DATA / "static").mkdir()  # whitenoise warns about a missing folder

# What was compiled is kept for the many processes that tests start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

os.environ.update(
    COLLEGIUM_SECRET_KEY="only-for-tests",
    COLLEGIUM_MASTER_KEY=base64.b64encode(bytes(range(32))).decode(),
    COLLEGIUM_DATA=str(DATA),
    COLLEGIUM_ADDRESS="http://testserver",
    COLLEGIUM_HOSTS="testserver,localhost,127.0.0.1",
    COLLEGIUM_DEMO="0",
    COLLEGIUM_PAGES_A_MINUTE="0",  # tests are quicker than anybody reads
    COLLEGIUM_MEANING="0",  # loading a model takes seconds; tests that want it say so
)
