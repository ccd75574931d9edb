"""Document -> Figures: every number in a document with what makes it comparable.

``extraction.extract(document)`` is the front door. quantities, periods, regions and vocabulary are the scanners and
tables behind it, which questions are read with too; nothing is imported here, so that a question need not wait for the
extraction of documents.
"""
