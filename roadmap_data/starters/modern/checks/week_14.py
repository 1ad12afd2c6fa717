"""Week 14: three records stand; a fix with its test is an open pull request.

A record is a page of docs/decisions/ with the headings Context, Options, Decision and Consequences.
docs/contribution.md has The bug, The test, and the address of the pull request. Nobody is asked.
"""

import re

from pages import items, markdown, sections
from proof import NotYetError, run, text

LEAST = 3
CONTRIBUTION = "docs/contribution.md"
_REQUEST = re.compile(r"https://[\w.-]+/\S+/(?:pull|pulls|merge_requests)/\d+")


def check() -> str:
    records = markdown("docs/decisions")
    if len(records) < LEAST:
        raise NotYetError(f"docs/decisions/ has {len(records)} of {LEAST} records: write the rest")
    for each in records:
        options = sections(each, "Context", "Options", "Decision", "Consequences")["Options"]
        if len(items(options)) < 2:
            raise NotYetError(f"{each} lists no two options: what else was possible?")
    sections(CONTRIBUTION, "The bug", "The test")
    request = _REQUEST.search(text(CONTRIBUTION))
    if request is None:
        raise NotYetError(
            f"{CONTRIBUTION} names no pull request: open it, and put its address there"
        )
    return f"{len(records)} records; {request[0]}"


if __name__ == "__main__":
    run(14, check)
