"""What can go wrong, said so that it can be mended."""


class CoachError(Exception):
    """Something a learner may be told: one line, what is wrong and a right example.

    `template` is a gettext message; `values` fill its placeholders.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


class HostError(Exception):
    """Something the host must mend: one line for standard error."""
