import threading

from config import embedded


def test_the_queue_has_its_folders_before_the_first_message(tmp_path):
    options = embedded.queue(tmp_path / "queue")

    folders = [tmp_path / "queue" / name for name in ("messages", "messages", "control")]
    assert [options[name] for name in ("data_folder_in", "data_folder_out", "control_folder")] == list(
        map(str, folders)
    )
    assert all(folder.is_dir() for folder in folders)


def test_all_that_ask_for_the_key_at_once_get_the_same(tmp_path):
    keys, start = [], threading.Barrier(16)

    def ask():
        start.wait()
        keys.append(embedded.secret_key(tmp_path / "secret_key"))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 16
    assert set(keys) == {(tmp_path / "secret_key").read_text()}
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
