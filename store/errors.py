"""Everything a person can be told when something does not work: what happened, what was kept, what to do next."""


class Told(Exception):
    """A trouble that a person can understand and act on.

    Attributes:
        title: what happened, in a few words.
        sentence: what happened and what was kept, in one or two sentences. Never personal data.
        advice: what to do next; '' if there is nothing to do.
    """

    def __init__(self, title: str, sentence: str, advice: str = "") -> None:
        super().__init__(f"{title}. {sentence}")
        self.title = title
        self.sentence = sentence
        self.advice = advice


class NotAllowed(Told):
    """The signed-in person's roles do not cover the act."""

    def __init__(self, need: str) -> None:
        super().__init__(
            "Not allowed",
            f"Your roles do not let you {need}. Nothing was shown or changed; the refusal is in the audit log.",
            "If your work needs it, ask a hub administrator to change your roles.",
        )


class EnquiryNeeded(Told):
    """Somebody searches or opens a person without having said for which enquiry (R23)."""

    def __init__(self) -> None:
        super().__init__(
            "No enquiry is open",
            "People are shown only for a stated purpose, caller and reference.",
            "Say what the call is about, then search.",
        )


class Incomplete(Told):
    """A form was sent with something missing."""

    def __init__(self, what: str) -> None:
        super().__init__("Something is missing", f"{what} Nothing was saved.", "Fill it in and try again.")


class Locked(Told):
    """The session is locked: its keys are gone until the password is given again."""

    def __init__(self) -> None:
        super().__init__(
            "Locked", "This session is locked and its keys are out of memory.", "Unlock it with your password."
        )


class Busy(Told):
    """Another program on this computer is writing to the hub and did not finish in time."""

    def __init__(self) -> None:
        super().__init__(
            "The hub is busy",
            "Another session is saving something large, such as a delivery. Nothing of yours was saved.",
            "Wait until it has finished and try again.",
        )


class DiskFull(Told):
    """There was no room to write."""

    def __init__(self) -> None:
        super().__init__(
            "The disk is full",
            "There was no room to save. Nothing was changed; everything saved before is intact.",
            "Free some space where the hub lies and try again.",
        )


class DiskTrouble(Told):
    """The operating system refused a read or a write."""

    def __init__(self) -> None:
        super().__init__(
            "The disk did not answer",
            "A file of the hub could not be read or written. Nothing was changed; everything saved before is intact.",
            "Check that the disk is in order and that the hub's files belong to this account, then try again.",
        )
