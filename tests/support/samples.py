"""Small files of a host's own, which are sound."""

SMALL = """\
id: small
title: A small roadmap
version: "1.0"
summary: Two steps, three weeks.
source: ours
total_hours: {min: 10, max: 20, unit: hour, printed: 10-20 hrs}
phases:
  - id: first
    title: The first phase
    steps:
      - id: alpha
        title: Alpha
        weeks: {first: 1, last: 1}
        goals:
          - {id: read, text: Read it.}
        topics:
          - {id: open-book, goal: read, minutes: 30, title: Open the book}
        project: {family: shelf, part: 1, title: A shelf, brief: Build it.}
        resource: {title: Docs, url: "https://docs.python.org/3/"}
        done_when: It is read.
      - id: beta
        title: Beta
        weeks: {first: 2, last: 3}
        goals:
          - {id: write, text: Write it.}
        topics:
          - {id: take-pen, goal: write, minutes: 30, title: Take a pen}
          - {id: fill-page, goal: write, minutes: 45, title: Fill a page}
        project: {family: shelf, part: 2, title: A full shelf, brief: Fill it.}
        resource: {title: Guide, url: "https://docs.pytest.org/en/stable/"}
        done_when: It is written.
projects:
  - {id: shelf, title: Shelf, brief: Holds books.}
paces:
  - id: standard
    title: Standard
    hours_a_week: {min: 2, max: 4, unit: hour/week, printed: 2-4 hrs}
    calendar_weeks: {min: 3, max: 3, unit: week, printed: 3 weeks}
    printed: As it is.
    suits: Everybody.
templates:
  - pace: standard
    title: A week
    load: {min: 2, max: 4, unit: hour/week, printed: 2-4 hrs}
    rows:
      - {weekday: mon, minutes: 60, printed: 1 hr, activity: learn, focus: Read}
      - {weekday: tue, minutes: 60, printed: 1 hr, activity: project, focus: Build}
    total: {min: 2, max: 2, unit: hour/week, printed: 2 hrs}
checkpoints:
  - {title: End, after_week: 3, expected: All, hours: {min: 6, max: 12, unit: hour, printed: 6-12}}
source_notes:
  - {week: 2, text: A note.}
"""

SOUND = """version: "1"
questions:
  - id: mutable-default
    concepts: [functions]
    level: 2
    kind: predict
    prompt: What does this print?
    code: |
      print("tea")
    answer: "tea"
    why: It says so.
    read: https://docs.python.org/3/
  - id: pick-one
    concepts: [http]
    level: 1
    kind: choose
    prompt: Which?
    options:
      - {id: a, text: "GET", right: true}
      - {id: b, text: "POST", why: "It may create a second one."}
    why: It only reads.
    read: https://docs.python.org/3/
  - id: in-order
    concepts: [git-basics]
    level: 1
    kind: order
    prompt: In which order?
    steps: [{id: x, text: one}, {id: y, text: two}, {id: z, text: three}]
    before: [[x, y], [y, z]]
    why: So it is.
    read: https://docs.python.org/3/
  - id: how-many
    concepts: [sequences]
    level: 1
    kind: estimate
    prompt: How many?
    answer: 500000
    within: [400000, 600000]
    why: Half of them.
    read: https://docs.python.org/3/
  - id: no-test
    concepts: [pytest]
    level: 1
    kind: bug
    prompt: What is wrong?
    code: "x = 1"
    answer: It is not 2.
    fix: "x = 2"
    test: "assert x == 2"
    fails_with: AssertionError
    why: So it is.
    read: https://docs.python.org/3/
  - id: say-it
    concepts: [rest]
    level: 1
    kind: explain
    prompt: What is it?
    points: [one, two]
    why: So it is.
    read: https://docs.python.org/3/
"""
