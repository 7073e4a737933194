import pytest

from contacts.saving import save


def test_a_file_is_written(tmp_path):
    save(tmp_path / "new.txt", lambda file: file.write(b"whole"))

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("new.txt", b"whole")]


def test_the_file_of_that_name_is_replaced(tmp_path):
    (tmp_path / "report.txt").write_bytes(b"before")

    save(tmp_path / "report.txt", lambda file: file.write(b"after"))

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report.txt", b"after")]


def test_what_was_there_stays_if_writing_fails(tmp_path):
    (tmp_path / "report.txt").write_bytes(b"before")

    def fail(file):
        file.write(b"half")
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        save(tmp_path / "report.txt", fail)

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report.txt", b"before")]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        save(tmp_path / "nowhere" / "report.txt", lambda file: file.write(b"whole"))
