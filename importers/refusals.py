"""Why a file as a whole is not taken: one class per reason, each with the sentence that is read."""

from store.errors import Told


class Cancelled(Told):
    """The person stopped the work: raised by whoever is told of its progress."""

    title = "Stopped"
    sentence = "The import was stopped before it was finished. The hub is as it was before."
    advice = "Start again whenever you like."


class FileRefused(Told):
    """A file that cannot be delivered; the sentence says why. Nothing of it was kept."""

    title = "This file cannot be imported"
    sentence = "{}"
    advice = "Nothing was imported. Ask the agency for a new extract, or choose another file."


class NotAFile(FileRefused):
    """There is no such file, or it may not be read."""

    advice = "Check the name and the folder, then choose the file again."


class EmptyFile(FileRefused):
    """No bytes, or nothing but a header."""

    title = "There is nothing in this file"
    advice = "Nothing was imported. An empty extract is usually a fault at the agency: ask for it again."


class NotText(FileRefused):
    """A PDF, a picture, a program: neither a CSV nor a workbook."""

    title = "This is neither a CSV file nor a workbook"
    advice = "Nothing was imported. Open it in the program that made it and save it as CSV (UTF-8) or .xlsx."


class WebPage(NotText):
    """A table as a web page or XML, which many systems call a workbook; or a page of a web site kept in its place."""

    title = "This is a web page, not a workbook"
    advice = (
        "Nothing was imported. Ask the agency for CSV. Or open it in Excel and save it as .xlsx, then look whether"
        " numbers kept their leading noughts and dates their days."
    )


class PasswordProtected(FileRefused):
    """A workbook that only its password opens."""

    title = "This workbook is locked with a password"
    advice = "Nothing was imported. Ask for the file without a password, by a way that is safe itself."


class HoldsMacros(FileRefused):
    """A workbook with a program inside."""

    title = "This workbook holds macros"
    advice = "Nothing was imported and nothing of it was run. Ask for it saved as .xlsx without macros, or as CSV."


class HoldsLinks(FileRefused):
    """A workbook whose cells come from other files."""

    title = "This workbook is linked to other files"
    advice = "Nothing was imported and no other file was opened. Ask for it saved with values only, or as CSV."


class MergedHeadings(FileRefused):
    """A heading that spans several columns."""

    title = "Headings of this sheet are merged"
    advice = (
        "Nothing was imported, because what each column holds cannot be told. Ask for one heading over each column."
    )


class BrokenWorkbook(FileRefused):
    """A workbook that is cut off or damaged."""

    title = "This workbook is damaged"
    advice = "Nothing was imported. Ask the agency to send it again."


class HostileWorkbook(FileRefused):
    """A workbook that would fill the memory or never end."""

    title = "This workbook cannot be read safely"
    advice = "Nothing was imported. Ask the agency for the sheet as CSV (UTF-8)."


class NoSuchSheet(FileRefused):
    """The sheet that was asked for is not in the workbook."""

    title = "There is no such sheet"
    advice = "Nothing was imported. Choose one of its sheets."


class UnknownEncoding(FileRefused):
    """Neither UTF-8 nor Windows-1252 nor UTF-16 with a mark."""

    title = "The letters in this file cannot be read"
    advice = "Nothing was imported. Ask the agency to save the file as CSV UTF-8."


class TooLarge(FileRefused):
    """Larger than the limits, or than the disk has room for."""

    title = "This file is too large"
    advice = "Nothing was imported. Ask the agency to split the extract, or ask whoever runs this computer for room."


class TooWide(TooLarge):
    """More columns than any extract of people has; a workbook counts empty ones that somebody once touched."""

    advice = "Nothing was imported. Ask for the agreed columns only, without the empty ones to their right."


class NoRoom(FileRefused):
    """The disk is full, or would be."""

    title = "There is not enough room on the disk"
    advice = "The hub is as it was before. Free some space, then deliver the file again."


class BrokenQuotes(FileRefused):
    """The CSV breaks off inside a quotation mark, or a quotation mark stands where none may."""

    title = "The quotation marks in this file do not add up"
    advice = "Nothing was imported, because rows after that line could be swallowed. Ask the agency to export it again."


class NoColumns(FileRefused):
    """No delimiter gives the same columns throughout."""

    title = "The columns of this file cannot be told apart"
    advice = "Nothing was imported. Ask for a CSV with commas, semicolons, tabs or upright bars between the columns."


class NoHeader(FileRefused):
    """No row looks like column headings."""

    title = "This file has no row of column headings"
    advice = "Nothing was imported. Ask the agency for the extract with its headings."


class FileChanged(FileRefused):
    """The file is not the one that was checked."""

    title = "The file has changed"
    advice = "Nothing was imported. Choose the file again, so that what is checked is what is delivered."


class AlreadyDelivered(FileRefused):
    """Exactly these bytes were committed to this feed before (domain/9 rule 1)."""

    title = "This file is already in the hub"
    advice = "Nothing was imported, and nothing is missing. If a newer extract was meant, choose that file."


class MappingIncomplete(FileRefused):
    """A required field has no column, or two columns claim one field."""

    title = "The columns need a decision first"
    advice = "Nothing was imported. Choose what the columns hold, then check the file again."


class WrongDate(FileRefused):
    """The as-of date is missing, in the future, or older than what is already there."""

    title = "The date of the extract does not fit"
    advice = "Nothing was imported. Ask the agency on which day it took this extract, and enter that day."


class Overtaken(FileRefused):
    """Another delivery of this feed was committed after the dry run."""

    title = "Another delivery came first"
    advice = "Nothing was imported. Run the check again, so that it is made against what stands now."


class WrongMode(FileRefused):
    """The file was called a full extract, a delta or an appendix, and the feed is another."""

    title = "That is not how this feed is delivered"
    advice = "Nothing was imported. Ask the agency what the file holds; a feed keeps one way."


class Held(FileRefused):
    """Something about the delivery is so unusual that a second person has to look (domain/9 rule 13)."""

    title = "A second person has to look at this delivery"
    advice = "Nothing was imported; the file stays where it is. Hold it, and ask another administrator or a supervisor."


class UnknownMeaning(FileRefused):
    """A word of a code column was given a meaning that its field does not have."""

    title = "That is not what such a word can mean"
    advice = "Nothing was changed. Give one of the meanings that are listed."


class FeedRetired(FileRefused):
    """The feed was retired: the agency sends it no more."""

    title = "This feed is retired"
    advice = "Nothing was imported. If the agency sends it again, say so first: fctui feed change CODE --running."


class NoTemplate(FileRefused):
    """There is nothing yet to say how a feed's columns are read."""

    title = "There is no template for that"
    advice = "Nothing was changed. Learn one from an example file: fctui feed template CODE --learn FILE."
