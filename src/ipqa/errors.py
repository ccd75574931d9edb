"""The one error tree.

IpqaError                    something a user can be told in one sentence
├── ReadingError             a file cannot be turned into a document
│   ├── UnsupportedFormat    no reader for this kind of file
│   ├── EmptyDocument        nothing readable inside
│   ├── EncryptedFile        a password is needed
│   ├── DamagedFile          broken, or not what its name says
│   ├── TooLarge             the file, or what it unpacks to, is out of proportion
│   ├── NeedsOcr             pictures of text only, and recognition is switched off or found nothing
│   └── ReadingLimit         its reader was stopped: time, memory, output, or a crash
├── LibraryError             the index cannot be used
│   ├── NotInLibrary         it does not hold the document or the original asked for
│   ├── NewerIndex           written by a newer version of ipqa
│   └── LibraryBusy          another process is writing
├── ModelError               an embedding, reranking or language model cannot be used
├── CorrectionError          a correction of a figure or an alias makes no sense
├── QuestionError            the question cannot be processed (empty, too long)
└── SettingsError            a setting has no usable value

Every message is one plain sentence in Chinese with the English in ``english``; edges choose.
"""


class IpqaError(Exception):
    """Base of all errors ipqa raises on purpose.

    ``str(error)`` is the sentence in Chinese; ``error.english`` the same in English.
    """

    def __init__(self, chinese: str, english: str = "") -> None:
        super().__init__(chinese)
        self.english = english or chinese


class ReadingError(IpqaError):
    """A file cannot be turned into a document; ``code`` names the reason for programs."""

    code = "unreadable"


class UnsupportedFormat(ReadingError):
    """There is no reader for this kind of file."""

    code = "unsupported"


class EmptyDocument(ReadingError):
    """The file holds no readable text."""

    code = "empty"


class EncryptedFile(ReadingError):
    """The file opens only with a password."""

    code = "encrypted"


class DamagedFile(ReadingError):
    """The file is broken, or it is not what its name says."""

    code = "corrupt"


class TooLarge(ReadingError):
    """The file, or what it unpacks to, is out of proportion."""

    code = "too_large"


class NeedsOcr(ReadingError):
    """The file holds pictures of text only, and recognition is switched off or found nothing."""

    code = "needs_ocr"


class ReadingLimit(ReadingError):
    """The reader of the file was stopped: it took too long, too much memory or output, or it crashed."""

    code = "limit"


class LibraryError(IpqaError):
    """The index cannot be opened, read or written."""


class NotInLibrary(LibraryError):
    """The index does not hold the document, or the original of it, that was asked for."""


class NewerIndex(LibraryError):
    """The index was written by a newer version of ipqa."""


class LibraryBusy(LibraryError):
    """Another process is writing to the index."""


class ModelError(IpqaError):
    """A model cannot be loaded or used."""


class CorrectionError(IpqaError):
    """A correction names no figure, changes nothing, or gives a value that cannot be read."""


class QuestionError(IpqaError):
    """The question is empty or too long."""


class SettingsError(IpqaError):
    """A setting has no usable value."""
