"""What can be wrong with a hub's directory and files before anybody is signed in, each in its own words."""

from store.errors import Told


class NotAHub(Told):
    """The directory is missing or holds no hub."""

    title = "There is no hub here"
    sentence = "{} is not a hub's directory. Nothing was changed."
    advice = "Check the path given with --hub, or make a new hub with `fctui init`."


class HubExists(Told):
    """A new hub was asked for where one is already."""

    title = "There is a hub here already"
    sentence = "{} holds a hub. It was not touched."
    advice = "Sign in to it, or choose another directory for the new one."


class NotEmpty(Told):
    """A new hub was asked for in a directory with other files."""

    title = "This directory is in use"
    sentence = "{} holds other files. Nothing was changed."
    advice = "Choose an empty directory, or one that does not exist yet."


class CannotMake(Told):
    """The operating system did not let the hub be made."""

    title = "The hub could not be made"
    sentence = "Writing to {} did not work ({}). Nothing was left behind."
    advice = "Check that this account may write there and that the disk has room, then try again."


class OpenToOthers(Told):
    """Somebody else on this computer may read the directory or a file in it."""

    title = "Others can read the hub"
    sentence = "{0} may be read by other accounts of this computer. The hub was not opened."
    advice = "Make it private: chmod {1} {0}"


class NetworkDisk(Told):
    """The directory lies on a network or user-space disk, whose locks and writes cannot be relied on."""

    title = "This disk is not suitable"
    sentence = "{} lies on a network or shared disk ({}), where a hub can be damaged. Nothing was changed."
    advice = "Keep the hub on a disk of this computer. Others can work on it by signing in to this computer."


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
    sentence = "The hub's database, {}, is not in its directory. Nothing was changed."
    advice = "Restore it from the newest backup."


class NotThisHubs(Told):
    """A database does not open with this hub's keys: damage and another hub's file look the same."""

    title = "The database does not fit the key file"
    sentence = (
        "The key file is in order, but {} does not open with it: either it belongs to another hub, or its beginning is"
        " damaged. Nothing was changed."
    )
    advice = "If files were copied or restored, take key file and databases of the same hub and day."


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
    sentence = (
        "Checking a password takes {} MB of memory, which this computer does not have to spare. Nothing was changed."
    )
    advice = "Close other programs on this computer and try again."
