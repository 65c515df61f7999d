import threading
import time

from django.contrib.auth.hashers import check_password, identify_hasher, make_password

from phoihop.accounts.hashing import AT_ONCE, a_slot


def test_passwords_are_hashed_with_argon2id_at_19_mib_two_passes_one_lane():
    encoded = make_password("bốn con trâu gặm cỏ")

    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("bốn con trâu gặm cỏ", encoded)
    assert not check_password("ba con trâu gặm cỏ", encoded)
    assert not identify_hasher(encoded).must_update(encoded)


def test_at_most_two_hashes_run_at_once_however_many_ask(tmp_path):
    running, most, lock = 0, 0, threading.Lock()

    def hash_something() -> None:
        nonlocal running, most
        with a_slot(tmp_path):
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1

    threads = [threading.Thread(target=hash_something) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == AT_ONCE == 2
