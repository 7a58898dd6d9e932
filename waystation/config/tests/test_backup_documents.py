"""A backup holds the sealed files of documents, and none that is half written."""

from waystation.config import backup


def test_documents_are_taken_and_half_written_ones_are_left(tmp_path):
    folder = tmp_path / "staff" / "files" / "documents"
    folder.mkdir(parents=True)
    for name in ("0001", "0002.new"):
        (folder / name).write_bytes(b"sealed")
    assert [source.path for source in backup._files(tmp_path)] == ["staff/files/documents/0001"]
