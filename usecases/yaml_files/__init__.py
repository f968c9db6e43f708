"""Files that operators hand in (events, measures, broadcasts): read, and every problem named at once."""

from usecases.yaml_files.fields import Day, Fields, Key, LocalTime, TextsField, TitleField, Url
from usecases.yaml_files.problems import FileProblem, FileProblems
from usecases.yaml_files.reading import (
    MOST_BYTES,
    Located,
    read,
    read_file,
    read_file_located,
    read_located,
)

__all__ = [
    "MOST_BYTES",
    "Day",
    "Fields",
    "FileProblem",
    "FileProblems",
    "Key",
    "LocalTime",
    "Located",
    "TextsField",
    "TitleField",
    "Url",
    "read",
    "read_file",
    "read_file_located",
    "read_located",
]
