"""What can be wrong with a hub's directory and files before anybody is signed in, each in its own words."""

from store.errors import Told


class NotAHub(Told):
    """The directory is missing or holds no hub."""

    title = "There is no hub here"
    advice = "Check the path given with --hub, or make a new hub with `fctui init`."

    def __init__(self, directory: object) -> None:
        super().__init__(sentence=f"{directory} is not a hub's directory. Nothing was changed.")


class HubExists(Told):
    """A new hub was asked for where one is already."""

    title = "There is a hub here already"
    advice = "Sign in to it, or choose another directory for the new one."

    def __init__(self, directory: object) -> None:
        super().__init__(sentence=f"{directory} holds a hub. It was not touched.")


class NotEmpty(Told):
    """A new hub was asked for in a directory with other files."""

    title = "This directory is in use"
    advice = "Choose an empty directory, or one that does not exist yet."

    def __init__(self, directory: object) -> None:
        super().__init__(sentence=f"{directory} holds other files. Nothing was changed.")


class CannotMake(Told):
    """The operating system did not let the hub be made."""

    title = "The hub could not be made"
    advice = "Check that this account may write there and that the disk has room, then try again."

    def __init__(self, directory: object, why: str) -> None:
        super().__init__(sentence=f"Writing to {directory} did not work ({why}). Nothing was left behind.")


class OpenToOthers(Told):
    """Somebody else on this computer may read the directory or a file in it."""

    title = "Others can read the hub"

    def __init__(self, path: object, mode: str) -> None:
        super().__init__(
            sentence=f"{path} may be read by other accounts of this computer. The hub was not opened.",
            advice=f"Make it private: chmod {mode} {path}",
        )


class NetworkDisk(Told):
    """The directory lies on a network or user-space disk, whose locks and writes cannot be relied on."""

    title = "This disk is not suitable"
    advice = "Keep the hub on a disk of this computer. Others can work on it by signing in to this computer."

    def __init__(self, directory: object, kind: str) -> None:
        super().__init__(
            sentence=f"{directory} lies on a network or shared disk ({kind}), where a hub can be damaged. "
            "Nothing was changed."
        )


class KeyFileMissing(Told):
    """The database is there, the key file is not."""

    title = "The key file is missing"
    sentence = "The hub's key file, hub.keys, is not in its directory. Without it nobody can open the hub."
    advice = "Restore hub.keys from the newest backup. The recovery code needs the key file too."


class DamagedKeyFile(Told):
    """The key file is not as it was written."""

    title = "The key file is damaged"
    sentence = "The hub's key file, hub.keys, is damaged or was altered. The hub was not opened."
    advice = "Keep the directory as it is and restore hub.keys from the newest backup."


class DatabaseMissing(Told):
    """The key file is there, a database is not."""

    title = "The database is missing"
    advice = "Restore it from the newest backup."

    def __init__(self, name: str) -> None:
        super().__init__(sentence=f"The hub's database, {name}, is not in its directory. Nothing was changed.")


class NotThisHubs(Told):
    """A database does not open with this hub's keys: damage and another hub's file look the same."""

    title = "The database does not fit the key file"
    advice = "If files were copied or restored, take key file and databases of the same hub and day."

    def __init__(self, name: str) -> None:
        super().__init__(
            sentence=f"The key file is in order, but {name} does not open with it: either it belongs to "
            "another hub, or its beginning is damaged. Nothing was changed."
        )


class OlderDatabase(Told):
    """The database lags behind the key file: an old copy was put in its place."""

    title = "The database is older than the key file"
    sentence = "hub.db is an older copy than hub.keys. The hub was not opened, so that nothing newer is lost."
    advice = "Look for the newer hub.db. If it is lost, restore hub.keys and both databases of one backup."


class OlderKeyFile(Told):
    """The key file lags behind the database: an old copy was put in its place."""

    title = "The key file is older than the database"
    sentence = "hub.keys is an older copy than hub.db: accounts were changed since. The hub was not opened."
    advice = "Look for the newer hub.keys. If it is lost, restore hub.keys and both databases of one backup."


class TooLittleMemory(Told):
    """A password could not be tried for want of memory."""

    title = "Too little memory"
    advice = "Close other programs on this computer and try again."

    def __init__(self, mebibytes: int) -> None:
        super().__init__(
            sentence=f"Checking a password takes {mebibytes} MB of memory, which this computer does not have "
            "to spare. Nothing was changed."
        )
