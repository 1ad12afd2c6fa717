"""Week 14: three records stand; a fix with its test is an open pull request.

A record is a page of docs/decisions/ with the headings Status, Options and Price; of its options,
a list, you took one and rejected two. docs/upstream.md has the headings The bug and The test, and
the address of the pull request, which nobody asks.
"""

import re

from pages import items, markdown, sections
from proof import NotYetError, run, text

LEAST = 3
OPTIONS = 3
UPSTREAM = "docs/upstream.md"
_REQUEST = re.compile(r"https://[\w.-]+/\S+/(?:pull|pulls|merge_requests)/\d+")


def check() -> str:
    records = markdown("docs/decisions")
    if len(records) < LEAST:
        raise NotYetError(f"docs/decisions/ has {len(records)} of {LEAST} records: write the rest")
    for each in records:
        options = sections(each, "Status", "Options", "Price", least=1)["Options"]
        if len(items(options)) < OPTIONS:
            raise NotYetError(f"{each} lists under {OPTIONS} options: what else was possible?")
    sections(UPSTREAM, "The bug", "The test")
    request = _REQUEST.search(text(UPSTREAM))
    if request is None:
        raise NotYetError(f"{UPSTREAM} names no pull request: open it, and put its address there")
    return f"{len(records)} records; {request[0]}"


if __name__ == "__main__":
    run(14, check)
