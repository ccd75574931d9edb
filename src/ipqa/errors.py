"""The one error tree.

IpqaError                    something a user can be told in one sentence
├── ReadingError             a file cannot be turned into a document
│   ├── UnsupportedFormat    no reader for this kind of file
│   └── EmptyDocument        nothing readable inside
├── LibraryError             the index cannot be used
│   ├── NewerIndex           written by a newer version of ipqa
│   └── LibraryBusy          another process is writing
├── ModelError               an embedding, reranking or language model cannot be used
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
    """A file cannot be turned into a document."""


class UnsupportedFormat(ReadingError):
    """There is no reader for this kind of file."""


class EmptyDocument(ReadingError):
    """The file holds no readable text."""


class LibraryError(IpqaError):
    """The index cannot be opened, read or written."""


class NewerIndex(LibraryError):
    """The index was written by a newer version of ipqa."""


class LibraryBusy(LibraryError):
    """Another process is writing to the index."""


class ModelError(IpqaError):
    """A model cannot be loaded or used."""


class QuestionError(IpqaError):
    """The question is empty or too long."""


class SettingsError(IpqaError):
    """A setting has no usable value."""
