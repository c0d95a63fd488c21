"""What a person is told when something does not work: what happened, what was kept, what to do next."""


class Told(Exception):  # noqa: N818 - these are sentences for people, not faults of the program
    """A trouble that a person can understand and act on. A subclass for each trouble, with its words.

    In braces stands what is known only when it happens, in the order in which it is then given, as `str.format` takes
    it: `raise NoSuchHeld(7)`.

    Attributes:
        title: what happened, in a few words.
        sentence: what happened and what was kept, in one or two sentences. It is shown, never kept; it names people
            only to those who are looking at them.
        advice: what to do next; '' if there is nothing to do.
    """

    title: str = ""
    sentence: str = ""
    advice: str = ""

    def __init__(
        self, *known: object, title: str | None = None, sentence: str | None = None, advice: str | None = None
    ) -> None:
        self.title = self.title if title is None else title
        self.sentence = self.sentence.format(*known) if sentence is None else sentence
        self.advice = self.advice.format(*known) if advice is None else advice
        super().__init__(f"{self.title}. {self.sentence}")


class NotAllowed(Told):
    """The signed-in person's roles do not cover the act."""

    title = "Not allowed"
    sentence = "Your roles do not let you {}. Nothing was shown or changed; the audit log says so."
    advice = "If your work needs it, ask a hub administrator to change your roles."


class EnquiryNeeded(Told):
    """Somebody searches or opens a person without having said for which enquiry (R23)."""

    title = "No enquiry is open"
    sentence = "People are shown only for a stated purpose, caller and reference."
    advice = "Say what the call is about, then search."


class Incomplete(Told):
    """A form was sent with something missing or not usable."""

    title = "Something is missing"
    sentence = "{} Nothing was saved."
    advice = "Put it right and try again."


class Locked(Told):
    """The session is locked or closed: its keys are out of memory."""

    title = "Locked"
    sentence = "This session is locked. What was saved before is safe."
    advice = "Unlock it with your password, or sign in again."


class Busy(Told):
    """Another program on this computer is writing to the hub and did not finish in time."""

    title = "The hub is busy"
    sentence = "Another session is saving something large, such as a delivery. Nothing of yours was saved."
    advice = "Wait until it has finished and try again."


class DiskFull(Told):
    """There was no room to write."""

    title = "The disk is full"
    sentence = "There was no room to save. Nothing was changed; everything saved before is intact."
    advice = "Free some space where the hub lies and try again."


class DiskTrouble(Told):
    """The operating system refused a read or a write."""

    title = "The disk did not answer"
    sentence = "A file of the hub could not be read or written. Nothing was changed."
    advice = "Check that the disk has room and that the hub's files belong to this account; then try again."


class NotCertain(DiskTrouble):
    """The disk failed while a row was being brought there: it may be found after the next start."""

    title = "It is not certain what was saved"
    sentence = (
        "The disk did not answer while something was being saved: it may be saved or not, in either case as a whole."
        " Nothing was shown."
    )
    advice = "Check the disk; then look whether it is there before you do it again."


class DamagedDatabase(Told):
    """A page of a database does not carry the mark that its key gives it."""

    title = "The database is damaged"
    sentence = "Part of the hub's database could not be read: it is damaged or was altered. Nothing was changed."
    advice = "Stop using this hub, keep its directory as it is, and restore the newest backup."


class WrongPassword(Told):
    """The password is wrong or there is no such account: one sentence, so that logins cannot be tried out."""

    title = "Not signed in"
    sentence = "The login or the password is wrong."
    advice = "Check both and try again. A hub administrator can give you a new password."


class TryAgainLater(Told):
    """Too many sign-ins of this account failed in a row."""

    title = "Wait before the next try"
    sentence = "Too many sign-ins of this account failed. Try again in {}."
    advice = "If it was not you, tell a hub administrator: somebody may be guessing."

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} seconds" if seconds != 1 else "1 second")
        self.seconds = seconds


class AccountDisabled(Told):
    """The password is right, but the account may not be used."""

    title = "This account is switched off"
    sentence = "The password is right, but a hub administrator has switched this account off."
    advice = "Ask a hub administrator to switch it on again."


class WrongRecoveryCode(Told):
    """The recovery code does not open this hub."""

    title = "The recovery code does not fit"
    sentence = "The code is complete, but it is not this hub's current one. Nothing was changed."
    advice = "Look for a newer print: each time the code is used, a new one takes its place."
